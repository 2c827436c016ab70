import { expect, test } from 'vitest';
import type { Grant } from '../../../schema/canonical/grant.ts';
import { NO_ACCESS, type Access } from './access.ts';
import { accessOf } from './compile-access.ts';
import { covers } from './covers.ts';
import { grantWith } from './testing/sample-grant.ts';

const accessWith = (...grants: readonly Grant[]): Access =>
  accessOf(grants, 'DISPUTE_HANDLING', new Date('2026-06-01T00:00:00Z'));
const { rows } = grantWith();

test.each<[string, Partial<Grant>, Partial<Grant>]>([
  ['a level that is more open', { levels: { NAME: 'CLEAR', DATE: 'CLEAR' } }, {}],
  ['another kind of value', { levels: { NAME: 'MASKED', DATE: 'CLEAR', PHONE: 'MASKED' } }, {}],
  [
    'a wider region',
    { rows: { ...rows, regionPrefixes: ['32'] } },
    { rows: { ...rows, regionPrefixes: ['3206'] } },
  ],
  ['everywhere', {}, { rows: { ...rows, regionPrefixes: ['3206'] } }],
  ['more guarded rows', { rows: { ...rows, sensitivity: 'SEALED' } }, {}],
  ['not only own referrals', {}, { rows: { ...rows, ownReferralsOnly: true } }],
  ['every dispute', {}, { rows: { ...rows, disputeIds: ['d-1'] } }],
  ['a field more', {}, { withheldFields: ['Party.phones'] }],
  ['a right', { rights: ['MATCH'] }, {}],
])('%s is more', (_, more, less) => {
  const [wide, narrow] = [accessWith(grantWith(more)), accessWith(grantWith(less))];
  expect(covers(wide, narrow)).toBe(true);
  expect(covers(narrow, wide)).toBe(false);
});

test('a grant more is more, and everything covers nothing', () => {
  const one = accessWith(grantWith());
  const two = accessWith(grantWith(), grantWith({ id: 'b', dataset: 'grid' }));
  expect([covers(two, one), covers(one, two)]).toEqual([true, false]);
  expect([covers(one, NO_ACCESS), covers(NO_ACCESS, one), covers(NO_ACCESS, NO_ACCESS)]).toEqual([
    true,
    false,
    true,
  ]);
});

test('the same under another grant is no less', () => {
  const access = accessWith(grantWith({ id: 'a' }));
  expect(covers(accessWith(grantWith({ id: 'b' })), access)).toBe(true);
});
