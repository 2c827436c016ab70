import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { Partitioners, type Kafka, type Producer as KafkaJsProducer } from 'kafkajs';
import type { Logger } from 'pino';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { producerMetrics } from './metrics.ts';

export interface OutgoingMessage {
  readonly key: string | Uint8Array | null;
  /** Null takes the key's messages out of a compacted topic. */
  readonly value: string | Uint8Array | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Time of the message, ms since 1970; the moment of sending unless told. */
  readonly timestampMs?: number;
}

export interface Producer {
  /**
   * Resolves once the broker has acknowledged all of them (acks all), in order within a partition.
   * @throws HubError HUB_BROKER_UNAVAILABLE after a bounded time: some may have been stored, so send all again (consumers drop repeats);
   * HUB_RECORD_TOO_LARGE when one message can never be taken. The caller owns the retry.
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /** Connects ahead of the first message, which would otherwise wait for it. @throws HubError HUB_BROKER_UNAVAILABLE after a bounded time. */
  connect(): Promise<void>;
  /** True once the broker has been reached and until a request fails. */
  connected(): boolean;
  /** Waits for what is under way, then closes. */
  stop(): Promise<void>;
}

export interface ProducerOptions {
  readonly kafka: Kafka;
  readonly clientId: string;
  readonly log: Logger;
  /** One request, retries within it included, takes at most this long. */
  readonly requestTimeoutMs: number;
}

interface Waiting {
  readonly topic: string;
  readonly messages: readonly OutgoingMessage[];
  readonly bytes: number;
  resolve(): void;
  reject(error: HubError): void;
}

/** Largest message that the topics accept; see `ensureTopics`. */
export const LARGEST_MESSAGE_BYTES = 8 * 1024 * 1024;
const FLIGHT_BYTES = 2 * 1024 * 1024;
/** From the beginning of one request to that of the next: single messages would each cost the broker one. Who comes after a longer rest does not wait. */
const BETWEEN_REQUESTS_MS = 4;
const WAITING_BYTES = 64 * 1024 * 1024;
/** What record framing and headers add, at most, to key and value. */
const FRAME_BYTES = 2_048;

/**
 * An idempotent producer that sends one request at a time and puts into it everything that waits.
 *
 * One at a time, because kafkajs takes back a partition's sequence numbers when a request fails and hands them to the next concurrent
 * request, which the broker would then drop as a repeat while acknowledging it. For the same reason a producer that has failed once is
 * thrown away: the next one has a new producer id, whose numbers mean nothing to the broker yet. That also covers a broker that was
 * killed and no longer knows the old id, or calls its numbers out of order.
 */
export function createProducer(options: ProducerOptions): Producer {
  const { clientId, log } = options;
  let current: Promise<KafkaJsProducer> | null = null;
  let healthy = false;
  let stopped = false;
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let flying: Promise<void> | null = null;
  let requestedAtMs = -Infinity;

  const connect = async (): Promise<KafkaJsProducer> => {
    const producer = options.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 6, initialRetryTime: 50, maxRetryTime: 1_000 },
    });
    await producer.connect();
    return producer;
  };

  const discard = (): void => {
    healthy = false;
    const old = current;
    current = null;
    old?.then((producer) => producer.disconnect()).catch(() => undefined);
  };

  const request = async (flight: readonly Waiting[]): Promise<void> => {
    current ??= connect();
    const producer = await current;
    await producer.sendBatch({
      acks: -1,
      timeout: options.requestTimeoutMs,
      topicMessages: [...Map.groupBy(flight, ({ topic }) => topic)].map(([topic, parts]) => ({
        topic,
        messages: parts.flatMap(({ messages }) => messages.map(toKafkaJs)),
      })),
    });
    healthy = true;
    for (const { messages } of flight) producerMetrics.sent.inc({ client: clientId }, messages.length);
  };

  const fly = async (flight: readonly Waiting[]): Promise<void> => {
    try {
      await within(options.requestTimeoutMs, request(flight));
      for (const part of flight) part.resolve();
    } catch (error) {
      discard();
      producerMetrics.failures.inc({ client: clientId });
      const fault = producerFault(error);
      log.warn({ err: error, code: fault.code }, 'messages were not acknowledged');
      // One message that is too large must not refuse its neighbours.
      if (fault.code === 'HUB_RECORD_TOO_LARGE' && flight.length > 1) {
        for (const part of flight) await fly([part]);
      } else {
        for (const part of flight) part.reject(fault);
      }
    }
  };

  const takeFlight = (): Waiting[] => {
    let bytes = 0;
    let count = 0;
    for (const part of waiting) {
      if (count > 0 && bytes + part.bytes > FLIGHT_BYTES) break;
      bytes += part.bytes;
      count += 1;
    }
    waitingBytes -= bytes;
    return waiting.splice(0, count);
  };

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const restMs = requestedAtMs + BETWEEN_REQUESTS_MS - performance.now();
      // At least what the same turn sends goes together.
      await (restMs > 0 ? wait(restMs) : nextTurn());
      requestedAtMs = performance.now();
      await fly(takeFlight());
    }
    flying = null;
  };

  return {
    send(topic, messages) {
      if (messages.length === 0) return Promise.resolve();
      if (stopped) return Promise.reject(unavailable('the producer is closed', undefined));
      const sizes = messages.map(sizeOf);
      if (sizes.some((size) => size > LARGEST_MESSAGE_BYTES)) return Promise.reject(tooLarge(undefined));
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      if (waiting.length > 0 && waitingBytes + bytes > WAITING_BYTES) {
        return Promise.reject(unavailable('too many messages wait for the broker', undefined));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ topic, messages, bytes, resolve, reject });
        waitingBytes += bytes;
        flying ??= drain();
      });
    },
    async connect() {
      current ??= connect();
      try {
        await within(
          options.requestTimeoutMs,
          current.then(() => undefined),
        );
        healthy = true;
      } catch (error) {
        discard();
        throw producerFault(error);
      }
    },
    connected: () => healthy,
    async stop() {
      stopped = true;
      await flying;
      await current?.then((producer) => producer.disconnect()).catch(() => undefined);
      waiting = [];
    },
  };
}

function toKafkaJs(message: OutgoingMessage): {
  key: string | Buffer | null;
  value: string | Buffer | null;
  headers?: Record<string, string>;
  timestamp?: string;
} {
  return {
    key: asSent(message.key),
    value: asSent(message.value),
    ...(message.headers === undefined ? {} : { headers: { ...message.headers } }),
    ...(message.timestampMs === undefined ? {} : { timestamp: String(message.timestampMs) }),
  };
}

function asSent(part: string | Uint8Array | null): string | Buffer | null {
  if (typeof part === 'string' || part === null) return part;
  return Buffer.from(part.buffer, part.byteOffset, part.byteLength);
}

function sizeOf(message: OutgoingMessage): number {
  const part = (value: string | Uint8Array | null): number =>
    value === null ? 0 : typeof value === 'string' ? Buffer.byteLength(value) : value.byteLength;
  return part(message.key) + part(message.value) + FRAME_BYTES;
}

/** Rejects when the time is over; what the other promise does later is of no interest to anybody. */
async function within(timeoutMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(unavailable(`no acknowledgement within ${timeoutMs} ms`, undefined));
    }, timeoutMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);

function producerFault(error: unknown): HubError {
  if (error instanceof HubError) return error;
  const type = (error as { type?: string; cause?: { type?: string } }).type;
  const causeType = (error as { cause?: { type?: string } }).cause?.type;
  if (TOO_LARGE.has(type ?? '') || TOO_LARGE.has(causeType ?? '')) return tooLarge(error);
  return unavailable(error instanceof Error ? error.message : String(error), error);
}

function tooLarge(cause: unknown): HubError {
  return new HubError(
    'HUB_RECORD_TOO_LARGE',
    `a message exceeds the ${LARGEST_MESSAGE_BYTES} bytes that the topics accept; send a smaller record`,
    { cause },
  );
}

function unavailable(what: string, cause: unknown): HubError {
  return new HubError(
    'HUB_BROKER_UNAVAILABLE',
    `Kafka did not take the messages (${what}); keep them and try again, and check TRIBUTARY_KAFKA_BROKERS`,
    { cause },
  );
}
