import type { Feed } from '../../connectors/kit/feed.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { RawRecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { writeBlockKeys } from '../pipeline/block-key-writer.ts';
import { indexRecords } from '../pipeline/index-sink.ts';
import { publishable, storeRecords } from '../pipeline/normalise-sink.ts';
import { feedRulesOf, recordOfRaw, type FeedRules } from '../pipeline/normalise-step.ts';
import { versionOfDocument } from '../pipeline/raw-version.ts';
import { batchesOf, groupsOf } from '../pipeline/batches.ts';
import { withReason } from './with-reason.ts';

const AT_ONCE = 500;
const MOST_BYTES = 8 * 1024 * 1024;

export interface ReplayedRecords {
  readonly versions: number;
  readonly records: number;
}

/**
 * `rawRecords` → `records`, `searchEntries` and `blockKeys`, record by record: versions of one stand together. Versions that were refused stay
 * what they are, dead letters (unless the same bytes were read later), and what ended by its term stays gone. Keys are kept of every version, as linking leaves them: a pair that was found by a key of before is found again.
 */
export async function replayRecords(
  from: Store,
  into: Store,
  feeds: readonly Feed[],
): Promise<ReplayedRecords> {
  const rules = feedRulesOf(feeds);
  const cursor = from.rawRecords
    .find({ $or: [{ refused: { $ne: true } }, { readLater: true }], ended: { $exists: false } })
    .sort({ _id: 1 })
    .batchSize(AT_ONCE)
    .lean<RawRecordDoc[]>()
    .cursor();
  const groups = groupsOf<RawRecordDoc>(cursor, ({ recordId }) => recordId);
  let [versions, records] = [0, 0];
  for await (const batch of batchesOf(groups, AT_ONCE, bytesOfGroup, MOST_BYTES)) {
    const histories = batch.map((raws) => historyOf(raws, rules));
    const all = histories.flat();
    const latest = histories.flatMap((history) => history.at(-1) ?? []);
    await Promise.all([
      storeRecords(into, latest.map(publishable)),
      indexRecords(into, latest),
      writeBlockKeys(into, all),
    ]);
    versions += all.length;
    records += latest.length;
  }
  return { versions, records };
}

function bytesOfGroup(raws: readonly RawRecordDoc[]): number {
  return raws.reduce((sum, { bytes }) => sum + bytes.length(), 0);
}

/** The versions of one record, the newest last. */
function historyOf(raws: readonly RawRecordDoc[], rules: FeedRules): readonly CanonicalRecord[] {
  return raws
    .map((raw) => withReason(`rawRecords ${raw._id}`, () => recordOfRaw(versionOfDocument(raw), rules)))
    .sort((a, b) => (a.versionKey < b.versionKey ? -1 : 1));
}
