import type { Filter } from './criteria.ts';
import type { FindOptions } from './readable.ts';
import type { ReadableCollection, Scope } from './rows/readable-collections.ts';

/** Documents of one command at most. */
const MOST_IDS = 500;

interface Batch {
  readonly ids: Set<string>;
  readonly found: Promise<ReadonlyMap<string, unknown>>;
}

/**
 * Reads by identifier that several requests of the same access ask for at the same time, as one command to the store: items of streams and
 * fetches of one turn of the event loop, of which each would be a command of its own.
 *
 * A document is handed to one asker only, which may do with it what it likes: who asks for one that a batch has already begins another.
 */
export class ByIdReads {
  /** By scope, which is the same object for the same access, and by what is read of a document. */
  readonly #open = new WeakMap<Scope, Map<string, Batch>>();

  /**
   * @param options with nothing that leaves out or sorts
   * @param read answers documents with their `_id`, in any order
   */
  async read(
    scope: Scope,
    collection: ReadableCollection,
    ids: readonly string[],
    options: Pick<FindOptions, 'projection'>,
    read: (filter: Filter, options: FindOptions) => Promise<readonly unknown[]>,
  ): Promise<unknown[]> {
    const { projection = {} } = options;
    const what = `${collection} ${JSON.stringify(projection)}`;
    const batches = this.#open.get(scope) ?? new Map<string, Batch>();
    this.#open.set(scope, batches);
    let batch = batches.get(what);
    if (batch === undefined || !hasRoom(batch, ids)) {
      const wanted = new Set<string>();
      const found = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
        if (batches.get(what)?.ids === wanted) batches.delete(what);
        const filter = { _id: { $in: [...wanted] } };
        const docs = await read(filter, { projection, narrow: filter });
        return new Map(docs.map((doc) => [(doc as { readonly _id: string })._id, doc]));
      });
      batch = { ids: wanted, found };
      batches.set(what, batch);
    }
    for (const id of ids) batch.ids.add(id);
    const found = await batch.found;
    return [...new Set(ids)].map((id) => found.get(id)).filter((doc) => doc !== undefined);
  }
}

function hasRoom(batch: Batch, ids: readonly string[]): boolean {
  return batch.ids.size + ids.length <= MOST_IDS && !ids.some((id) => batch.ids.has(id));
}
