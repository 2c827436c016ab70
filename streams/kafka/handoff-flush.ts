import type { Logger } from 'pino';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { HandoffMessage } from './handoff-queue.ts';
import { consumerMetrics } from './metrics.ts';
import { backoffMs, pauseFor } from './pause.ts';

/** What takes the messages of a consumer. */
export interface HandoffSink {
  /**
   * Resolves once all messages are durable (majority). Must be idempotent: messages come again after a crash, a rebalance or a fault.
   * @throws HubError with fault `transient` to be tried again for ever; anything else is taken as the fault of a message in the batch.
   */
  handle(messages: readonly HandoffMessage[]): Promise<void>;
  /** Sets aside a message that `handle` can never take, durably, so that it blocks nobody. May throw transient faults, as `handle`. */
  poison(message: HandoffMessage, error: unknown): Promise<void>;
}

const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5_000;

export interface FlushContext {
  readonly group: string;
  readonly log: Logger;
  /** Aborts when the partitions were taken away or the process stops: the batch is given up, and fetched again by whoever comes next. */
  readonly signal: AbortSignal;
}

/**
 * Brings a batch through the sink. Transient faults are tried again for ever, with capped backoff; a batch that fails otherwise is
 * halved until the message at fault stands alone and is set aside. Answers false when it was given up.
 */
export async function flush(
  messages: readonly HandoffMessage[],
  sink: HandoffSink,
  context: FlushContext,
): Promise<boolean> {
  try {
    return await untilDurable(() => sink.handle(messages), context);
  } catch (error) {
    const [only] = messages;
    if (only !== undefined && messages.length === 1) return setAside(only, error, sink, context);
    const half = messages.length >> 1;
    return (
      (await flush(messages.slice(0, half), sink, context)) && flush(messages.slice(half), sink, context)
    );
  }
}

async function setAside(
  message: HandoffMessage,
  error: unknown,
  sink: HandoffSink,
  context: FlushContext,
): Promise<boolean> {
  const { topic, partition, offset } = message;
  context.log.error({ err: error, topic, partition, offset }, 'a message cannot be handled: set aside');
  consumerMetrics.poison.inc({ group: context.group });
  try {
    return await untilDurable(() => sink.poison(message, error), context);
  } catch (second) {
    // Setting aside failed for good as well. Going on is the lesser evil: the message is still in its topic, and its place is logged.
    context.log.error({ err: second, topic, partition, offset }, 'a message could not be set aside either');
    return true;
  }
}

async function untilDurable(work: () => Promise<void>, context: FlushContext): Promise<boolean> {
  for (let attempt = 0; !context.signal.aborted; attempt += 1) {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof HubError) || error.fault !== 'transient') throw error;
      consumerMetrics.retries.inc({ group: context.group });
      const waitMs = backoffMs(attempt, FIRST_RETRY_MS, LONGEST_RETRY_MS, Math.random);
      context.log.warn({ err: error, code: error.code, attempt, waitMs }, 'batch not durable yet: again');
      await pauseFor(waitMs, context.signal);
    }
  }
  return false;
}
