import { afterEach, expect, it } from 'vitest';
import { pause } from './abort.ts';
import { DeliveryLoop } from './delivery-loop.ts';
import type { Delivery, DeliveryQueue, Outcome, Settled } from './outbound.ts';

/** A queue in memory and a clock that goes on whenever somebody waits. */
class FakeQueue implements DeliveryQueue {
  nowMs = 0;
  readonly log: string[] = [];
  readonly open: { delivery: Delivery; seq: number; nextMs: number }[] = [];

  put(disputeId: string, seq: number): void {
    const id = `${disputeId}/${seq}`;
    const delivery = {
      id,
      eventId: id,
      disputeId,
      kind: 'REFER' as const,
      content: id,
      attempts: 0,
      firstTryMs: null,
    };
    this.open.push({ delivery, seq, nextMs: 0 });
  }

  due(limit: number, busy: readonly string[]): Promise<readonly Delivery[]> {
    const heads = new Map<string, (typeof this.open)[number]>();
    for (const row of this.open.toSorted((a, b) => a.seq - b.seq)) {
      const { disputeId } = row.delivery;
      if (!busy.includes(disputeId) && !heads.has(disputeId)) heads.set(disputeId, row);
    }
    const due = [...heads.values()].filter(({ nextMs }) => nextMs <= this.nowMs);
    return Promise.resolve(due.slice(0, limit).map(({ delivery }) => delivery));
  }

  settle(delivery: Delivery, settled: Settled): Promise<void> {
    this.log.push(`${delivery.id} ${settled.state}`);
    const at = this.open.findIndex((row) => row.delivery.id === delivery.id);
    const [row] = this.open.splice(at, 1);
    if (settled.state === 'RETRYING' && row !== undefined) {
      const again = {
        ...delivery,
        attempts: delivery.attempts + 1,
        firstTryMs: delivery.firstTryMs ?? this.nowMs,
      };
      this.open.push({ ...row, delivery: again, nextMs: settled.nextTryMs });
    }
    return Promise.resolve();
  }

  async changed(waitMs: number, signal: AbortSignal): Promise<void> {
    this.nowMs += waitMs;
    await pause(1, signal);
  }
}

const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

function run(
  queue: FakeQueue,
  answer: (delivery: Delivery, signal: AbortSignal) => Outcome | Promise<Outcome>,
  giveUpAfterMs = 60_000,
): { told: (string | null)[]; running: Promise<void> } {
  const stopping = new AbortController();
  const told: (string | null)[] = [];
  const silent = (): undefined => undefined;
  const loop = new DeliveryLoop({
    context: {
      queue,
      told: (trouble) => told.push(trouble),
      // Rests of an ill receiver pass by the real clock, but count by this one.
      now: () => new Date((queue.nowMs += 100)),
      random: () => 1,
      log: { info: silent, warn: silent, error: silent },
    },
    plan: { firstDelayMs: 1_000, longestDelayMs: 8_000, giveUpAfterMs },
    send: (delivery, signal) => Promise.resolve(answer(delivery, signal)),
    lookEveryMs: 100,
  });
  const running = loop.run(stopping.signal);
  ending.push(async () => {
    stopping.abort();
    await running;
  });
  return { told, running };
}

const TAKEN: Outcome = { kind: 'TAKEN', status: 200 };
const again = (waitMs: number | null = null): Outcome => ({
  kind: 'AGAIN',
  status: 503,
  reason: 'busy',
  waitMs,
});
const settled = (queue: FakeQueue, id: string) =>
  expect.poll(() => queue.log.some((line) => line.startsWith(`${id} D`)), { timeout: 10_000 }).toBe(true);

it('keeps the order within a dispute while one is tried again, and other disputes go on', async () => {
  const queue = new FakeQueue();
  for (const seq of [1, 2, 3]) queue.put('a', seq);
  for (const seq of [1, 2]) queue.put('b', seq);
  const sent: string[] = [];
  const tries = new Map<string, number>();
  run(queue, ({ id }) => {
    sent.push(id);
    const before = tries.get(id) ?? 0;
    tries.set(id, before + 1);
    return id === 'a/2' && before < 2 ? again() : TAKEN;
  });
  await settled(queue, 'a/3');
  expect(sent.filter((id) => id.startsWith('a'))).toEqual(['a/1', 'a/2', 'a/2', 'a/2', 'a/3']);
  expect(queue.log.filter((line) => line.startsWith('b'))).toEqual(['b/1 DELIVERED', 'b/2 DELIVERED']);
  expect(queue.log.indexOf('b/2 DELIVERED')).toBeLessThan(queue.log.indexOf('a/2 DELIVERED'));
});

it('gives a message up when the receiver will never take it, and goes on with the next of the dispute', async () => {
  const queue = new FakeQueue();
  queue.put('a', 1);
  queue.put('a', 2);
  run(queue, ({ id }) => (id === 'a/1' ? { kind: 'NEVER', status: 422, reason: 'no' } : TAKEN));
  await settled(queue, 'a/2');
  expect(queue.log).toEqual(['a/1 DEAD', 'a/2 DELIVERED']);
});

it('gives a message up when its time is over', async () => {
  const queue = new FakeQueue();
  queue.put('a', 1);
  const { told } = run(queue, () => again(), 5_000);
  await settled(queue, 'a/1');
  expect(queue.log.at(-1)).toBe('a/1 DEAD');
  expect(queue.log.length).toBeGreaterThan(2);
  expect(told.at(-1)).toBe('busy');
});

it('sends nothing at all while the receiver asked for patience', async () => {
  const queue = new FakeQueue();
  queue.put('a', 1);
  const atMs: number[] = [];
  run(queue, () => {
    atMs.push(queue.nowMs);
    if (atMs.length > 1) return TAKEN;
    queue.put('b', 1);
    return again(300);
  });
  await settled(queue, 'a/1');
  await settled(queue, 'b/1');
  expect((atMs[1] ?? 0) - (atMs[0] ?? 0)).toBeGreaterThanOrEqual(300);
});

it('leaves what is under way open when it is stopped, and ends', async () => {
  const queue = new FakeQueue();
  queue.put('a', 1);
  let sending = false;
  run(queue, async (_delivery, signal) => {
    sending = true;
    await pause(60_000, signal);
    return again();
  });
  await expect.poll(() => sending).toBe(true);
  await ending.splice(0)[0]?.();
  expect(queue.log).toEqual([]);
});

it('hands on to the worker what is the hub’s own fault', async () => {
  const queue = new FakeQueue();
  queue.put('a', 1);
  const { running } = run(queue, () => Promise.reject(new Error('no secret')));
  ending.length = 0;
  await expect(running).rejects.toThrow('no secret');
});
