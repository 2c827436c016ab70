import type { RawRecordDoc } from '../../schema/store/documents.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { FEED_NAMES } from '../../schema/vocabulary/feeds.ts';
import type { DocumentEnding } from './document-ending.ts';
import type { Holding } from './holding.ts';

type Refused = Pick<RawRecordDoc, '_id' | 'recordId' | 'receivedAt' | 'bytes'>;

const DAY_MS = 86_400_000;
/** One that was read meanwhile has a record. */
const WHOLE = {
  // With its feed, it is found by the small index of what was refused.
  feed: { $in: [...FEED_NAMES] },
  refused: true as const,
  readLater: { $exists: false },
  ended: { $exists: false },
};

/**
 * Empties the bytes of versions that were refused before that moment and that nothing is made of, unless a legal hold keeps them. The version stays, marked,
 * so that messages still come out even.
 */
export const REFUSED: DocumentEnding = {
  async *over(store, before, holding) {
    const beforeMs = Date.parse(before);
    // Times are stored with their own offset: somewhat too much is found, and judged by its moment.
    const received = { $lt: new Date(beforeMs + DAY_MS).toISOString() };
    const cursor = store.rawRecords
      .find({ ...WHOLE, receivedAt: received })
      .select({ recordId: 1, receivedAt: 1, ...(holding.isNothing ? {} : { bytes: 1 }) })
      .lean<Refused[]>()
      .cursor();
    for await (const version of cursor as AsyncIterable<Refused>) {
      if (Date.parse(version.receivedAt) < beforeMs && !(await isHeld(version, holding))) yield version._id;
    }
  },
  async end(store, ids, { at, ruleVersion }) {
    const versions = { _id: { $in: ids }, ...WHOLE } as never;
    const change = {
      $set: { bytes: Buffer.alloc(0), ended: { at, ruleVersion } },
      $unset: { erased: '' },
    } as never;
    await storing(store.rawRecords.collection.updateMany(versions, change, MAJORITY));
  },
  left: (store, ids) =>
    storing(
      store.rawRecords.collection.countDocuments({ _id: { $in: ids }, ended: { $exists: false } } as never),
    ),
};

async function isHeld({ bytes, recordId }: Refused, holding: Holding): Promise<boolean> {
  if (holding.isNothing) return false;
  return holding.namedIn(bytes.value()) || (await holding.ofRecord(recordId));
}
