import type { ErasedPerson, Marker } from '../../schema/erasure/marks.ts';
import type { RawRecordDoc } from '../../schema/store/documents.ts';
import type { LegalHoldDoc } from '../../schema/store/erasure-docs.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { FEED_NAMES } from '../../schema/vocabulary/feeds.ts';
import { namesErased } from '../erasure/erased-version.ts';
import { isHeld, unitOf } from './units.ts';

export interface EndRefusedOptions {
  readonly store: Store;
  /** What was received before, UTC. */
  readonly before: string;
  /** By which people under a legal hold are known; without it such a hold keeps all of them. */
  readonly marker: Marker | null;
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
  marker,
  at,
  ruleVersion,
}: EndRefusedOptions): Promise<number> {
  const holds = await storing(store.legalHolds.find({ releasedAt: null }).lean<LegalHoldDoc[]>().exec());
  const beforeMs = Date.parse(before);
  const isKept = async (version: Refused): Promise<boolean> =>
    // Times are stored with their own offset: somewhat too much is found, and judged by its moment.
    Date.parse(version.receivedAt) >= beforeMs || (await isVersionHeld(store, version, holds, marker));
  const over = {
    // With its feed, it is found by the small index of what was refused.
    feed: { $in: [...FEED_NAMES] },
    refused: true as const,
    readLater: { $exists: false },
    ended: { $exists: false },
  };
  const cursor = store.rawRecords
    .find({ ...over, receivedAt: { $lt: new Date(beforeMs + DAY_MS).toISOString() } })
    .select({ recordId: 1, receivedAt: 1, ...(holds.length === 0 ? {} : { bytes: 1 }) })
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

/** Whether a hold is on a dispute or person of its record, or on somebody whom its bytes name. */
async function isVersionHeld(
  store: Store,
  { recordId, bytes }: Refused,
  holds: readonly LegalHoldDoc[],
  marker: Marker | null,
): Promise<boolean> {
  if (holds.length === 0) return false;
  const unit = await unitOf(store, { recordId });
  if (unit === null || isHeld(unit, holds, marker)) return true;
  const numbers = new Set(holds.flatMap((hold) => hold.numbers));
  if (numbers.size === 0 || marker === null) return false;
  const held: ErasedPerson = { numbers, names: new Set(), recordIds: new Set() };
  return namesErased(bytes.value(), { marker, people: () => [held] });
}
