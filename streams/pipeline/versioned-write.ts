import { LRUCache } from 'lru-cache';
import {
  insertAll,
  updateAll,
  type BulkModel,
  type GuardedUpdate,
  type Sized,
} from '../../schema/store/bulk-command.ts';

/** A document that knows its version as text; of two, the larger `versionKey` is the later. */
interface Versioned {
  readonly _id: string;
  readonly versionKey: string;
}

/**
 * Stores a document unless the stored one is as new or newer. The guard is evaluated by the server in one step, so that concurrent and
 * repeated writes of one key end with its latest version, without an E11000 to catch.
 */
export function storeIfNewer(document: Versioned & object): GuardedUpdate {
  const isNewer = { $gt: [document.versionKey, { $ifNull: ['$versionKey', ''] }] };
  return {
    q: { _id: document._id },
    // $literal: values that begin with a dollar sign are data, not expressions.
    u: [{ $replaceWith: { $cond: [isNewer, { $literal: document }, '$$ROOT'] } }],
    upsert: true,
  };
}

/** Ids that are remembered of a collection, 100 bytes each. */
const MOST_KNOWN = 50_000;

const known = new WeakMap<BulkModel, LRUCache<string, true>>();

/**
 * Stores documents, each once, unless a newer version of it is there. What this process has not seen before is inserted: a guarded update costs server
 * and sender half as much again. What proves to be there already, and what is known to be, is updated under the guard.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function storeNewest(
  model: BulkModel,
  documents: readonly Sized<Versioned & object>[],
): Promise<void> {
  const ids = knownOf(model);
  const unseen = documents.filter(({ write }) => !ids.has(write._id));
  const seen = documents.filter(({ write }) => ids.has(write._id));
  const there = await insertAll(model, unseen);
  const met = there.flatMap((index) => unseen[index] ?? []);
  await updateAll(
    model,
    [...seen, ...met].map(({ write, bytes }) => ({ write: storeIfNewer(write), bytes })),
  );
  for (const { write } of unseen) ids.set(write._id, true);
}

function knownOf(model: BulkModel): LRUCache<string, true> {
  const ids = known.get(model) ?? new LRUCache<string, true>({ max: MOST_KNOWN });
  known.set(model, ids);
  return ids;
}
