import type { ErasedPerson, Marker } from '../../schema/erasure/marks.ts';
import type { ErasureDoc } from '../../schema/store/erasure-docs.ts';
import { readErasures } from '../../schema/store/erasures.ts';
import type { Store } from '../../schema/store/models.ts';

/** Who must not be taken in again. */
export interface Tombstones {
  readonly marker: Marker;
  /** Everybody who was erased or is being erased. */
  people(): readonly ErasedPerson[];
}

/** Every pipeline knows a new tombstone by then: it polls twice in this time. */
export const KNOWN_AFTER_MS = 2_000;
const POLL_MS = 500;
/** Writes of one moment may become visible one after the other. */
const OVERLAP_MS = 10_000;

/** Tombstones that follow the store. */
export interface TombstoneBook extends Tombstones {
  /** Reads all. @throws HubError HUB_STORE_UNAVAILABLE: nothing may be taken in before. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** @param changed told after each step of an erasure: what was read before may still have the person in it */
export function followTombstones(
  store: Pick<Store, 'erasures'>,
  marker: Marker,
  log: { warn(fields: object, message: string): void },
  changed: () => void = () => undefined,
): TombstoneBook {
  const seenMs = new Map<string, number>();
  const known = new Map<string, ErasedPerson>();
  let people: readonly ErasedPerson[] = [];
  let latest: Date | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let reading: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    const since = latest === null ? null : new Date(latest.getTime() - OVERLAP_MS);
    let isNews = false;
    for (const doc of await readErasures(store, since)) {
      if (doc.state === 'BLOCKED') known.delete(doc._id);
      else known.set(doc._id, personOf(doc));
      if (latest === null || doc.changedAt > latest) latest = doc.changedAt;
      isNews ||= seenMs.get(doc._id) !== doc.changedAt.getTime();
      seenMs.set(doc._id, doc.changedAt.getTime());
    }
    people = [...known.values()];
    if (isNews) changed();
  };
  const again = (): void => {
    timer = setTimeout(() => {
      reading = look()
        .catch((error: unknown) => {
          log.warn({ err: error }, 'who was erased could not be read; it is tried again');
        })
        .then(() => {
          if (!isStopped) again();
        });
    }, POLL_MS);
  };
  return {
    marker,
    people: () => people,
    async start() {
      await look();
      again();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await reading;
    },
  };
}

/** The tombstones of a moment, for a rebuild. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function readTombstones(store: Pick<Store, 'erasures'>, marker: Marker): Promise<Tombstones> {
  const people = (await readErasures(store, null)).filter(({ state }) => state !== 'BLOCKED').map(personOf);
  return { marker, people: () => people };
}

/** Where a name is theirs, entries of lists count like records. */
export function personOf({ numbers, names, recordIds, referenceIds = [] }: ErasureDoc): ErasedPerson {
  return {
    numbers: new Set(numbers),
    names: new Set(names),
    recordIds: new Set([...recordIds, ...referenceIds]),
  };
}
