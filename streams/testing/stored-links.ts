import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { updateAll } from '../../schema/store/bulk-command.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { FaultPoint, LinkFaultPlace } from '../pipeline/fault-point.ts';
import { recordDocumentOf } from '../pipeline/record-document.ts';
import { storeIfNewer } from '../pipeline/versioned-write.ts';
import type { TestRow } from './test-feed.ts';
import { testRecord } from './test-record.ts';

/** Takes out everything that linking reads or writes. */
export async function emptyLinkStore(store: Store): Promise<void> {
  const { records, blockKeys, disputes, decisions, links, decisionProgress } = store;
  await Promise.all(
    [records, blockKeys, disputes, decisions, links, decisionProgress].map(({ collection }) =>
      collection.deleteMany({}),
    ),
  );
}

/** Stores the records of some rows, each unless a newer version is there; answers their ids. */
export async function putRecords(store: Store, ...rows: readonly TestRow[]): Promise<string[]> {
  const records = rows.map((row): CanonicalRecord => testRecord(row));
  await updateAll(
    store.records,
    records.map((record) => ({ write: storeIfNewer(recordDocumentOf(record)), bytes: 2_000 })),
  );
  return records.map((record) => record.id);
}

/** The standing dispute of each record. @throws when a record is in two. */
export async function standingDisputes(store: Store): Promise<Map<string, DisputeDoc>> {
  const byRecord = new Map<string, DisputeDoc>();
  for (const dispute of await store.disputes.find({ state: { $ne: 'MERGED' } }).lean()) {
    for (const { recordId } of dispute.members) {
      if (byRecord.has(recordId)) throw new Error(`${recordId} is in two disputes`);
      byRecord.set(recordId, dispute);
    }
  }
  return byRecord;
}

/** Holds a worker at a place until it is let go. */
export function holdAt(place: LinkFaultPlace): {
  fault: FaultPoint;
  reached: Promise<void>;
  release: () => void;
} {
  const reached = Promise.withResolvers<undefined>();
  const go = Promise.withResolvers<undefined>();
  return {
    fault: async (here) => {
      if (here !== place) return;
      reached.resolve(undefined);
      await go.promise;
    },
    reached: reached.promise,
    release: () => {
      go.resolve(undefined);
    },
  };
}

const LONGEST_WAIT_MS = 2_000;

/** Lets workers run until each has come to the place, then lets all go on. */
export function meetingPoint(workers: number, place: LinkFaultPlace): FaultPoint {
  let waiting: (() => void)[] = [];
  let open = false;
  const openUp = (): void => {
    open = true;
    for (const go of waiting) go();
    waiting = [];
  };
  return (here) => {
    if (here !== place || open) return Promise.resolve();
    return new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length >= workers) openUp();
      // Who read after the other had written may have nothing to do and never come.
      else setTimeout(openUp, LONGEST_WAIT_MS).unref();
    });
  };
}

export class Crash extends Error {}

/** Dies at the n-th place that it comes to. */
export function crashAt(n: number, seen: string[] = []): FaultPoint {
  return (place) => {
    seen.push(place);
    return seen.length === n ? Promise.reject(new Crash(place)) : Promise.resolve();
  };
}
