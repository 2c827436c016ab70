import { MOST_ROW_IDS } from '../../../schema/canonical/audit.ts';
import type { ReadableCollection } from '../rows/readable-collections.ts';
import { personHashOf, type SeenParty } from '../limits/person-hash.ts';

/** What a request has read, as a subgraph that runs alone tells the gateway. */
export interface LookedAt {
  readonly ids: readonly string[];
  readonly count: number;
  /** Hashes of the different people among them, 16 hex digits each, to count by. */
  readonly people?: readonly string[];
}

/** Told by the one door of every document that it hands out. */
export interface Look {
  saw(collection: ReadableCollection, docs: readonly unknown[]): void;
}

/** Whose `_id` names a thing that people ask about afterwards. Others are lists, counts and the hub's own books. */
const NAMED: ReadonlySet<ReadableCollection> = new Set([
  'disputes',
  'records',
  'rawRecords',
  'searchEntries',
  'events',
]);
/** Identifiers of the hub's own making: hashes with a word in front. Whatever else stands there is not written down. */
const ID = /^[a-z][a-z0-9]*-[A-Za-z0-9-]{1,80}$/;
const PERSON = /^[0-9a-f]{16}$/;
const DISPUTE = 'dispute-';
const PARTY = 'party-';
/** Enough to count by: what is beyond it is counted as if it were new. */
const MOST_REMEMBERED = 4 * MOST_ROW_IDS;

/** The rows that one request has read, each once. */
export class RowLook implements Look {
  readonly #ids = new Set<string>();
  readonly #people = new Set<string>();
  #beyond = 0;

  saw(collection: ReadableCollection, docs: readonly unknown[]): void {
    if (!NAMED.has(collection)) return;
    for (const doc of docs) this.#sawDoc(collection, doc as SeenDoc);
  }

  /** What another process has read for this request, or another request whose answer is shared. */
  merge({ ids, count, people = [] }: LookedAt): void {
    for (const id of ids) this.#add(id);
    this.#beyond += Math.max(0, count - ids.length);
    for (const hash of people) if (PERSON.test(hash)) this.#people.add(hash);
  }

  /** Disputes first, then records, then parties, so that a cap takes what says least. */
  get seen(): LookedAt {
    const ids = [...this.#ids].sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
    return {
      ids: ids.slice(0, MOST_ROW_IDS),
      count: ids.length + this.#beyond,
      people: [...this.#people],
    };
  }

  #sawDoc(collection: ReadableCollection, doc: SeenDoc): void {
    if (collection === 'events') this.#add(doc.subjectId ?? doc.event?.subjectId);
    else if (collection === 'rawRecords') this.#add(doc.recordId ?? doc._id?.split(':')[0]);
    else this.#add(doc._id);
    if (collection !== 'disputes' && collection !== 'records') return;
    for (const party of doc.parties ?? []) {
      if (collection === 'disputes') this.#add(party.id);
      const hash = personHashOf(party);
      if (hash !== null) this.#people.add(hash);
    }
  }

  #add(id: unknown): void {
    if (typeof id !== 'string' || !ID.test(id) || this.#ids.has(id)) return;
    if (this.#ids.size >= MOST_REMEMBERED) this.#beyond += 1;
    else this.#ids.add(id);
  }
}

/** As far as a projection has left it. */
interface SeenDoc {
  readonly _id?: string;
  readonly recordId?: string;
  readonly subjectId?: string;
  readonly event?: { readonly subjectId?: string };
  readonly parties?: readonly (SeenParty & { readonly id?: unknown })[];
}

function rankOf(id: string): number {
  if (id.startsWith(DISPUTE)) return 0;
  return id.startsWith(PARTY) ? 2 : 1;
}
