import { expect, test } from 'vitest';
import { rankOf } from './longest-first.ts';

test('files that take long come before others, the longest first', () => {
  const files = ['gateway/door', 'test/docs/page', 'cli/up/up', 'test/accounting/day', 'test/chaos/kill-9'];
  const sorted = files
    .map((file) => `/somewhere/${file}.e2e.test.ts`)
    .toSorted((one, other) => rankOf(one) - rankOf(other));
  expect(sorted.map((path) => path.slice('/somewhere/'.length, -'.e2e.test.ts'.length))).toEqual(
    files.toReversed(),
  );
});
