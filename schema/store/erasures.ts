import type { ErasureDoc, LegalHoldDoc } from './erasure-docs.ts';
import { MAJORITY } from './majority.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

export type ErasureToInsert = Pick<
  ErasureDoc,
  '_id' | 'numbers' | 'names' | 'recordIds' | 'disputeIds' | 'sealed' | 'reason' | 'by' | 'requestedAt'
>;

/** Asks for an erasure; one that is there stays. Answers it as it is now. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function insertErasure(
  store: Pick<Store, 'erasures'>,
  { _id, ...asked }: ErasureToInsert,
): Promise<ErasureDoc> {
  const found = await storing(
    store.erasures.collection.findOneAndUpdate(
      { _id } as never,
      [
        {
          $replaceWith: {
            $cond: [
              { $eq: [{ $type: '$state' }, 'missing'] },
              {
                $literal: {
                  _id,
                  ...asked,
                  state: 'REQUESTED',
                  step: null,
                  counts: {},
                  blockedBy: [],
                  sweptAt: null,
                  completeOn: null,
                },
              },
              '$$ROOT',
            ],
          },
        },
        { $set: { changedAt: { $ifNull: ['$changedAt', '$$NOW'] } } },
      ],
      { upsert: true, returnDocument: 'after', ...MAJORITY },
    ),
  );
  return found as unknown as ErasureDoc;
}

/** Changes one, durable on a majority. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function changeErasure(
  store: Pick<Store, 'erasures'>,
  id: string,
  fields: Partial<Omit<ErasureDoc, '_id' | 'changedAt' | 'counts'>>,
): Promise<void> {
  await storing(
    store.erasures.collection.updateOne(
      { _id: id } as never,
      { $set: fields, $currentDate: { changedAt: true } },
      MAJORITY,
    ),
  );
}

/**
 * Notes how many documents of each collection are going to be changed. What was noted before stays: whoever finishes what another had begun finds less
 * than there was. @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function noteCounts(
  store: Pick<Store, 'erasures'>,
  id: string,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const noted = Object.entries(counts).map(([name, count]): [string, object] => [
    `counts.${name}`,
    { $ifNull: [`$counts.${name}`, count] },
  ]);
  await storing(
    store.erasures.collection.updateOne(
      { _id: id } as never,
      [{ $set: { ...Object.fromEntries(noted), changedAt: '$$NOW' } }],
      MAJORITY,
    ),
  );
}

/** Those that were changed then or later; all for null. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function readErasures(
  store: Pick<Store, 'erasures'>,
  since: Date | null,
): Promise<ErasureDoc[]> {
  return storing(
    store.erasures
      .find(since === null ? {} : { changedAt: { $gte: since } })
      .lean<ErasureDoc[]>()
      .exec(),
  );
}

/** Holds that are in force for one of these. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function holdsOn(
  store: Pick<Store, 'legalHolds'>,
  disputeIds: readonly string[],
  numbers: readonly string[],
): Promise<LegalHoldDoc[]> {
  return storing(
    store.legalHolds
      .find({
        releasedAt: null,
        $or: [{ disputeId: { $in: [...disputeIds] } }, { numbers: { $in: [...numbers] } }],
      })
      .sort({ _id: 1 })
      .lean<LegalHoldDoc[]>()
      .exec(),
  );
}

/** Places a hold. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function insertHold(
  store: Pick<Store, 'legalHolds'>,
  asked: Omit<LegalHoldDoc, 'releasedAt' | 'releasedBy'>,
): Promise<LegalHoldDoc> {
  const document: LegalHoldDoc = { ...asked, releasedAt: null, releasedBy: null };
  await storing(store.legalHolds.collection.insertOne({ ...document } as never, MAJORITY));
  return document;
}

/** Answers whether it was in force. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function releaseHold(
  store: Pick<Store, 'legalHolds'>,
  id: string,
  by: LegalHoldDoc['by'],
  at: string,
): Promise<boolean> {
  const { modifiedCount } = await storing(
    store.legalHolds
      .updateOne({ _id: id, releasedAt: null }, { $set: { releasedAt: at, releasedBy: by } }, MAJORITY)
      .exec(),
  );
  return modifiedCount > 0;
}

/** Those in force first; one by its identifier, when given. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function findHolds(
  store: Pick<Store, 'legalHolds'>,
  limit: number,
  id?: string,
): Promise<LegalHoldDoc[]> {
  return storing(
    store.legalHolds
      .find(id === undefined ? {} : { _id: id })
      .sort({ releasedAt: 1, placedAt: -1 })
      .limit(limit)
      .lean<LegalHoldDoc[]>()
      .exec(),
  );
}

/** The newest first; one by its identifier, when given. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function findErasures(
  store: Pick<Store, 'erasures'>,
  limit: number,
  id?: string,
): Promise<ErasureDoc[]> {
  return storing(
    store.erasures
      .find(id === undefined ? {} : { _id: id })
      .sort({ requestedAt: -1, _id: 1 })
      .limit(limit)
      .lean<ErasureDoc[]>()
      .exec(),
  );
}
