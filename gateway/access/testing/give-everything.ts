import type { NewGrant } from '../../../schema/store/grant-docs.ts';
import { insertGrants } from '../../../schema/store/grants.ts';
import type { Store } from '../../../schema/store/models.ts';
import { DATASETS, RIGHT_NAMES } from '../../../schema/vocabulary/datasets.ts';
import { SENSITIVE_KINDS } from '../../../schema/vocabulary/disclosure.ts';

/** Grants everything to a partner for the one purpose of handling disputes, which it then need not state: for tests of other things. */
export async function giveEverything(store: Pick<Store, 'grants'>, partner: string): Promise<void> {
  const grants = DATASETS.map((dataset): NewGrant => ({
    _id: `everything-${partner}-${dataset}`,
    partner,
    actor: null,
    dataset,
    rows: { regionPrefixes: null, sensitivity: 'SEALED', ownReferralsOnly: false, disputeIds: null },
    levels: Object.fromEntries(SENSITIVE_KINDS.map((kind) => [kind, 'CLEAR' as const])),
    withheldFields: [],
    rights: [...RIGHT_NAMES],
    purposes: ['DISPUTE_HANDLING'],
    validFrom: '2000-01-01T00:00:00Z',
    validTo: null,
    origin: 'POLICY',
    originId: null,
    reason: 'for a test',
  }));
  const told = {
    at: '2000-01-01T00:00:00.000Z',
    partner: null,
    actor: 'test',
    reason: 'for a test',
    clientMutationId: null,
  };
  await insertGrants(store, grants, told);
}
