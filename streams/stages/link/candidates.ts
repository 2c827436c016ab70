import { BLOCK_RULES } from './block-keys.ts';

/** A record's number shares a float's 53 bits with a hash of 32. */
const MOST_RECORDS = 2 ** 21;

/** The blocks of one rule: entries sorted by hash, then record, and where each record stands among them. */
interface Blocks {
  readonly most: number;
  readonly entries: Float64Array;
  /** `places[starts[n] … starts[n + 1]]` are the positions of record n in `entries`. */
  readonly starts: Uint32Array;
  readonly places: Uint32Array;
}

/**
 * Finds who meets whom among many records: 8 bytes a key and record, sorted once a rule, whatever the number of blocks. A block looks back at
 * so many of its records only (`BLOCK_RULES`); added in order of time these are the nearest, and the cost of a record does not grow with
 * their number. At most 2^21 records.
 */
export class BlockCollector {
  readonly #entries = new Map<string, number[]>();
  readonly #rules: Readonly<Record<string, number>>;
  #records = 0;

  /** @param rules how many of a block are looked back at, by the rule that stands in front of the colon of its key */
  constructor(rules: Readonly<Record<string, number>> = BLOCK_RULES) {
    this.#rules = rules;
  }

  /** Answers the record's number, from 0. @throws RangeError past 2^21 records */
  add(keys: readonly string[]): number {
    const record = this.#records;
    if (record >= MOST_RECORDS)
      throw new RangeError(`at most ${MOST_RECORDS} records can be compared at once`);
    this.#records += 1;
    for (const key of keys) {
      const rule = key.slice(0, key.indexOf(':'));
      const entry = hashOf(key) * MOST_RECORDS + record;
      const entries = this.#entries.get(rule);
      if (entries === undefined) this.#entries.set(rule, [entry]);
      else entries.push(entry);
    }
    return record;
  }

  /** Sorts the blocks; the collector is empty afterwards. */
  finish(): Candidates {
    const blocks = [...this.#entries].map(([rule, entries]) =>
      blocksOf(this.#rules[rule] ?? 0, entries, this.#records),
    );
    const records = this.#records;
    this.#entries.clear();
    this.#records = 0;
    return new Candidates(blocks, records);
  }
}

export class Candidates {
  readonly #blocks: readonly Blocks[];
  readonly #records: number;
  readonly #seen: Uint32Array;

  constructor(blocks: readonly Blocks[], records: number) {
    this.#blocks = blocks;
    this.#records = records;
    this.#seen = new Uint32Array(records);
  }

  /** Calls back once for every pair that shares a block, the later record first. */
  forEach(visit: (later: number, earlier: number) => void): void {
    for (let later = 0; later < this.#records; later += 1) {
      for (const { most, entries, starts, places } of this.#blocks) {
        for (let n = starts[later] ?? 0; n < (starts[later + 1] ?? 0); n += 1) {
          const place = places[n] ?? 0;
          const hash = Math.floor((entries[place] ?? 0) / MOST_RECORDS);
          for (let back = place - 1; back >= 0 && back >= place - most; back -= 1) {
            const entry = entries[back] ?? 0;
            if (Math.floor(entry / MOST_RECORDS) !== hash) break;
            const earlier = entry % MOST_RECORDS;
            if (this.#seen[earlier] === later) continue;
            this.#seen[earlier] = later;
            visit(later, earlier);
          }
        }
      }
    }
    this.#seen.fill(0);
  }
}

function blocksOf(most: number, unsorted: readonly number[], records: number): Blocks {
  const entries = Float64Array.from(unsorted).sort();
  const starts = new Uint32Array(records + 1);
  for (const entry of entries) {
    const after = (entry % MOST_RECORDS) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let n = 1; n <= records; n += 1) starts[n] = (starts[n] ?? 0) + (starts[n - 1] ?? 0);
  const next = starts.slice();
  const places = new Uint32Array(entries.length);
  entries.forEach((entry, place) => {
    const record = entry % MOST_RECORDS;
    const at = next[record] ?? 0;
    places[at] = place;
    next[record] = at + 1;
  });
  return { most, entries, starts, places };
}

/** FNV-1a over UTF-16 units, finished as MurmurHash3 is; 32 bits. Two keys with one hash cost a comparison, nothing else. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1)
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
