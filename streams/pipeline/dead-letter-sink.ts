import { insertAll } from '../../schema/store/bulk-command.ts';
import type { DeadLetterDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { deadLetterOf, originOf, reasonClassOf } from '../../schema/topics/dead-letter.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import { ERASED_LETTER, namesErased } from '../erasure/erased-version.ts';
import type { Tombstones } from '../erasure/tombstones.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import type { FeedWatch } from './feed-watch.ts';

const EMPTY = Buffer.alloc(0);
/** What a letter has beside its bytes, about. */
const FIELDS_BYTES = 16_384;

type Letter = Omit<DeadLetterDoc, 'key' | 'value'> & {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array;
};

export interface DeadLetterSinkOptions {
  readonly store: Store;
  readonly topics: Topics;
  readonly watch: FeedWatch;
  readonly now: () => Date;
  /** Of whom nothing may be kept; nobody unless told. */
  readonly tombstones?: Tombstones;
}

/** Dead-letter topics → `deadLetters`, each letter once: its identity is where the refused record came from. */
export function deadLetterSink({
  store,
  topics,
  watch,
  now,
  tombstones,
}: DeadLetterSinkOptions): HandoffSink {
  return {
    async handle(messages) {
      const letters = messages.flatMap(
        (message) => withoutErased(letterOf(message, topics), tombstones) ?? [],
      );
      if (letters.length === 0) return;
      const there = new Set(
        await insertAll(
          store.deadLetters,
          letters.map((letter) => ({ write: letter, bytes: letter.value.byteLength + FIELDS_BYTES })),
        ),
      );
      const at = now();
      for (const [index, { feed, code }] of letters.entries()) {
        if (!there.has(index)) watch.refused(feed, code, at);
      }
    },
    // A letter about a dead letter would come back here. It is logged, and stays in its topic for 30 days.
    poison: () => Promise.resolve(),
  };
}

/** A letter that names somebody who was erased is kept without its bytes and words. */
function withoutErased(letter: Letter | undefined, tombstones: Tombstones | undefined): Letter | undefined {
  if (letter === undefined || tombstones === undefined) return letter;
  const text = Buffer.concat([letter.key ?? EMPTY, letter.value, Buffer.from(letter.reason)]);
  return namesErased(text, tombstones) ? { ...letter, ...ERASED_LETTER } : letter;
}

function letterOf(message: HandoffMessage, topics: Topics): Letter | undefined {
  const feed = topics.feedOf(message.topic);
  if (feed === undefined) return undefined;
  const { origin, ...letter } = deadLetterOf(feed, message.headers, message.key, message.value ?? EMPTY);
  // A letter of a foreign tool may not say where it came from: then it is known by its own place.
  const place = origin.topic === '' || origin.offset === '' ? message : origin;
  return {
    _id: originOf(place),
    ...letter,
    reasonClass: reasonClassOf(letter.reason),
    at: letter.at === '' ? new Date(message.timestampMs).toISOString() : letter.at,
  };
}
