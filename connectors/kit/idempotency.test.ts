import { expect, it } from 'vitest';
import { IdempotencyMemory } from './idempotency.ts';
import type { IntakeReply } from './source.ts';

const a = Buffer.from('a');

function counting(status = 202): { work: () => Promise<IntakeReply>; times: () => number } {
  let times = 0;
  return {
    work: () => Promise.resolve({ status, body: { times: (times += 1) } }),
    times: () => times,
  };
}
const memory = (): IdempotencyMemory => new IdempotencyMemory({ most: 3, keepMs: 1_000 });

it('answers a repeated key with the first answer, also while the first is under way', async () => {
  const { work, times } = counting();
  const keys = memory();
  const [first, second] = await Promise.all([keys.once('k', a, 0, work), keys.once('k', a, 0, work)]);
  expect(times()).toBe(1);
  expect(second).toMatchObject({ body: first.body, headers: { 'idempotency-replayed': 'true' } });
});

it('refuses the key with another body', async () => {
  const { work } = counting();
  const keys = memory();
  await keys.once('k', a, 0, work);
  await expect(keys.once('k', Buffer.from('b'), 0, work)).rejects.toMatchObject({
    code: 'HUB_IDEMPOTENCY_MISMATCH',
  });
});

it('does not keep failures of the hub', async () => {
  const { work, times } = counting(503);
  const keys = memory();
  await keys.once('k', a, 0, work);
  await keys.once('k', a, 0, work);
  expect(times()).toBe(2);
  await expect(keys.once('t', a, 0, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  await expect(keys.once('t', a, 0, work)).resolves.toBeDefined();
});

it('forgets after its time and past its size', async () => {
  const { work, times } = counting();
  const keys = memory();
  await keys.once('k', a, 0, work);
  await keys.once('k', a, 1_001, work);
  expect(times()).toBe(2);
  for (const key of ['1', '2', '3']) await keys.once(key, a, 1_001, work);
  await keys.once('k', a, 1_001, work);
  expect(times()).toBe(6);
});
