import { describe, expect, test } from 'vitest';
import { HandoffQueue, type HandoffMessage } from './handoff-queue.ts';

function message(partition: number, offset: number): HandoffMessage {
  const value = Buffer.from(`${partition}/${offset}`);
  return { topic: 't', partition, offset: String(offset), key: null, value, headers: {}, timestampMs: 0 };
}

function filled(...places: [partition: number, offset: number][]): HandoffQueue {
  const queue = new HandoffQueue();
  for (const [partition, offset] of places) queue.push(message(partition, offset));
  return queue;
}

function take(queue: HandoffQueue, limit: number): NonNullable<ReturnType<HandoffQueue['take']>> {
  const batch = queue.take(limit);
  if (batch === null) throw new Error('nothing to take');
  return batch;
}

describe('a watermark', () => {
  test('moves over finished batches only up to the first unfinished one', () => {
    const queue = filled([0, 5], [0, 6], [0, 7], [0, 8]);
    const [first, second] = [take(queue, 2), take(queue, 2)];
    queue.done(second);
    expect(queue.committable()).toEqual([]);
    queue.done(first);
    expect(queue.committable()).toEqual([{ topic: 't', partition: 0, offset: '9' }]);
  });

  test('is one for each partition', () => {
    const queue = filled([0, 5], [1, 70], [0, 6]);
    const [first, second] = [take(queue, 2), take(queue, 1)];
    queue.done(first);
    expect(queue.committable()).toEqual([
      { topic: 't', partition: 0, offset: '6' },
      { topic: 't', partition: 1, offset: '71' },
    ]);
    queue.committed(queue.committable(), queue.generation);
    queue.done(second);
    expect(queue.committable()).toEqual([{ topic: 't', partition: 0, offset: '7' }]);
  });
});

describe('a new generation', () => {
  test('drops what was queued and what is still being written', () => {
    const queue = filled([0, 5], [0, 6]);
    const flying = take(queue, 1);
    queue.startGeneration();
    expect(queue.size).toBe(0);
    expect(queue.bytes).toBe(0);
    queue.done(flying);
    expect(queue.committable()).toEqual([]);
  });

  test('does not take an answer to a commit of the one before for its own', () => {
    const queue = filled([0, 5]);
    const { generation } = queue;
    queue.startGeneration();
    queue.push(message(0, 5));
    queue.done(take(queue, 1));
    queue.committed([{ topic: 't', partition: 0, offset: '6' }], generation);
    expect(queue.committable()).toHaveLength(1);
  });
});

test('lag counts what is fetched, queued or being written, and what the broker still has', () => {
  const queue = filled([0, 5], [0, 6]);
  queue.fetched('t', 0, '5', '10');
  expect(queue.lag().get('t')).toBe(5);
  queue.done(take(queue, 2));
  expect(queue.lag().get('t')).toBe(3);
});

test('messages come out in the order in which they went in, however often it is emptied and refilled', () => {
  const queue = new HandoffQueue();
  const seen: string[] = [];
  let next = 0;
  for (let round = 0; round < 50; round += 1) {
    for (let n = 0; n < 200; n += 1) queue.push(message(0, next++));
    seen.push(...take(queue, 150).messages.map(({ offset }) => offset));
  }
  for (let batch = queue.take(999); batch !== null; batch = queue.take(999)) {
    seen.push(...batch.messages.map(({ offset }) => offset));
  }
  expect(seen).toEqual(Array.from({ length: next }, (_, n) => String(n)));
});
