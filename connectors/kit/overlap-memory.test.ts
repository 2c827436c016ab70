import { expect, it } from 'vitest';
import { OverlapMemory } from './overlap-memory.ts';

const hash = (text: string): string => OverlapMemory.hashOf(Buffer.from(text));

it('comes back as it was saved', () => {
  const memory = new OverlapMemory(10);
  memory.add(hash('a'), 1_764_000_000_000);
  const again = new OverlapMemory(10);
  again.load(memory.save());
  expect(again.has(hash('a'))).toBe(true);
  expect(again.has(hash('b'))).toBe(false);
  again.forgetBefore(1_764_000_000_001);
  expect(again.has(hash('a'))).toBe(false);
});

it('forgets the oldest when it is full', () => {
  const memory = new OverlapMemory(2);
  for (const [text, timeMs] of [
    ['new', 3],
    ['old', 1],
    ['middle', 2],
  ] as const) {
    memory.add(hash(text), timeMs);
  }
  memory.forgetBefore(0);
  expect([memory.size, memory.has(hash('old'))]).toEqual([2, false]);
});
