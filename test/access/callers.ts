import type { Caller } from '../../gateway/access/caller.ts';
import { accessOf } from '../../gateway/access/grants/compile-access.ts';
import { newSampleGrants } from '../../gateway/access/grants/sample-grants.ts';
import { WORKING_SCOPES } from '../../gateway/access/identity/token-scopes.ts';
import { accessOf as accessOfRows } from '../../gateway/access/testing/partial-access.ts';
import type { Grant } from '../../schema/canonical/grant.ts';
import type { Purpose } from '../../schema/vocabulary/purposes.ts';

const NOW = new Date('2026-11-28T00:00:00Z');
const SAMPLES: Readonly<Record<string, Purpose>> = {
  police: 'DISPUTE_HANDLING',
  hotline: 'DISPUTE_HANDLING',
  court: 'DISPUTE_HANDLING',
  grid: 'DISPUTE_HANDLING',
  analyst: 'STATISTICS',
  admin: 'SUPERVISION',
};

/** The sample partners, and some whose grants are narrow. */
export function callersToTry(): readonly Caller[] {
  const grants = newSampleGrants().map(({ _id: id, ...grant }): Grant => ({ id, ...grant }));
  const samples = Object.entries(SAMPLES).map(([partner, purpose]) => {
    const own = grants.filter((grant) => grant.partner === partner);
    return callerOf(partner, purpose, accessOf(own, purpose, NOW));
  });
  const narrow = {
    // One county's tickets, people masked, and the disputes that they are in.
    county: accessOfRows({
      hotline12345: [{ all: 'MASKED', sensitivity: 'NORMAL', regionPrefixes: ['320612'] }],
      disputes: [{ all: 'MASKED', sensitivity: 'NORMAL' }],
    }),
    // Only what was referred to it.
    referred: accessOfRows({
      police110: [{ all: 'PSEUDONYM', ownReferralsOnly: true }],
      court: [{ all: 'GENERALISED' }],
      disputes: [{ all: 'MASKED' }],
    }),
    // No values at all.
    counter: accessOfRows({}, { all: 'WITHHELD', sensitivity: 'NORMAL' }),
    nobody: accessOfRows({}),
  };
  return [
    ...samples,
    ...Object.entries(narrow).map(([partner, access]) => callerOf(partner, 'STATISTICS', access)),
  ];
}

function callerOf(partner: string, purpose: Purpose, access: Caller['access']): Caller {
  return Object.freeze({ partner, actor: `${partner}@test`, purpose, access, scopes: WORKING_SCOPES });
}
