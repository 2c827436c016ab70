import type mongoose from 'mongoose';
import { HubError } from '../canonical/hub-error.ts';
import { inserting, storing } from './store-fault.ts';
import { MAJORITY } from './majority.ts';

/**
 * Unordered bulk writes as plain server commands, majority. The driver's `bulkWrite` measures every document before it serialises it, a
 * third of a hot path's time; a command is serialised once. Not retried by the driver: callers try transient faults again anyway.
 */
interface BulkAnswer {
  /** Documents that were inserted, or that an update found or made. */
  readonly n: number;
  readonly writeErrors?: readonly {
    readonly index: number;
    readonly code: number;
    readonly errmsg?: string;
  }[];
  readonly writeConcernError?: { readonly errmsg?: string };
}

/** The server's answer names single writes that failed; shaped as the driver's error, for `storing` and `inserting`. */
class BulkCommandError extends Error {
  readonly writeErrors: NonNullable<BulkAnswer['writeErrors']>;

  constructor(writeErrors: NonNullable<BulkAnswer['writeErrors']>) {
    super(writeErrors[0]?.errmsg ?? 'a write failed');
    this.name = 'BulkCommandError';
    this.writeErrors = writeErrors;
  }
}

/** A collection to write to. */
export type BulkModel = Pick<mongoose.Model<never>, 'collection' | 'db'>;

/** The server takes 48 MB a command. */
const MOST_BYTES = 16 * 1024 * 1024;
const MOST_WRITES = 2_000;

/** A write with about how many bytes it has, so that a command stays within the server's limit. */
export interface Sized<Write> {
  readonly write: Write;
  readonly bytes: number;
}

/** As the server's `update` command takes it: `u` is a pipeline, operators, or the whole document. */
export interface GuardedUpdate {
  readonly q: object;
  readonly u: object[] | object;
  readonly upsert: boolean;
}

/**
 * Inserts what is not there yet and leaves alone what is. Answers the positions in `documents` of those that were there already; that they
 * were is majority-durable too. @throws HubError HUB_STORE_UNAVAILABLE; what may pass not, as it is.
 */
export async function insertAll(
  model: BulkModel,
  documents: readonly Sized<object>[],
): Promise<readonly number[]> {
  const there: number[] = [];
  let before = 0;
  for (const chunk of chunksOf(documents)) {
    const found = await inserting(run(model, { insert: model.collection.collectionName, documents: chunk }));
    for (const index of found) there.push(before + index);
    before += chunk.length;
  }
  return there;
}

/** As `insertAll` for one document: whether it was new. */
export async function insertOnce(model: BulkModel, document: object): Promise<boolean> {
  return (await insertAll(model, [{ write: document, bytes: 0 }])).length === 0;
}

/**
 * Updates in any order; a failing one does not hold up the others. Answers how many found, or made, their document: of compare-and-sets, how many came
 * through. @throws as `insertAll`.
 */
export async function updateAll(model: BulkModel, updates: readonly Sized<GuardedUpdate>[]): Promise<number> {
  let met = 0;
  for (const chunk of chunksOf(updates)) {
    met += await storing(run(model, { update: model.collection.collectionName, updates: chunk }));
  }
  return met;
}

/** Answers the server's `n`. */
async function run(model: BulkModel, command: object): Promise<number> {
  const { db } = model.db;
  if (db === undefined) throw new HubError('HUB_STORE_UNAVAILABLE', 'MongoDB is not connected yet');
  const answer = (await db.command({
    ...command,
    ordered: false,
    ...MAJORITY,
  })) as BulkAnswer;
  // First: rows that were refused as already there say nothing of whether the others are durable.
  if (answer.writeConcernError !== undefined) {
    throw new HubError(
      'HUB_STORE_UNAVAILABLE',
      `MongoDB could not make it durable (${answer.writeConcernError.errmsg ?? ''}); check the replica set's members`,
    );
  }
  if (answer.writeErrors !== undefined) throw new BulkCommandError(answer.writeErrors);
  return answer.n;
}

function* chunksOf<Write>(writes: readonly Sized<Write>[]): Generator<Write[]> {
  let chunk: Write[] = [];
  let bytes = 0;
  for (const one of writes) {
    if (chunk.length > 0 && (bytes + one.bytes > MOST_BYTES || chunk.length === MOST_WRITES)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(one.write);
    bytes += one.bytes;
  }
  if (chunk.length > 0) yield chunk;
}
