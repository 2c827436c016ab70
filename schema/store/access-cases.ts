import type { AccessCaseDoc } from './access-case-docs.ts';
import { followMerges, type NamedDispute } from './follow-merges.ts';
import type { AccessChange, NewGrant } from './grant-docs.ts';
import { grantOperations, revokeOperation, type Told } from './grants.ts';
import type { DisputeDoc } from './documents.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';
import { together } from './together.ts';
import { writtenOnce } from './written-once.ts';

type CaseStore = Pick<Store, 'connection' | 'accessCases' | 'grants'>;

/** What a case does to grants. */
export interface GrantEffects {
  readonly give?: readonly NewGrant[];
  /** Identifiers; those that do not hold any more stay as they are. */
  readonly revoke?: readonly string[];
}

/**
 * Opens a case, with the grants that come of it at once, all or nothing; one with the same identifier stays as it is. Answers whether it was new.
 * @throws HubError HUB_STORE_UNAVAILABLE
 */
export async function openCase(
  store: CaseStore,
  document: Omit<AccessCaseDoc, 'changedAt'>,
  told: Told,
  { give = [] }: GrantEffects = {},
): Promise<boolean> {
  return together(store, async (session) => {
    const { upsertedCount } = await store.accessCases.collection.bulkWrite([writtenOnce(document)] as never, {
      session,
    });
    if (upsertedCount > 0 && give.length > 0) {
      await store.grants.collection.bulkWrite(grantOperations(give, told) as never, { session });
    }
    return upsertedCount > 0;
  });
}

/**
 * Changes a case as it was read, with what comes of it, all or nothing. False when somebody else changed it since.
 * @throws HubError HUB_STORE_UNAVAILABLE
 */
export async function changeCase(
  store: CaseStore,
  read: Pick<AccessCaseDoc, '_id' | 'rev'>,
  fields: Readonly<Record<string, unknown>>,
  change: AccessChange,
  { give = [], revoke = [] }: GrantEffects = {},
): Promise<boolean> {
  return together(store, async (session) => {
    const literal = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, { $literal: value }]),
    );
    const { modifiedCount } = await store.accessCases.collection.updateOne(
      { _id: read._id, rev: read.rev } as never,
      [
        {
          $set: {
            ...literal,
            rev: read.rev + 1,
            changes: { $concatArrays: ['$changes', [{ $literal: change }]] },
            changedAt: '$$NOW',
          },
        },
      ],
      { session },
    );
    if (modifiedCount === 0) return false;
    const operations = [...grantOperations(give, change), ...revoke.map((id) => revokeOperation(id, change))];
    if (operations.length > 0) await store.grants.collection.bulkWrite(operations as never, { session });
    return true;
  });
}

/** A dispute by identifier or code, whoever may see it, and what it was merged into: for an emergency alone. Null when there is none. */
export async function disputeForEmergency(
  store: Pick<Store, 'disputes'>,
  named: NamedDispute,
): Promise<Pick<DisputeDoc, '_id' | 'code'> | null> {
  return followMerges(named, (filter) =>
    storing(store.disputes.findOne(filter, { code: 1, mergedInto: 1 }).lean<EmergencyDispute>().exec()),
  );
}

type EmergencyDispute = Pick<DisputeDoc, '_id' | 'code' | 'mergedInto'>;
