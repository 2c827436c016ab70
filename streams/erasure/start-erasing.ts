import type { Logger } from 'pino';
import type { Feed } from '../../connectors/kit/feed.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { Marker } from '../../schema/erasure/marks.ts';
import { readErasures } from '../../schema/store/erasures.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import type { Producer } from '../kafka/producer.ts';
import { feedRulesOf } from '../pipeline/normalise-step.ts';
import { startErasureJob } from './erasure-job.ts';
import { startListRewriter } from './rewrite-lists.ts';
import { followTombstones, type Tombstones } from './tombstones.ts';

export interface ErasingOptions {
  readonly store: Store;
  readonly feeds: readonly Feed[];
  /** See `PipelineOptions`. */
  readonly erasureKey?: Uint8Array | null;
  /** By which rows of lists are written over. */
  readonly producer: Producer;
  readonly topics: Topics;
  readonly log: Logger;
  readonly now: () => Date;
  /** See `followTombstones`. */
  readonly erasuresChanged?: () => void;
}

export interface Erasing {
  readonly tombstones: Tombstones;
  stop(): Promise<void>;
}

/**
 * Reads who was erased before anything is taken in, and erases who is to be. Null without a key.
 * @throws HubError HUB_CONFIG_INVALID when people were erased and there is no key to know them by; HUB_STORE_UNAVAILABLE.
 */
export async function startErasing({
  store,
  feeds,
  erasureKey,
  producer,
  topics,
  log,
  now,
  erasuresChanged,
}: ErasingOptions): Promise<Erasing | null> {
  if (erasureKey == null) {
    if ((await readErasures(store, null)).length === 0) return null;
    throw new HubError(
      'HUB_CONFIG_INVALID',
      'people were erased from this store, and without keys/erasure.key they would be taken in again; put it back',
    );
  }
  const marker = new Marker(erasureKey);
  const book = followTombstones(store, marker, log, erasuresChanged);
  await book.start();
  const rules = feedRulesOf(feeds, book);
  const stopJob = startErasureJob({ store, rules, marker, key: erasureKey, log, now });
  const stopRewriter = startListRewriter({ store, rules, producer, topics, log, now });
  return {
    tombstones: book,
    async stop() {
      await stopJob();
      await stopRewriter();
      await book.stop();
    },
  };
}
