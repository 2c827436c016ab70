import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { speakPlainly } from './plain-words.ts';

const Schema = z.strictObject({
  name: z.string().min(2).default('xx'),
  port: z.number().int().min(1).max(9),
  kind: z.enum(['GRID', 'COMMUNITY']).default('GRID'),
  list: z.array(z.string()).min(1).default(['a']),
  own: z.string({ error: 'must be text in quotes' }).default('a'),
});

const before = z.config().customError;
beforeAll(() => {
  speakPlainly();
});
afterAll(() => {
  // Other tests of this process hear zod's own words.
  z.config({ customError: before });
});

test.each([
  [{}, 'is missing'],
  [{ port: 'a' }, 'must be a number'],
  [{ port: Number.NaN }, 'must be a number'],
  [{ port: 1.5 }, 'must be a whole number'],
  [{ port: 0 }, 'must be at least 1'],
  [{ port: 12 }, 'must be at most 9'],
  [{ port: 1, name: 'a' }, 'must have at least 2 characters'],
  [{ port: 1, list: [] }, 'must have at least 1 entries'],
  [{ port: 1, kind: '13812345678' }, 'must be one of GRID, COMMUNITY'],
  [{ port: 1, own: 5 }, 'must be text in quotes'],
  [{ port: 1, prot: 2 }, '"prot" is no key that is read here; correct or remove it'],
])('%j is refused in words that say the mend', (given, words) => {
  const { error } = Schema.safeParse(given);
  expect(error?.issues.map(({ message }) => message)).toEqual([words]);
});
