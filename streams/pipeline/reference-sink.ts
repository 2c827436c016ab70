import type { Feed } from '../../connectors/kit/feed.ts';
import type { Reference } from '../../schema/canonical/reference.ts';
import { insertAll, updateAll, type GuardedUpdate, type Sized } from '../../schema/store/bulk-command.ts';
import type { ReferenceDoc } from '../../schema/store/documents.ts';
import { askRewrites } from '../../schema/store/list-rewrites.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import { overtaken } from '../erasure/rewritten-rows.ts';
import type { Tombstones } from '../erasure/tombstones.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { Producer } from '../kafka/producer.ts';
import { deadLetterOfMessage, sendDeadLetters } from './pipeline-dead-letters.ts';
import { referenceOfMessage } from './reference-step.ts';
import { storeIfNewer } from './versioned-write.ts';

export interface ReferenceSinkOptions {
  readonly store: Store;
  readonly producer: Producer;
  readonly topics: Topics;
  /** Those that keep lists. */
  readonly feeds: readonly Feed[];
  readonly now: () => Date;
  /** Who must not be taken in again; nobody unless told. */
  readonly tombstones?: Tombstones;
}

/** What identifiers and times of a document have beside the row, at most. */
const FIELDS_BYTES = 4_096;

/**
 * Reference topics → `rawReferences` (insert-only) and `references` (latest version). The offset is committed after both; repeats, and
 * versions in any order, end in the same state. Entries are no records: nothing of them goes into the records topic or the balance, and
 * what cannot be mapped is a dead letter beside it. Rows that name somebody who was erased are asked to be written over: the topic keeps the newest of each
 * entry for good.
 */
export function referenceSink(options: ReferenceSinkOptions): HandoffSink {
  const { store, producer, topics, feeds, now, tombstones = null } = options;
  const byTopic = new Map(feeds.map((feed) => [topics.reference(feed.name), feed]));
  return {
    async handle(messages) {
      const at = now();
      const outcomes = messages.flatMap((message) => {
        const feed = byTopic.get(message.topic);
        return feed === undefined ? [] : [referenceOfMessage(feed, message, tombstones, at)];
      });
      const raws = outcomes.flatMap(({ raw }) => raw ?? []);
      await Promise.all([
        insertAll(
          store.rawReferences,
          raws.map((raw) => ({ bytes: raw.bytes.byteLength + FIELDS_BYTES, write: raw })),
        ),
        storeReferences(
          store,
          outcomes.flatMap(({ reference, raw }) =>
            reference === null ? [] : [{ reference, rowBytes: raw?.bytes.byteLength ?? 0 }],
          ),
        ),
        sendDeadLetters(
          producer,
          topics,
          outcomes.flatMap(({ deadLetter }) => deadLetter ?? []),
        ),
      ]);
      const named = outcomes.flatMap(({ toRewrite }) => toRewrite ?? []);
      const older = await overtaken(
        store,
        outcomes.flatMap(({ rewritten }) => rewritten ?? []),
      );
      await askRewrites(store, [...named, ...older], at);
    },
    async poison(message, error) {
      const feed = byTopic.get(message.topic);
      if (feed === undefined) return;
      await sendDeadLetters(producer, topics, [deadLetterOfMessage(feed.name, message, error, now())]);
    },
  };
}

/** Stores entries, each unless a newer version of it is there. */
export async function storeReferences(
  store: Store,
  entries: readonly { readonly reference: Reference; readonly rowBytes: number }[],
): Promise<void> {
  await updateAll(
    store.references,
    entries.map(({ reference, rowBytes }) => upsertOf(reference, rowBytes)),
  );
}

/** What is stored of an entry is at most three times its row: values of a row are never repeated more often. */
function upsertOf({ id, ...entry }: Reference, rowBytes: number): Sized<GuardedUpdate> {
  const document: ReferenceDoc = { _id: id, ...entry };
  return { bytes: 3 * rowBytes + FIELDS_BYTES, write: storeIfNewer(document) };
}
