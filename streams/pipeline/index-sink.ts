import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { searchEntryOf } from '../../schema/matching/search-terms.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import { recordsIn } from './records-topic.ts';
import { storeIfNewer } from './versioned-write.ts';

/** Records topic → `searchEntries`, withdrawn records included: what was taken back can still be found. */
export function indexSink(store: Store, poison: HandoffSink['poison']): HandoffSink {
  return {
    async handle(messages) {
      const operations = recordsIn(messages).map(entryOf);
      if (operations.length === 0) return;
      await storing(store.searchEntries.collection.bulkWrite(operations as never, { ordered: false }));
    },
    poison,
  };
}

function entryOf(record: CanonicalRecord): ReturnType<typeof storeIfNewer> {
  const { id, feed, versionKey, reportedAt } = record;
  return storeIfNewer({ _id: id, feed, versionKey, ...searchEntryOf(record), reportedAt });
}
