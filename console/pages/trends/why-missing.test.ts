import { CombinedError } from 'urql';
import { expect, test } from 'vitest';
import { whyMissing } from './why-missing.ts';

const failed = (code: string): CombinedError =>
  new CombinedError({ graphQLErrors: [{ message: code, extensions: { code } }] });

test('only what grants leave out is said to be left out by grants', () => {
  expect(whyMissing(failed('HUB_FIELD_NOT_GRANTED'))).toBe('notGranted');
  expect(whyMissing(failed('HUB_SUBGRAPH_UNAVAILABLE'))).toBe('notLoaded');
  expect(whyMissing(new CombinedError({ networkError: new Error('offline') }))).toBe('notLoaded');
  expect(whyMissing(undefined)).toBe('notGranted');
});
