import { expect, test } from 'vitest';
import { keepTrying } from './keep-trying.ts';

function troubled() {
  const told: (string | null)[] = [];
  return {
    told,
    trouble: (_what: string, why: string | null) => {
      told.push(why);
    },
  };
}

test('work that the disk refuses is repeated until it is done, and the trouble is over then', async () => {
  const { told, trouble } = troubled();
  let attempts = 0;
  const work = (): Promise<void> => {
    attempts += 1;
    return attempts < 3 ? Promise.reject(new Error('ENOSPC')) : Promise.resolve();
  };
  expect(await keepTrying('export', work, { signal: new AbortController().signal, trouble, waitMs: 1 })).toBe(
    true,
  );
  expect(told).toEqual(['ENOSPC', 'ENOSPC', null]);
});

test('stopping ends it, after one try at least', async () => {
  const { trouble } = troubled();
  let attempts = 0;
  const refusing = (): Promise<void> => {
    attempts += 1;
    return Promise.reject(new Error('EROFS'));
  };
  expect(await keepTrying('export', refusing, { signal: AbortSignal.abort(), trouble })).toBe(false);
  expect(attempts).toBe(1);
});
