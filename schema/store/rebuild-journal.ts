import { HubError } from '../canonical/hub-error.ts';
import type { StoreConnection } from './connection.ts';
import { otherHubClients } from './hub-clients.ts';
import { storing } from './store-fault.ts';

export const JOURNAL_COLLECTION = 'rebuilds';
const ID = 'rebuild';

/** Role under which a rebuild connects. */
export const REBUILD_ROLE = 'rebuild';

/** There while a rebuild is under way, or after one was killed. */
export interface RebuildJournal {
  readonly _id: string;
  /** Name of the run that wrote it. */
  readonly run: string;
  /** BUILDING: live collections are as they were. SWAPPING: some may be new already; only finishing leads out of it. */
  readonly phase: 'BUILDING' | 'SWAPPING';
  /** UTC; rows of `decisions` that the rebuild made carry this time. */
  readonly startedAt: string;
}

export async function readJournal(connection: StoreConnection): Promise<RebuildJournal | null> {
  return await storing(connection.collection<RebuildJournal>(JOURNAL_COLLECTION).findOne({ _id: ID }));
}

export async function writeJournal(
  connection: StoreConnection,
  journal: Omit<RebuildJournal, '_id'>,
): Promise<void> {
  const journals = connection.collection<RebuildJournal>(JOURNAL_COLLECTION);
  await storing(journals.replaceOne({ _id: ID }, journal, { upsert: true }));
}

/** Takes out the journal of a run; another's stays. */
export async function removeJournal(connection: StoreConnection, run: string): Promise<void> {
  await storing(connection.collection<RebuildJournal>(JOURNAL_COLLECTION).deleteOne({ _id: ID, run }));
}

/**
 * Lets a process of the hub go on only when no rebuild is under way and none was killed while it put collections in place. A journal is
 * written before a rebuild looks who is connected, and a process connects before it looks for a journal: one of the two sees the other.
 * @throws HubError HUB_STORE_UNAVAILABLE: to be tried again.
 */
export async function waitForRebuild(connection: StoreConnection): Promise<void> {
  const journal = await readJournal(connection);
  if (journal === null) return;
  const isRunning = (await otherHubClients(connection)).some(({ role }) => role === REBUILD_ROLE);
  if (isRunning) {
    throw new HubError(
      'HUB_STORE_UNAVAILABLE',
      `a rebuild is under way since ${journal.startedAt}; this process goes on when it is done`,
    );
  }
  if (journal.phase === 'BUILDING') return;
  throw new HubError(
    'HUB_STORE_UNAVAILABLE',
    'a rebuild was interrupted while it put collections in place: stop the hub’s processes and run ./tributary rebuild, which finishes it',
  );
}
