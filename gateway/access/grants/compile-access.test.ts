import { expect, test } from 'vitest';
import { NO_ACCESS } from './access.ts';
import { accessOf } from './compile-access.ts';
import { grantWith } from './testing/sample-grant.ts';

const NOW = new Date('2026-06-01T00:00:00Z');

test('a grant becomes rows of its dataset, with every kind that it does not name withheld', () => {
  const { datasets, rights } = accessOf([grantWith({ rights: ['MATCH'] })], 'DISPUTE_HANDLING', NOW);
  expect([...datasets.keys()]).toEqual(['police110']);
  expect(datasets.get('police110')).toMatchObject([
    {
      grantId: 'grant-1',
      regionPrefixes: null,
      sensitivity: 'NORMAL',
      ownReferralsOnly: false,
      disputeIds: null,
      levels: { NAME: 'MASKED', DATE: 'CLEAR', PHONE: 'WITHHELD', NARRATIVE: 'WITHHELD' },
    },
  ]);
  expect([...rights]).toEqual(['MATCH']);
});

test('several grants on one dataset stand side by side, and rights add up', () => {
  const { datasets, rights } = accessOf(
    [
      grantWith({ id: 'b', rights: ['MATCH'] }),
      grantWith({ id: 'a', dataset: 'police110', rights: ['COLOUR'] }),
      grantWith({ id: 'c', dataset: 'grid' }),
    ],
    'DISPUTE_HANDLING',
    NOW,
  );
  expect(datasets.get('police110')?.map(({ grantId }) => grantId)).toEqual(['a', 'b']);
  expect(datasets.get('grid')?.map(({ grantId }) => grantId)).toEqual(['c']);
  expect(rights).toEqual(new Set(['MATCH', 'COLOUR']));
});

test.each([
  ['another purpose', grantWith({ purposes: ['STATISTICS'] })],
  ['a term that has not begun', grantWith({ validFrom: '2026-06-01T00:00:00.001Z' })],
  ['a term that is over, in another zone', grantWith({ validTo: '2026-06-01T08:00:00+08:00' })],
])('nothing comes of %s', (_, grant) => {
  expect(accessOf([grant], 'DISPUTE_HANDLING', NOW)).toBe(NO_ACCESS);
});

test('the first moment of a term belongs to it', () => {
  const grant = grantWith({ validFrom: '2026-06-01T08:00:00+08:00', validTo: null });
  expect(accessOf([grant], 'DISPUTE_HANDLING', NOW)).not.toBe(NO_ACCESS);
});

test('the key tells apart what allows different things, and only that', () => {
  const keyOf = (...grants: readonly ReturnType<typeof grantWith>[]): string =>
    accessOf(grants, 'DISPUTE_HANDLING', NOW).key;
  const [a, b] = [grantWith({ id: 'a' }), grantWith({ id: 'b', dataset: 'grid' })];
  const key = keyOf(a, b);
  expect(keyOf(b, a)).toBe(key);
  expect(keyOf(a, grantWith({ ...b, validTo: null }))).toBe(key);
  for (const other of [
    [a],
    [a, grantWith({ ...b, partner: 'grid' })],
    [a, grantWith({ ...b, rights: ['MATCH'] })],
    [a, grantWith({ ...b, levels: { NAME: 'CLEAR' } })],
    [a, grantWith({ ...b, withheldFields: ['Party.phones'] })],
    [a, grantWith({ ...b, rows: { ...b.rows, sensitivity: 'SEALED' } })],
  ]) {
    expect(keyOf(...other)).not.toBe(key);
  }
});
