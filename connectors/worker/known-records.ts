import { HubError } from '../../schema/canonical/hub-error.ts';
import { rawRecordIdOf, recordIdOf } from '../../schema/canonical/ids.ts';
import type { RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { groupsOf } from '../../schema/topics/groups.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { KafkaDoor } from '../../streams/kafka/kafka.ts';
import { isAborted, pause } from '../kit/abort.ts';
import type { KnownRecord, KnownRecords } from '../kit/known-records.ts';
import type { Original } from '../kit/restatement.ts';

export interface KnownRecordsOptions {
  readonly kafka: Pick<KafkaDoor, 'topicEnds' | 'messagesBefore'>;
  readonly store: Promise<Store>;
  readonly topicPrefix: string;
  readonly feed: FeedName;
  /** Longest wait for the pipeline. */
  readonly settleWithinMs?: number;
}

const SETTLE_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;
const CURSOR_RECORDS = 500;
const HOUR_MS = 3_600_000;
/** Local time is behind UTC by this at most, and ahead by that. */
const BEHIND_MOST_MS = 12 * HOUR_MS;
const AHEAD_MOST_MS = 14 * HOUR_MS;

const FIELDS = {
  sourceId: 1,
  sourceTime: 1,
  reportedAt: 1,
  versionKey: 1,
  contentHash: 1,
  state: 1,
  flags: 1,
} as const;
type Fields = Pick<RecordDoc, keyof typeof FIELDS>;

/** What the pipeline has stored of a feed: read from MongoDB; how far it has come, from its consumer group. */
export function knownRecordsOf(options: KnownRecordsOptions): KnownRecords {
  const { kafka, feed } = options;
  const topic = topicsOf(options.topicPrefix, [feed]).feed(feed);
  const group = groupsOf(options.topicPrefix).normalise;
  return {
    async settled(signal) {
      const ends = await kafka.topicEnds(topic);
      const deadline = performance.now() + (options.settleWithinMs ?? SETTLE_WITHIN_MS);
      for (;;) {
        const waiting = await kafka.messagesBefore(group, topic, ends);
        if (waiting === 0) return;
        if (performance.now() > deadline || isAborted(signal)) throw notSettled(waiting);
        await pause(LOOK_EVERY_MS, signal);
      }
    },
    async of(sourceIds) {
      const { records } = await options.store;
      const ids = sourceIds.map((sourceId) => recordIdOf(feed, sourceId));
      const found = await storing(
        records
          .find({ _id: { $in: ids } })
          .select(FIELDS)
          .lean<Fields[]>()
          .exec(),
      );
      return new Map(found.map((doc) => [doc.sourceId, knownOf(doc)]));
    },
    async *reportedBetween(fromMs, toMs) {
      const { records } = await options.store;
      // The index is over local time with its offset: somewhat too much is read, and sorted out here.
      const cursor = records
        .find({
          feed,
          reportedAt: { $gte: wallTime(fromMs - BEHIND_MOST_MS), $lt: wallTime(toMs + AHEAD_MOST_MS) },
        })
        .select(FIELDS)
        .lean<Fields[]>()
        .cursor({ batchSize: CURSOR_RECORDS });
      try {
        for (;;) {
          const doc = await storing<Fields | null>(cursor.next());
          if (doc === null) return;
          const reportedMs = Date.parse(doc.reportedAt);
          if (reportedMs >= fromMs && reportedMs < toMs) yield knownOf(doc);
        }
      } finally {
        await cursor.close();
      }
    },
    async originals(known) {
      const { rawRecords } = await options.store;
      const ids = known.map(({ sourceId, contentHash }) =>
        rawRecordIdOf(recordIdOf(feed, sourceId), contentHash),
      );
      const found = await storing(
        rawRecords
          .find({ _id: { $in: ids } })
          .select({ sourceId: 1, contentType: 1, profile: 1, bytes: 1 })
          .lean()
          .exec(),
      );
      return new Map(
        found.map(({ sourceId, contentType, profile, bytes }): [string, Original] => [
          sourceId,
          { contentType, profile, bytes: bytes.buffer },
        ]),
      );
    },
  };
}

function knownOf({
  sourceId,
  sourceTime,
  reportedAt,
  versionKey,
  contentHash,
  state,
  flags,
}: Fields): KnownRecord {
  const versionAt = versionKey.slice(0, versionKey.indexOf('|'));
  return { sourceId, sourceTime, versionAt, reportedAt, contentHash, state, flags };
}

function wallTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

function notSettled(waiting: number): HubError {
  return new HubError(
    'HUB_STORE_UNAVAILABLE',
    `the pipeline has still to store ${waiting} messages of the feed that came in before; waiting for it (is it running?)`,
  );
}
