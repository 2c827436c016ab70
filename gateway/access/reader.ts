import type { Store } from '../../schema/store/models.ts';
import type { Look } from './audit/look.ts';
import { ByIdReads } from './by-id-reads.ts';
import type { Caller } from './caller.ts';
import type { Filter } from './criteria.ts';
import { readConditional, readPartial } from './partial-reader.ts';
import type { DocOf, FindOptions, OnRead, PagedCollection, PageToFind, Watch } from './readable.ts';
import { answered, LONGEST_READ_MS } from './reading.ts';
import { countedBy, idsAlone, scoped, sideBySide, storedAs } from './reader-pipelines.ts';
import { NOTHING } from './rows/boxes.ts';
import type { ReadConditional } from './rows/conditions.ts';
import type { Asked } from './rows/partial-disputes.ts';
import type { ReadableCollection, Scope } from './rows/readable-collections.ts';
import type { ScopeOf } from './scope.ts';
import { holdingOf } from './showing/holding.ts';
import { projectionToShow } from './showing/needs.ts';
import { Showing } from './showing/showing.ts';
import { DISPUTE_AROUND, RECORD_AROUND, surroundingsIn, type Kept } from './showing/surroundings.ts';
import type { PseudonymsOf } from './showing/viewer.ts';
import { watchInserts } from './watch-inserts.ts';

/**
 * The only code of the gateway that touches a model. Every read asks for the caller's scope first: there is no way to ask without it.
 */
export class Reader {
  readonly #store: () => Store;
  readonly #caller: Caller;
  readonly #scopeOf: ScopeOf;
  readonly #onRead: OnRead;
  readonly #look: Look | undefined;
  readonly #byId: ByIdReads;
  readonly #showing: Showing;

  /**
   * @param look told of every document that is read
   * @param kept what lasts as long as the request, and is shared by all readers that work for it
   * @param byId shared by all readers of the store, whatever request they work for
   */
  constructor(
    store: () => Store,
    caller: Caller,
    scopeOf: ScopeOf,
    onRead: OnRead,
    look?: Look,
    pseudonymsOf: PseudonymsOf = () => null,
    kept: Kept = new Map(),
    byId: ByIdReads = new ByIdReads(),
  ) {
    this.#store = store;
    this.#caller = caller;
    this.#scopeOf = scopeOf;
    this.#onRead = onRead;
    this.#look = look;
    this.#byId = byId;
    this.#showing = new Showing({
      caller,
      pseudonymsOf,
      around: surroundingsIn(kept, {
        disputesOfRecords: (recordIds) => this.readConditional({ 'members.recordId': { $in: recordIds } }),
        disputes: (ids) => this.#stored('disputes', { _id: { $in: ids } }, DISPUTE_AROUND),
        records: (ids) => this.#stored('records', { _id: { $in: ids } }, RECORD_AROUND),
      }),
      holding: () => holdingOf(caller, this.readConditional),
    });
  }

  /** What was read or made within the door, as the caller may see it. */
  get showing(): Showing {
    return this.#showing;
  }

  get caller(): Caller {
    return this.#caller;
  }

  /** What the caller may read of a collection; a promise only where something must be looked up for that. */
  scope(collection: ReadableCollection): Scope | Promise<Scope> {
    return this.#scopeOf(this.#caller, collection, this.readConditional);
  }

  /** The disputes that match, whoever asks: by them rows of grants are found that hold for certain disputes. */
  readonly readConditional: ReadConditional = (filter) =>
    answered(() => readConditional(this.#store(), filter));

  /** Plain objects; with a projection only the fields that it names are there, so callers narrow the type. */
  async find<Name extends ReadableCollection>(
    collection: Name,
    filter: Filter,
    options: FindOptions = {},
  ): Promise<DocOf[Name][]> {
    this.#onRead(collection, 'find');
    return answered(async () => {
      const { projection = {} } = options;
      const toShow = this.#showing.isFull ? null : projectionToShow(collection, projection);
      const asked = toShow === null ? options : { ...options, projection: toShow };
      const found = (await this.#found(collection, filter, asked)) as DocOf[Name][];
      this.#look?.saw(collection, found);
      return toShow === null ? found : this.#showing.show(collection, found);
    });
  }

  async #found(collection: ReadableCollection, filter: Filter, options: FindOptions): Promise<unknown[]> {
    const scope = await this.scope(collection);
    if (scope.filter === NOTHING) return [];
    const ids = idsAlone(filter, options);
    return ids === null
      ? this.#within(scope, collection, filter, options)
      : this.#byId.read(scope, collection, ids, options, (...all) => this.#within(scope, collection, ...all));
  }

  async #within(
    scope: Scope,
    collection: ReadableCollection,
    filter: Filter,
    options: FindOptions,
  ): Promise<unknown[]> {
    const { projection = {}, sort, limit, narrow = {}, judge = [] } = options;
    const order = sort === undefined ? [] : [{ $sort: { ...sort } }];
    const most = limit === undefined ? [] : [{ $limit: limit }];
    const shown = Object.keys(projection).length === 0 ? [] : [{ $project: { ...projection } }];
    if (scope.lanes !== undefined) {
      const each = [...order, ...most];
      return this.#ofPartial(scope.lanes, { filter, narrow, each, then: [...each, ...shown] });
    }
    const within = scoped(scope, filter);
    if (scope.stages !== undefined || judge.length > 0) {
      const stages = [{ $match: within }, ...order, ...(scope.stages ?? []), ...judge, ...most, ...shown];
      return this.#model(collection)
        .aggregate<unknown>(stages as never[])
        .option({ maxTimeMS: LONGEST_READ_MS })
        .exec();
    }
    return this.#model(collection)
      .find(within, { ...projection })
      .setOptions({
        maxTimeMS: LONGEST_READ_MS,
        ...(sort === undefined ? {} : { sort }),
        ...(limit === undefined ? {} : { limit }),
      })
      .lean()
      .exec();
  }

  /** Counts up to a limit, so that a number on a page never reads a whole collection. */
  async count(
    collection: ReadableCollection,
    filter: Filter,
    upTo?: number,
    narrow: Filter = {},
  ): Promise<number> {
    const scope = await this.scope(collection);
    if (scope.lanes !== undefined || scope.stages !== undefined) {
      const stages = [...(upTo === undefined ? [] : [{ $limit: upTo }]), { $count: 'count' }];
      const [counted] = await this.aggregate<{ count: number }>(collection, filter, stages, narrow);
      return counted?.count ?? 0;
    }
    this.#onRead(collection, 'count');
    if (scope.filter === NOTHING) return 0;
    return answered(() =>
      this.#model(collection)
        .countDocuments(scoped(scope, filter), {
          maxTimeMS: LONGEST_READ_MS,
          ...(upTo === undefined ? {} : { limit: upTo }),
        })
        .exec(),
    );
  }

  /**
   * Several pages of one collection in one command, each in its own order and with its own limit, so that a list within each item of a list
   * costs one read and no more documents than are shown. Answers one page for each that was asked, in their order; at most `MOST_PAGES`.
   */
  async findEach<Name extends PagedCollection>(
    collection: Name,
    pages: readonly PageToFind[],
    projection: Readonly<Record<string, 0 | 1>> = {},
  ): Promise<DocOf[Name][][]> {
    this.#onRead(collection, 'find');
    const toShow = this.#showing.isFull ? null : projectionToShow(collection, projection);
    const asked = toShow ?? projection;
    const shown = Object.keys(asked).length === 0 ? [] : [{ $project: { ...asked } }];
    const found = await this.#each(collection, pages, (scope, { filter, sort, limit }) => [
      { $match: scoped(scope, filter) },
      { $sort: { ...sort } },
      ...(scope.stages ?? []),
      { $limit: limit },
      ...shown,
    ]);
    for (const page of found) this.#look?.saw(collection, page);
    const pagesFound = found as DocOf[Name][][];
    return toShow === null
      ? pagesFound
      : Promise.all(pagesFound.map((page) => this.#showing.show(collection, page)));
  }

  /** Several counts in one command, each up to a limit. At most `MOST_PAGES`. */
  async countEach(collection: PagedCollection, filters: readonly Filter[], upTo: number): Promise<number[]> {
    this.#onRead(collection, 'count');
    const found = await this.#each(collection, filters, (scope, filter) => [
      { $match: scoped(scope, filter) },
      ...(scope.stages ?? []),
      { $limit: upTo },
      { $count: 'count' },
    ]);
    return found.map(([counted]) => (counted as { count: number } | undefined)?.count ?? 0);
  }

  /** Counts documents by the values of some fields, the most frequent first. Answers `{…fields, count}`. */
  async groupCounts<Counted>(
    collection: ReadableCollection,
    filter: Filter,
    fields: readonly string[],
    limit: number,
  ): Promise<Counted[]> {
    return this.aggregate<Counted>(collection, filter, countedBy(fields, limit));
  }

  /**
   * What stages make of the documents that match, in the store: for sums over many. The stages are of this folder's own making, and look at no
   * other collection: the caller's scope holds for what they are given.
   */
  async aggregate<Row>(
    collection: ReadableCollection,
    filter: Filter,
    stages: readonly object[],
    narrow: Filter = {},
  ): Promise<Row[]> {
    this.#onRead(collection, 'count');
    return answered(async () => {
      const scope = await this.scope(collection);
      // Sums over nothing are sums too.
      if (scope.filter === NOTHING) return [];
      if (scope.lanes !== undefined) {
        return (await this.#ofPartial(scope.lanes, { filter, narrow, each: [], then: stages })) as Row[];
      }
      return this.#model(collection)
        .aggregate<Row>([{ $match: scoped(scope, filter) }, ...(scope.stages ?? []), ...stages] as never[])
        .option({ maxTimeMS: LONGEST_READ_MS })
        .exec();
    });
  }

  /**
   * Tells that something was added, and nothing of what: it is then read like everything else, by whoever may.
   * @returns ends the watching
   */
  watch(collection: ReadableCollection, watch: Watch): () => Promise<void> {
    return watchInserts(this.#model(collection).collection, watch);
  }

  /** Of disputes that the caller does not all see as they are stored. */
  #ofPartial(lanes: NonNullable<Scope['lanes']>, asked: Asked): Promise<unknown[]> {
    return readPartial(this.#store(), lanes, asked, this.#caller.access.rights.has('COLOUR'));
  }

  /** Documents within the caller's scope as they are stored, for what is made of them here. */
  async #stored<Name extends ReadableCollection>(
    collection: Name,
    filter: Filter,
    projection: Readonly<Record<string, 0 | 1>>,
  ): Promise<DocOf[Name][]> {
    this.#onRead(collection, 'find');
    return answered(async () => (await this.#found(collection, filter, { projection })) as DocOf[Name][]);
  }

  /** One pipeline for each thing asked, all in one command; answers what each gave. */
  async #each<Asked>(
    collection: PagedCollection,
    asked: readonly Asked[],
    stagesOf: (scope: Scope, one: Asked) => readonly object[],
  ): Promise<unknown[][]> {
    const answers = asked.map((): unknown[] => []);
    if (asked.length === 0) return answers;
    const scope = await this.scope(collection);
    if (scope.filter === NOTHING) return answers;
    const model = this.#model(collection);
    const pipeline = sideBySide(
      model.collection.name,
      asked.map((one) => stagesOf(scope, one)),
    );
    const rows = await answered(() =>
      model
        // The stages are of this class's own making.
        .aggregate<{ of: number; doc: unknown }>(pipeline as never[])
        .option({ maxTimeMS: LONGEST_READ_MS })
        .exec(),
    );
    for (const { of, doc } of rows) answers[of]?.push(doc);
    return answers;
  }

  #model(collection: ReadableCollection): Store['records'] {
    // One signature for all models: the Doc type is put back by `find`.
    return this.#store()[storedAs(collection)] as unknown as Store['records'];
  }
}
