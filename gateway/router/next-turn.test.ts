import { expect, it } from 'vitest';
import { nextTurn } from './next-turn.ts';

it('takes those who came in one turn on together, step by step', async () => {
  const steps: string[] = [];
  const go = async (who: string): Promise<void> => {
    await nextTurn();
    steps.push(`${who} 1`);
    await Promise.resolve();
    steps.push(`${who} 2`);
  };
  await Promise.all([go('a'), go('b')]);
  expect(steps).toEqual(['a 1', 'b 1', 'a 2', 'b 2']);
});

it('is another one for those who come later', async () => {
  const first = nextTurn();
  expect(nextTurn()).toBe(first);
  await first;
  expect(nextTurn()).not.toBe(first);
});
