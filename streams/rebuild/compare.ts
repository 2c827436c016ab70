import { canonicalJson } from '../../schema/canonical/canonical-json.ts';
import { digest } from '../../schema/canonical/ids.ts';
import { DERIVED, type DerivedName } from '../../schema/store/collections.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { recordOfDocument } from '../pipeline/record-document.ts';
import { storedKeysOf } from '../stages/link/block-keys.ts';
import { linkableOf } from '../stages/link/linkable.ts';
import { withoutLeftOut } from './left-out.ts';

/** One collection beside its rebuilt self. */
export interface ComparedCollection {
  readonly name: DerivedName;
  readonly liveDocuments: number;
  readonly rebuiltDocuments: number;
  /** Of all documents, in no order; lower-case hex. Documents that count on neither side are in neither. */
  readonly liveDigest: string;
  readonly rebuiltDigest: string;
  readonly differing: number;
  /** The first few. */
  readonly examples: readonly Difference[];
}

export interface Difference {
  readonly id: string;
  /** MISSING: only the rebuild has it. UNFOUNDED: only the live collection has it. CHANGED: fields differ. */
  readonly kind: 'MISSING' | 'UNFOUNDED' | 'CHANGED';
  /** Of CHANGED: names of the fields. */
  readonly fields: readonly string[];
}

const EXAMPLES = 5;
const BATCH = 500;

export async function compareAll(live: Store, rebuilt: Store): Promise<readonly ComparedCollection[]> {
  const all: ComparedCollection[] = [];
  for (const name of DERIVED) all.push(await compareCollection(name, live, rebuilt));
  return all;
}

/** Goes through both in the order of their ids, a few documents at a time. */
async function compareCollection(
  name: DerivedName,
  live: Store,
  rebuilt: Store,
): Promise<ComparedCollection> {
  const [ours, theirs] = [documentsOf(name, live), documentsOf(name, rebuilt)];
  const [liveSum, rebuiltSum] = [new DigestSum(), new DigestSum()];
  let [liveDocuments, rebuiltDocuments, differing] = [0, 0, 0];
  const examples: Difference[] = [];
  const differ = (id: string, kind: Difference['kind'], fields: readonly string[] = []): void => {
    differing += 1;
    if (examples.length < EXAMPLES) examples.push({ id, kind, fields });
  };
  let [a, b] = [await next(ours), await next(theirs)];
  while (a !== null || b !== null) {
    const order = a === null ? 1 : b === null ? -1 : Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));
    if (a !== null && order <= 0) {
      liveDocuments += 1;
      liveSum.add(a.text);
      if (order < 0) differ(a.id, 'UNFOUNDED');
    }
    if (b !== null && order >= 0) {
      const counts = order === 0 || !(await isSpare(name, b.document, rebuilt));
      if (counts) rebuiltDocuments += 1;
      if (counts) rebuiltSum.add(b.text);
      if (counts && order > 0) differ(b.id, 'MISSING');
    }
    if (a !== null && b !== null && order === 0 && a.text !== b.text) {
      differ(a.id, 'CHANGED', changedFields(a.document, b.document));
    }
    if (order <= 0) a = await next(ours);
    if (order >= 0) b = await next(theirs);
  }
  return {
    name,
    liveDocuments,
    rebuiltDocuments,
    liveDigest: liveSum.hex(),
    rebuiltDigest: rebuiltSum.hex(),
    differing,
    examples,
  };
}

/** Digest of one collection: the same for the same documents in whatever order. Lower-case hex. */
export async function digestOf(name: DerivedName, store: Store): Promise<string> {
  const sum = new DigestSum();
  for await (const { text } of documentsOf(name, store)) sum.add(text);
  return sum.hex();
}

interface Seen {
  readonly id: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly text: string;
}

async function* documentsOf(name: DerivedName, store: Store): AsyncGenerator<Seen, undefined> {
  const cursor = store[name].collection.find({}, { sort: { _id: 1 }, batchSize: BATCH });
  for await (const found of cursor as AsyncIterable<Record<string, unknown>>) {
    const document = withoutLeftOut(name, name === 'disputes' ? withDefaults(found) : found);
    yield { id: String(found['_id']), document, text: canonicalJson(document) };
  }
  return undefined;
}

async function next(documents: AsyncGenerator<Seen, undefined>): Promise<Seen | null> {
  return (await documents.next()).value ?? null;
}

/** Disputes of before there was a workflow, a recurrence or a risk have none. */
function withDefaults(dispute: Record<string, unknown>): Record<string, unknown> {
  return { workflow: null, outbox: [], recurrences: [], risk: null, ...dispute };
}

/**
 * A key that only the rebuild has is no difference when it is one of an earlier version: two versions that came at once may have been linked as
 * one.
 */
async function isSpare(
  name: DerivedName,
  document: Readonly<Record<string, unknown>>,
  rebuilt: Store,
): Promise<boolean> {
  if (name !== 'blockKeys') return false;
  const record = await storing(rebuilt.records.findById(document['recordId']).lean());
  const current = record === null ? [] : storedKeysOf(linkableOf(recordOfDocument(record)));
  return !current.includes(String(document['key']));
}

function changedFields(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): readonly string[] {
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...fields].filter((field) => canonicalJson([a[field]]) !== canonicalJson([b[field]])).sort();
}

const MODULUS = 1n << 256n;

/** Adds up SHA-256 of texts, so that their order does not matter. */
class DigestSum {
  #sum = 0n;

  add(text: string): void {
    this.#sum = (this.#sum + BigInt(`0x${digest(text)}`)) % MODULUS;
  }

  hex(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}
