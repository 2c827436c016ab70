import type { DatasetTermsDoc } from './access-case-docs.ts';
import type { Told } from './grants.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

/** Says whose datasets are and on what terms they are shared. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function putDatasetTerms(
  store: Pick<Store, 'datasetTerms'>,
  terms: readonly Pick<DatasetTermsDoc, '_id' | 'owner' | 'share' | 'conditions'>[],
  told: Told,
): Promise<void> {
  if (terms.length === 0) return;
  const operations = terms.map(({ _id, owner, share, conditions }) => ({
    updateOne: {
      filter: {
        _id,
        $or: [{ owner: { $ne: owner } }, { share: { $ne: share } }, { conditions: { $ne: conditions } }],
      },
      update: [
        {
          $set: {
            owner: { $literal: owner },
            share: { $literal: share },
            conditions: { $literal: conditions },
            changes: {
              $concatArrays: [
                { $ifNull: ['$changes', []] },
                [{ $literal: { ...told, what: `${share} OF ${owner}` } }],
              ],
            },
            changedAt: '$$NOW',
          },
        },
      ],
      upsert: false,
    },
  }));
  const inserts = terms.map(({ _id }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: { owner: null } }, upsert: true },
  }));
  await storing(store.datasetTerms.collection.bulkWrite([...inserts, ...operations] as never));
}
