import { expect, test } from 'vitest';
import { parsePolicy, type Policy } from './grant-policy.ts';
import { sampleGrants } from './sample-grants.ts';
import { SAMPLE_PARTNERS, SAMPLE_PURPOSES } from '../identity/sample-partners.ts';
import { bookOf } from './grant-book.ts';
import { findingText } from './yaml-places.ts';

const GOOD = `version: city-1
levels:
  masked: { NAME: MASKED }
grants:
  - partner: court
    datasets: [police110, grid]
    levels: masked
    purposes: [DISPUTE_HANDLING]
    reason: order 7
`;

function policyOf(text: string): Policy {
  const { policy, findings } = parsePolicy(text);
  if (policy === null) throw new Error(findings.map(findingText).join('\n'));
  return policy;
}

test('an entry is one grant for each of its datasets', () => {
  const { version, grants } = policyOf(GOOD);
  expect(version).toBe('city-1');
  expect(grants).toMatchObject([
    { partner: 'court', dataset: 'police110', levels: { NAME: 'MASKED' }, reason: 'order 7', validTo: null },
    { partner: 'court', dataset: 'grid', rows: { sensitivity: 'NORMAL', regionPrefixes: null } },
  ]);
});

test('the same words are the same grant, other words another', () => {
  const ids = policyOf(GOOD).grants.map(({ id }) => id);
  expect(policyOf(GOOD.replace('city-1', 'city-2')).grants.map(({ id }) => id)).toEqual(ids);
  expect(policyOf(GOOD.replace('{ NAME: MASKED }', '{ NAME: CLEAR }')).grants[0]?.id).not.toBe(ids[0]);
});

test.each([
  ['NAME: MASKED', 'NAME: MASKD', /^line 3, levels\.masked\.NAME: .*MASKED/],
  ['partner: court', 'partner: Court', /^line 5, grants\[0\]\.partner: .*small letters/],
  ['grid]', 'grids]', /^line 6, grants\[0\]\.datasets\[1\]: .*grid/],
  ['levels: masked', 'levels: clear', /^line 7, grants\[0\]\.levels: .*"clear".*masked/],
  ['DISPUTE_HANDLING', 'CURIOSITY', /^line 8, grants\[0\]\.purposes\[0\]: /],
  ['    reason: order 7', '    because: order 7', /reason/],
  ['grid]', 'police110]', /^line 6, grants\[0\]\.datasets\[1\]: .*second time/],
  ['reason: order 7', 'reason: order 7\n    validTo: 1999-01-01T00:00:00Z', /^line 10, .*before it begins/],
  ['reason: order 7', 'reason: order 7\n    rows: { regionPrefixes: ["南通"] }', /^line 10, .*division code/],
  ['version: city-1', 'version: [', /^line \d/],
])('"%s" as "%s" is refused with its place', (right, wrong, message) => {
  const { policy, findings } = parsePolicy(GOOD.replace(right, wrong));
  expect(policy).toBeNull();
  expect(findings.map(findingText)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
});

test('every sample partner may ask for its usual purpose, and nobody but two for operations and grants', () => {
  const book = bookOf(sampleGrants());
  const accessOf = (partner: (typeof SAMPLE_PARTNERS)[number]) =>
    book.admit({ partner, actor: `${partner}@local` }, SAMPLE_PURPOSES[partner]).access;
  const withRight = (right: 'APPROVE' | 'HANDLE' | 'BREAK_GLASS'): string[] =>
    SAMPLE_PARTNERS.filter((partner) => accessOf(partner).rights.has(right));
  expect(withRight('APPROVE')).toEqual(['admin']);
  expect(withRight('BREAK_GLASS')).toEqual(['police']);
  expect(withRight('HANDLE')).toEqual(['police', 'hotline', 'court', 'grid']);
  expect(SAMPLE_PARTNERS.filter((partner) => accessOf(partner).datasets.has('access'))).toEqual(['admin']);
});
