import type { Feed } from '../../connectors/kit/feed.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { Store } from '../../schema/store/models.ts';
import { insertAll, updateAll } from '../../schema/store/bulk-command.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { Producer } from '../kafka/producer.ts';
import type { FeedFreshness } from './feed-freshness.ts';
import { feedRulesOf, normaliseMessage, type RawVersion } from './normalise-step.ts';
import { deadLetterOfMessage, sendDeadLetters } from './pipeline-dead-letters.ts';
import { recordDocumentOf } from './record-document.ts';
import { storeIfNewer } from './versioned-write.ts';

export interface NormaliseSinkOptions {
  readonly store: Store;
  readonly producer: Producer;
  readonly topics: Topics;
  readonly feeds: readonly Feed[];
  readonly freshness: FeedFreshness;
  readonly now: () => Date;
}

/**
 * Feed topics → `rawRecords` (insert-only) and `records` (latest version) → records topic. The offset is committed after all three. Raw
 * and current versions are written at the same time, since neither needs the other; a record is published only when it can be read. A
 * repeated message is written and published again, which changes nothing for those who read.
 */
export function normaliseSink(options: NormaliseSinkOptions): HandoffSink {
  const { store, producer, topics, freshness, now } = options;
  const rules = feedRulesOf(options.feeds);
  return {
    async handle(messages) {
      const at = now();
      const outcomes = messages.flatMap((message) => {
        const feed = topics.feedOf(message.topic);
        return feed === undefined ? [] : [normaliseMessage(feed, message, rules, at)];
      });
      const raws = outcomes.flatMap(({ raw }) => raw ?? []);
      const letters = outcomes.flatMap(({ deadLetter }) => deadLetter ?? []);
      const records = latestOf(outcomes.flatMap(({ record }) => record ?? [])).map((record): Publishable => ({
        record,
        json: JSON.stringify(record),
      }));
      await Promise.all([
        keepRaw(store, raws),
        storeRecords(store, records),
        sendDeadLetters(producer, topics, letters),
      ]);
      await producer.send(
        topics.records,
        records.map(({ record, json }) => ({ key: record.id, value: json })),
      );
      for (const {
        record: { feed, versionKey },
      } of records) {
        freshness.stored(feed, versionKey.slice(0, versionKey.indexOf('|')), at.toISOString());
      }
    },
    async poison(message, error) {
      const feed = topics.feedOf(message.topic);
      if (feed === undefined) return;
      await sendDeadLetters(producer, topics, [deadLetterOfMessage(feed, message, error, now())]);
    },
  };
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
interface Publishable {
  readonly record: CanonicalRecord;
  readonly json: string;
}

/** What identifiers and times of a raw document have beside its bytes, at most. */
const RAW_FIELDS_BYTES = 4_096;

async function keepRaw(store: Store, raws: readonly RawVersion[]): Promise<void> {
  await insertAll(
    store.rawRecords,
    raws.map((raw) => ({ bytes: raw.bytes.byteLength + RAW_FIELDS_BYTES, write: raw })),
  );
}

async function storeRecords(store: Store, records: readonly Publishable[]): Promise<void> {
  await updateAll(
    store.records,
    // UTF-8 takes up to three bytes a character; field names of BSON are no longer than JSON's.
    records.map(({ record, json }) => ({
      bytes: 3 * json.length,
      write: storeIfNewer(recordDocumentOf(record)),
    })),
  );
}
