import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { searchEntryOf } from '../../schema/matching/search-terms.ts';
import type { SearchEntryDoc, Store } from '../../schema/store/models.ts';
import { updateAll, type GuardedUpdate, type Sized } from '../../schema/store/bulk-command.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import { recordsIn } from './records-topic.ts';
import { storeIfNewer } from './versioned-write.ts';

/** Records topic → `searchEntries`, withdrawn records included: what was taken back can still be found. */
export function indexSink(store: Store, poison: HandoffSink['poison']): HandoffSink {
  return {
    async handle(messages) {
      await indexRecords(store, recordsIn(messages));
    },
    poison,
  };
}

/** Makes records findable, each unless a newer version of it is. */
export async function indexRecords(store: Store, records: readonly CanonicalRecord[]): Promise<void> {
  await updateAll(store.searchEntries, records.map(entryOf));
}

/** A gram is two characters with its frame in BSON. */
const GRAM_BYTES = 24;

function entryOf(record: CanonicalRecord): Sized<GuardedUpdate> {
  const { id, feed, versionKey, reportedAt } = record;
  const terms = searchEntryOf(record);
  const entry: SearchEntryDoc = { _id: id, feed, versionKey, ...terms, reportedAt };
  return {
    bytes: 3 * terms.text.length + GRAM_BYTES * terms.grams.length + 200 * terms.keys.length,
    write: storeIfNewer(entry),
  };
}
