import type { AccessChange, GrantDoc, NewGrant } from './grant-docs.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

type GrantStore = Pick<Store, 'grants'>;
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
  const operations = grants.map(({ _id, ...grant }) => {
    const fields = {
      ...grant,
      state: 'ACTIVE',
      createdAt: told.at,
      revokedAt: null,
      changes: [{ ...told, what: 'GRANTED' }],
    };
    // A pipeline, for MongoDB's clock; one that is there keeps all it has.
    const set = Object.fromEntries(
      Object.entries({ ...fields, changedAt: '$$NOW' }).map(([name, value]) => [
        name,
        { $ifNull: [`$${name}`, name === 'changedAt' ? value : { $literal: value }] },
      ]),
    );
    return { updateOne: { filter: { _id }, update: [{ $set: set }], upsert: true } };
  });
  const { upsertedCount } = await storing(
    store.grants.collection.bulkWrite(operations as never, { ordered: false }),
  );
  return upsertedCount;
}

/** Revokes a grant that holds. False when it is not there or was revoked before. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function revokeGrant(store: GrantStore, id: string, told: Told): Promise<boolean> {
  const { modifiedCount } = await storing(
    store.grants.collection.updateOne({ _id: id, state: 'ACTIVE' } as never, [
      {
        $set: {
          state: 'REVOKED',
          revokedAt: { $literal: told.at },
          changes: { $concatArrays: ['$changes', [{ $literal: { ...told, what: 'REVOKED' } }]] },
          changedAt: '$$NOW',
        },
      },
    ]),
  );
  return modifiedCount > 0;
}

/** Whether anything was ever granted. */
export async function hasGrants(store: GrantStore): Promise<boolean> {
  return (await storing(store.grants.exists({}).exec())) !== null;
}
