import { expect, test } from 'vitest';
import { chainLink } from './chain-link.ts';

const first = { chain: 'a', seq: 1, previous: '', hash: 'h1' };
const second = { chain: 'a', seq: 2, previous: 'h1', hash: 'h2' };

test('an entry follows on the one whose hash it carries', () => {
  expect(chainLink(second, [second, first])).toBe('linked');
  expect(chainLink({ ...second, previous: 'other' }, [first])).toBe('broken');
});

test('nothing is said of a predecessor that is not shown, or is of another chain', () => {
  expect(chainLink(second, [second])).toBe('first');
  expect(chainLink(second, [{ ...first, chain: 'b' }])).toBe('first');
});
