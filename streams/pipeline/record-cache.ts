import { LRUCache } from 'lru-cache';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { recordOfDocument } from './record-document.ts';

/** About 10 kB each, folded. */
const MOST_RECORDS = 3_000;

/**
 * Records as they are stored now. A record that was read before is read again only when its version has changed: what is asked of the store
 * each time is the version alone, so nothing stale is ever given out, and a record that is met over and over is decoded and folded once.
 */
export class RecordCache {
  readonly #store: Store;
  readonly #known = new LRUCache<string, CanonicalRecord>({ max: MOST_RECORDS });

  constructor(store: Store) {
    this.#store = store;
  }

  /** Those of these records that exist, in no order. @throws HubError HUB_STORE_UNAVAILABLE. */
  async current(ids: readonly string[]): Promise<readonly CanonicalRecord[]> {
    const held = new Map(
      ids.flatMap((id) => {
        const record = this.#known.get(id);
        return record === undefined ? [] : [[id, record] as const];
      }),
    );
    const [versions, first] = await Promise.all([
      recordVersions(this.#store, [...held.keys()]),
      this.#read(ids.filter((id) => !held.has(id))),
    ]);
    const isCurrent = ({ id, versionKey }: CanonicalRecord): boolean => versions.get(id) === versionKey;
    const still = [...held.values()].filter(isCurrent);
    const again = await this.#read([...held.values()].filter((one) => !isCurrent(one)).map(({ id }) => id));
    return [...first, ...still, ...again];
  }

  /** The same without asking for versions: records as this process has seen them last, for who is told whenever one has changed. @throws as `current`. */
  async seenLast(ids: readonly string[]): Promise<readonly CanonicalRecord[]> {
    const held = ids.flatMap((id) => this.#known.get(id) ?? []);
    const isHeld = new Set(held.map(({ id }) => id));
    return [...held, ...(await this.#read(ids.filter((id) => !isHeld.has(id))))];
  }

  /** Remembers records as they were just stored, for who asks for them next. That they are current is found out when they are asked for. */
  keep(records: readonly CanonicalRecord[]): void {
    for (const record of records) {
      const known = this.#known.get(record.id);
      // What came late was not stored.
      if (known === undefined || known.versionKey <= record.versionKey) this.#known.set(record.id, record);
    }
  }

  /** Somebody is being erased: a record loses them and keeps its version. */
  clear(): void {
    this.#known.clear();
  }

  async #read(ids: readonly string[]): Promise<readonly CanonicalRecord[]> {
    if (ids.length === 0) return [];
    const found = await storing(this.#store.records.find({ _id: { $in: [...ids] } }).lean());
    const records = found.map(recordOfDocument);
    for (const record of records) this.#known.set(record.id, record);
    return records;
  }
}

/** The version of each of these records that exists. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function recordVersions(
  store: Store,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await storing(store.records.find({ _id: { $in: [...ids] } }, { versionKey: 1 }).lean());
  return new Map(found.map(({ _id, versionKey }) => [_id, versionKey]));
}
