import type { AccessChange, GrantDoc, NewGrant } from './grant-docs.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';
import { writtenOnce } from './written-once.ts';

type GrantStore = Pick<Store, 'grants'>;
/** Who did something, when and why. */
export type Told = Omit<AccessChange, 'what'>;

/** Grants that were written then or later, revoked ones too; all of them for null. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function readGrants(store: GrantStore, since: Date | null): Promise<GrantDoc[]> {
  return storing(
    store.grants
      .find(since === null ? {} : { changedAt: { $gte: since } })
      .maxTimeMS(2_000)
      .lean<GrantDoc[]>()
      .exec(),
  );
}

/** Gives grants; one whose identifier is there stays as it is. Answers how many are new. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function insertGrants(
  store: GrantStore,
  grants: readonly NewGrant[],
  told: Told,
): Promise<number> {
  if (grants.length === 0) return 0;
  const { upsertedCount } = await storing(
    store.grants.collection.bulkWrite(grantOperations(grants, told) as never, { ordered: false }),
  );
  return upsertedCount;
}

/** Revokes grants that hold; answers how many did. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function revokeGrants(store: GrantStore, ids: readonly string[], told: Told): Promise<number> {
  if (ids.length === 0) return 0;
  const { modifiedCount } = await storing(
    store.grants.collection.bulkWrite(ids.map((id) => revokeOperation(id, told)) as never, {
      ordered: false,
    }),
  );
  return modifiedCount;
}

/** Whether anything was ever granted. */
export async function hasGrants(store: GrantStore): Promise<boolean> {
  return (await storing(store.grants.exists({}).exec())) !== null;
}

/** The writes of `insertGrants`, for a transaction. */
export function grantOperations(grants: readonly NewGrant[], told: Told): object[] {
  return grants.map((grant) =>
    writtenOnce({
      ...grant,
      ...{ state: 'ACTIVE', createdAt: told.at, revokedAt: null, changes: [changeOf('GRANTED', told)] },
    }),
  );
}

/** The write of `revokeGrants`, for a transaction. */
export function revokeOperation(id: string, told: Told): object {
  const update = [
    {
      $set: {
        state: 'REVOKED',
        revokedAt: { $literal: told.at },
        changes: { $concatArrays: ['$changes', [{ $literal: changeOf('REVOKED', told) }]] },
        changedAt: '$$NOW',
      },
    },
  ];
  return { updateOne: { filter: { _id: id, state: 'ACTIVE' }, update } };
}

function changeOf(what: string, { at, partner, actor, reason, clientMutationId }: Told): AccessChange {
  return { at, what, partner, actor, reason, clientMutationId };
}
