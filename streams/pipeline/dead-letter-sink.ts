import type { Store } from '../../schema/store/models.ts';
import { inserting } from '../../schema/store/store-fault.ts';
import { deadLetterOf } from '../../schema/topics/dead-letter.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';

const EMPTY = Buffer.alloc(0);

/** Dead-letter topics → `deadLetters`, each letter once: its identity is where the refused record came from. */
export function deadLetterSink(store: Store, topics: Topics): HandoffSink {
  return {
    async handle(messages) {
      const operations = messages.flatMap((message) => {
        const document = documentOf(message, topics);
        return document === undefined ? [] : [{ insertOne: { document } }];
      });
      if (operations.length === 0) return;
      await inserting(store.deadLetters.collection.bulkWrite(operations, { ordered: false }));
    },
    // A letter about a dead letter would come back here. It is logged, and stays in its topic for 30 days.
    poison: () => Promise.resolve(),
  };
}

function documentOf(message: HandoffMessage, topics: Topics): object | undefined {
  const feed = topics.feedOf(message.topic);
  if (feed === undefined) return undefined;
  const { origin, key, value, ...letter } = deadLetterOf(
    feed,
    message.headers,
    message.key,
    message.value ?? EMPTY,
  );
  // A letter of a foreign tool may not say where it came from: then it is known by its own place.
  const place = origin.topic === '' || origin.offset === '' ? message : origin;
  return {
    _id: `${place.topic}:${place.partition}:${place.offset}`,
    ...letter,
    at: letter.at === '' ? new Date(message.timestampMs).toISOString() : letter.at,
    key,
    value,
  };
}
