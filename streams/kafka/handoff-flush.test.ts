import { describe, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { flush, type FlushContext, type HandoffSink } from './handoff-flush.ts';
import type { HandoffMessage } from './handoff-queue.ts';

const context = (signal = new AbortController().signal): FlushContext => ({
  group: 'test',
  log: createLog('test', 'silent'),
  signal,
});

const messages = (...values: string[]): HandoffMessage[] =>
  values.map((value, n) => ({
    topic: 't',
    partition: 0,
    offset: String(n),
    key: null,
    value: Buffer.from(value),
    headers: {},
    timestampMs: 0,
  }));

const text = ({ value }: HandoffMessage): string => value?.toString() ?? '';

/** A sink that takes everything but what is called poison. */
class Recorder implements HandoffSink {
  readonly taken: string[] = [];
  readonly setAside: string[] = [];
  faults: Error[] = [];

  handle(batch: readonly HandoffMessage[]): Promise<void> {
    const fault = this.faults.shift();
    if (fault !== undefined) return Promise.reject(fault);
    if (batch.some((message) => text(message) === 'poison')) return Promise.reject(new TypeError('poison'));
    this.taken.push(...batch.map(text));
    return Promise.resolve();
  }

  poison(message: HandoffMessage): Promise<void> {
    this.setAside.push(text(message));
    return Promise.resolve();
  }
}

describe('a batch', () => {
  test('is tried again after transient faults until it is durable', async () => {
    const sink = new Recorder();
    sink.faults = [new HubError('HUB_STORE_UNAVAILABLE', 'x'), new HubError('HUB_BROKER_UNAVAILABLE', 'x')];
    expect(await flush(messages('a', 'b'), sink, context())).toBe(true);
    expect(sink.taken).toEqual(['a', 'b']);
  });

  test('with messages that can never be taken goes on without them', async () => {
    const sink = new Recorder();
    expect(await flush(messages('a', 'poison', 'b', 'c', 'poison', 'd', 'e'), sink, context())).toBe(true);
    expect(sink.taken).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(sink.setAside).toEqual(['poison', 'poison']);
  });

  test('is given up when its partitions were taken away', async () => {
    const generation = new AbortController();
    const sink = new Recorder();
    sink.faults = Array.from({ length: 1_000 }, () => new HubError('HUB_STORE_UNAVAILABLE', 'x'));
    const flying = flush(messages('a'), sink, context(generation.signal));
    generation.abort();
    expect(await flying).toBe(false);
    expect(sink.taken).toEqual([]);
  });
});

test('a poison message that cannot be set aside either does not stop the partition', async () => {
  const sink: HandoffSink = {
    handle: () => Promise.reject(new TypeError('x')),
    poison: () => Promise.reject(new TypeError('y')),
  };
  expect(await flush(messages('a'), sink, context())).toBe(true);
});
