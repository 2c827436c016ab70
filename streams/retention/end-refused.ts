import type { RawRecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { FEED_NAMES } from '../../schema/vocabulary/feeds.ts';
import type { Holding } from './holding.ts';

export interface EndRefusedOptions {
  readonly store: Store;
  /** What was received before, UTC. */
  readonly before: string;
  readonly holding: Holding;
  readonly at: Date;
  readonly ruleVersion: string;
}

type Refused = Pick<RawRecordDoc, '_id' | 'recordId' | 'receivedAt' | 'bytes'>;

const AT_ONCE = 500;
const DAY_MS = 86_400_000;
const MAJORITY = { writeConcern: { w: 'majority' } } as const;

/**
 * Empties the bytes of versions that were refused before that moment and that nothing is made of, unless a legal hold keeps them. The version stays, marked,
 * so that messages still come out even. Answers how many; killed at any moment, the next call goes on.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function endRefused({
  store,
  before,
  holding,
  at,
  ruleVersion,
}: EndRefusedOptions): Promise<number> {
  const beforeMs = Date.parse(before);
  const isKept = async (version: Refused): Promise<boolean> =>
    // Times are stored with their own offset: somewhat too much is found, and judged by its moment.
    Date.parse(version.receivedAt) >= beforeMs ||
    (!holding.isNothing &&
      (holding.namedIn(version.bytes.value()) || (await holding.ofRecord(version.recordId))));
  const over = {
    // With its feed, it is found by the small index of what was refused.
    feed: { $in: [...FEED_NAMES] },
    refused: true as const,
    readLater: { $exists: false },
    ended: { $exists: false },
  };
  const cursor = store.rawRecords
    .find({ ...over, receivedAt: { $lt: new Date(beforeMs + DAY_MS).toISOString() } })
    .select({ recordId: 1, receivedAt: 1, ...(holding.isNothing ? {} : { bytes: 1 }) })
    .batchSize(AT_ONCE)
    .lean<Refused[]>()
    .cursor();
  let ended = 0;
  for await (const version of cursor as AsyncIterable<Refused>) {
    if (await isKept(version)) continue;
    // One that was read meanwhile has a record.
    const { modifiedCount } = await storing(
      store.rawRecords.collection.updateOne(
        { _id: version._id, ...over } as never,
        {
          $set: { bytes: Buffer.alloc(0), ended: { at: at.toISOString(), ruleVersion } },
          $unset: { erased: '' },
        },
        MAJORITY,
      ),
    );
    ended += modifiedCount;
  }
  return ended;
}
