import type { Feed } from '../../connectors/kit/feed.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { originOf } from '../../schema/topics/dead-letter.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { Tombstones } from '../erasure/tombstones.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import type { Producer } from '../kafka/producer.ts';
import type { BlockKeysAhead } from './block-key-writer.ts';
import { endedVersions } from './ended-versions.ts';
import type { FaultPoint } from './fault-point.ts';
import { noFault } from './fault-point.ts';
import type { FeedWatch } from './feed-watch.ts';
import { feedRulesOf, normaliseMessage, rawRecordIdOfMessage } from './normalise-step.ts';
import { deadLetterOfMessage, sendDeadLetters } from './pipeline-dead-letters.ts';
import type { RecordCache } from './record-cache.ts';
import { recordDocumentOf } from './record-document.ts';
import { keepVersions } from './repeats.ts';
import { storeNewest } from './versioned-write.ts';

export interface NormaliseSinkOptions {
  readonly store: Store;
  readonly producer: Producer;
  readonly topics: Topics;
  readonly feeds: readonly Feed[];
  readonly watch: FeedWatch;
  /** Where linking, in the same process, finds what was stored. */
  readonly records?: Pick<RecordCache, 'keep'>;
  /** Where it finds their block keys. */
  readonly blockKeys?: Pick<BlockKeysAhead, 'begin'>;
  readonly now: () => Date;
  /** Who must not be taken in again; nobody unless told. */
  readonly tombstones?: Tombstones;
  /** For tests that stop between two writes. */
  readonly fault?: FaultPoint<NormaliseFaultPlace>;
}

export type NormaliseFaultPlace = 'written' | 'published' | 'poison-sent';

/**
 * Feed topics → `rawRecords` (insert-only) and `records` (latest version) → records topic. The offset is committed after all three. Raw
 * and current versions are written at the same time, since neither needs the other; a record is published only when it can be read. A
 * repeated message is written and published again, which changes nothing for those who read. Every message ends as exactly one of: a
 * version (a raw record that is not refused), a repeat, a dead letter; whatever is delivered or handled twice. A version whose term has ended is a repeat
 * and makes no record again.
 */
export function normaliseSink(options: NormaliseSinkOptions): HandoffSink {
  const { store, producer, topics, watch, now, fault = noFault } = options;
  const rules = feedRulesOf(options.feeds, options.tombstones ?? null);
  return {
    async handle(messages) {
      const at = now();
      const outcomes = messages.flatMap((message) => {
        const feed = topics.feedOf(message.topic);
        return feed === undefined ? [] : [normaliseMessage(feed, message, rules, at)];
      });
      const raws = outcomes.flatMap(({ raw }) => raw ?? []);
      const letters = outcomes.flatMap(({ deadLetter }) => deadLetter ?? []);
      const ended = await endedVersions(store, raws, at);
      const made = outcomes.flatMap(({ raw, record }) => (ended.has(raw?._id ?? '') ? [] : (record ?? [])));
      const records = latestOf(made).map(publishable);
      options.blockKeys?.begin(records.map(({ record }) => record));
      const [kept] = await Promise.all([
        keepVersions(store, raws, at.toISOString()),
        storeRecords(store, records),
        sendDeadLetters(producer, topics, letters),
      ]);
      await fault('written');
      options.records?.keep(records.map(({ record }) => record));
      await producer.send(
        topics.records,
        records.map(({ record, json }) => ({ key: record.id, value: json })),
      );
      await fault('published');
      watch.handled(outcomes, kept, at);
    },
    async poison(message, error) {
      const feed = topics.feedOf(message.topic);
      if (feed === undefined) return;
      await sendDeadLetters(producer, topics, [deadLetterOfMessage(feed, message, error, now())]);
      await fault('poison-sent');
      await countAsRefused(store, feed, message);
    },
  };
}

/** A message may fail after its version was kept, or noted as a repeat: it counts as its dead letter then, and once. */
async function countAsRefused(store: Store, feed: FeedName, message: HandoffMessage): Promise<void> {
  const rawRecordId = rawRecordIdOfMessage(feed, message);
  if (rawRecordId === null) return;
  const origin = originOf(message);
  await storing(
    Promise.all([
      store.rawRecords.updateOne({ _id: rawRecordId, origin }, { $set: { refused: true } }).exec(),
      store.rawRecords.updateOne({ _id: rawRecordId }, { $unset: { readLater: '' } }).exec(),
      store.repeats.deleteOne({ _id: origin }).exec(),
    ]),
  );
}

/** Of several versions in one batch only the latest needs storing and publishing; all are kept as raw. */
function latestOf(records: readonly CanonicalRecord[]): CanonicalRecord[] {
  const latest = new Map<string, CanonicalRecord>();
  for (const record of records) {
    const other = latest.get(record.id);
    if (other === undefined || record.versionKey > other.versionKey) latest.set(record.id, record);
  }
  return [...latest.values()];
}

/** A record with its JSON, which also tells how large it is. */
export interface Publishable {
  readonly record: CanonicalRecord;
  readonly json: string;
}

export function publishable(record: CanonicalRecord): Publishable {
  return { record, json: JSON.stringify(record) };
}

/** Stores records, each unless a newer version of it is there. */
export async function storeRecords(store: Store, records: readonly Publishable[]): Promise<void> {
  await storeNewest(
    store.records,
    // UTF-8 takes up to three bytes a character; field names of BSON are no longer than JSON's.
    records.map(({ record, json }) => ({ bytes: 3 * json.length, write: recordDocumentOf(record) })),
  );
}
