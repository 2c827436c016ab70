import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { eraseValue } from '../../schema/erasure/erase-value.ts';
import { searchEntryOf } from '../../schema/matching/search-terms.ts';
import type { SearchEntryDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Sized } from '../../schema/store/bulk-command.ts';
import type { Tombstones } from '../erasure/tombstones.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import { withoutEnded } from './ended-versions.ts';
import { recordsIn } from './records-topic.ts';
import { indexedPeople, markRelatedDisputes } from './related-disputes.ts';
import { storeNewest } from './versioned-write.ts';

/**
 * Records topic → `searchEntries`, withdrawn records included: what was taken back can still be found. Disputes between the same people are then to be
 * scored: they count calls to the police.
 */
export function indexSink(
  store: Store,
  poison: HandoffSink['poison'],
  now: () => Date,
  tombstones: Tombstones | null = null,
): HandoffSink {
  return {
    async handle(messages) {
      const at = now();
      const current = await withoutEnded(store, recordsIn(messages), at);
      const records = current.map((record) => withoutErased(record, tombstones));
      const before = await indexedPeople(
        store,
        records.map(({ id }) => id),
      );
      await indexRecords(store, records);
      await markRelatedDisputes(store, records, before, at);
    },
    poison,
  };
}

/** The topic still holds records of before somebody was erased. */
function withoutErased(record: CanonicalRecord, tombstones: Tombstones | null): CanonicalRecord {
  const people = tombstones?.people() ?? [];
  if (tombstones === null || people.length === 0) return record;
  const context = { people, marker: tombstones.marker, recordId: record.id, values: [] };
  return eraseValue(record, context).value;
}

/** Makes records findable, each unless a newer version of it is. */
export async function indexRecords(store: Store, records: readonly CanonicalRecord[]): Promise<void> {
  await storeNewest(store.searchEntries, records.map(entryOf));
}

/** A gram is two characters with its frame in BSON. */
const GRAM_BYTES = 24;

function entryOf(record: CanonicalRecord): Sized<SearchEntryDoc> {
  const { id, feed, versionKey, reportedAt } = record;
  const terms = searchEntryOf(record);
  const entry: SearchEntryDoc = { _id: id, feed, versionKey, ...terms, reportedAt };
  return {
    bytes: 3 * terms.text.length + GRAM_BYTES * terms.grams.length + 200 * terms.keys.length,
    write: entry,
  };
}
