import { HubError } from '../../schema/canonical/hub-error.ts';
import type { FeedColumnsDoc, FeedMinuteDoc, RepeatDoc } from '../../schema/store/feed-quality.ts';
import type {
  ColourDecisionDoc,
  DeadLetterDoc,
  DecisionProgressDoc,
  DisputeDoc,
  FeedStatusDoc,
  HotSpotDoc,
  LinkDecisionDoc,
  LinkDoc,
  RawRecordDoc,
  RecordDoc,
  ReferenceDoc,
  RiskColourDoc,
  SearchEntryDoc,
  Store,
} from '../../schema/store/models.ts';
import type { RiskRulesDoc } from '../../schema/store/risk-rules.ts';
import type { EventDoc, EventLogDoc } from '../../schema/store/event-log.ts';
import type { RiskWebhookDoc, WebhookDeliveryDoc } from '../../schema/store/webhooks.ts';
import type { Caller } from './caller.ts';
import { allOf, type Filter } from './criteria.ts';
import type { Look } from './audit/look.ts';
import type { AuditEntryDoc } from '../../schema/store/audit-docs.ts';
import type { ReadableCollection, ScopeOf } from './scope.ts';

interface DocOf {
  records: RecordDoc;
  rawRecords: RawRecordDoc;
  disputes: DisputeDoc;
  searchEntries: SearchEntryDoc;
  feedStatuses: FeedStatusDoc;
  deadLetters: DeadLetterDoc;
  repeats: RepeatDoc;
  feedMinutes: FeedMinuteDoc;
  feedColumns: FeedColumnsDoc;
  references: ReferenceDoc;
  links: LinkDoc;
  linkDecisions: LinkDecisionDoc;
  decisionProgress: DecisionProgressDoc;
  hotSpots: HotSpotDoc;
  /** Of `decisions`, those that tell of colours. */
  colourDecisions: ColourDecisionDoc | RiskColourDoc;
  riskRules: RiskRulesDoc;
  events: EventDoc;
  eventLogs: EventLogDoc;
  riskWebhooks: RiskWebhookDoc;
  webhookDeliveries: WebhookDeliveryDoc;
  auditEntries: AuditEntryDoc;
}

export interface FindOptions {
  /** Fields to give or leave out, or expressions that the server evaluates. */
  readonly projection?: Readonly<Record<string, 0 | 1 | object>>;
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  readonly limit?: number;
}

/** Told of what is added to a collection. */
export interface Watch {
  readonly changed: () => void;
  /** The watching is over, by a fault or because the server ended it: begin again. */
  readonly ended: () => void;
}

/** One of several pages that are read at once. */
export interface PageToFind {
  readonly filter: Filter;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly limit: number;
}

type Stage = Readonly<Record<`$${string}`, unknown>>;

/** Told of every read, for metrics and for tests that count them. */
export type OnRead = (collection: ReadableCollection, operation: 'find' | 'count') => void;

/**
 * The only code of the gateway that touches a model. Every read goes through `scoped`, which ANDs the caller's scope: there is no way to
 * ask without it.
 */
export class Reader {
  readonly #store: () => Store;
  readonly #caller: Caller;
  readonly #scopeOf: ScopeOf;
  readonly #onRead: OnRead;
  readonly #look: Look | undefined;

  /** @param look told of every document that is read */
  constructor(store: () => Store, caller: Caller, scopeOf: ScopeOf, onRead: OnRead, look?: Look) {
    this.#store = store;
    this.#caller = caller;
    this.#scopeOf = scopeOf;
    this.#onRead = onRead;
    this.#look = look;
  }

  /** Plain objects; with a projection only the fields that it names are there, so callers narrow the type. */
  async find<Name extends ReadableCollection>(
    collection: Name,
    filter: Filter,
    options: FindOptions = {},
  ): Promise<DocOf[Name][]> {
    this.#onRead(collection, 'find');
    return answered(async () => {
      const { projection = {}, sort, limit } = options;
      const found: unknown = await this.#model(collection)
        .find(this.#scoped(collection, filter), { ...projection })
        .setOptions({
          maxTimeMS: LONGEST_READ_MS,
          ...(sort === undefined ? {} : { sort }),
          ...(limit === undefined ? {} : { limit }),
        })
        .lean()
        .exec();
      this.#look?.saw(collection, found as DocOf[Name][]);
      return found as DocOf[Name][];
    });
  }

  /** Counts up to a limit, so that a number on a page never reads a whole collection. */
  async count(collection: ReadableCollection, filter: Filter, upTo?: number): Promise<number> {
    this.#onRead(collection, 'count');
    return answered(() =>
      this.#model(collection)
        .countDocuments(this.#scoped(collection, filter), {
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
  async findEach<Name extends ReadableCollection>(
    collection: Name,
    pages: readonly PageToFind[],
    projection: Readonly<Record<string, 0 | 1>> = {},
  ): Promise<DocOf[Name][][]> {
    this.#onRead(collection, 'find');
    const shown = Object.keys(projection).length === 0 ? [] : [{ $project: { ...projection } }];
    const found = await this.#each(collection, pages, ({ filter, sort, limit }) => [
      { $match: this.#scoped(collection, filter) },
      { $sort: { ...sort } },
      { $limit: limit },
      ...shown,
    ]);
    for (const page of found) this.#look?.saw(collection, page);
    return found as DocOf[Name][][];
  }

  /** Several counts in one command, each up to a limit. At most `MOST_PAGES`. */
  async countEach(
    collection: ReadableCollection,
    filters: readonly Filter[],
    upTo: number,
  ): Promise<number[]> {
    this.#onRead(collection, 'count');
    const found = await this.#each(collection, filters, (filter) => [
      { $match: this.#scoped(collection, filter) },
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
    this.#onRead(collection, 'count');
    const keys = Object.fromEntries(fields.map((field) => [field, `$${field}`]));
    return answered(() =>
      this.#model(collection)
        .aggregate<Counted>([
          { $match: this.#scoped(collection, filter) },
          { $group: { _id: keys, count: { $sum: 1 } } },
          { $sort: { count: -1, _id: 1 } },
          { $limit: limit },
          { $replaceWith: { $mergeObjects: ['$_id', { count: '$count' }] } },
        ])
        .option({ maxTimeMS: LONGEST_READ_MS })
        .exec(),
    );
  }

  /**
   * What stages make of the documents that match, in the store: for sums over many. The stages are of this folder's own making, and look at no
   * other collection: the caller's scope holds for what they are given.
   */
  async aggregate<Row>(
    collection: ReadableCollection,
    filter: Filter,
    stages: readonly object[],
  ): Promise<Row[]> {
    this.#onRead(collection, 'count');
    return answered(() =>
      this.#model(collection)
        .aggregate<Row>([{ $match: this.#scoped(collection, filter) }, ...stages] as never[])
        .option({ maxTimeMS: LONGEST_READ_MS })
        .exec(),
    );
  }

  /**
   * Tells that something was added, and nothing of what: it is then read like everything else, by whoever may.
   * @returns ends the watching
   */
  watch(collection: ReadableCollection, { changed, ended }: Watch): () => Promise<void> {
    const stream = this.#model(collection).collection.watch(
      [{ $match: { operationType: 'insert' } }, { $project: { _id: 1 } }],
      { maxAwaitTimeMS: WATCH_WAIT_MS },
    );
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      void stream.close().catch(() => undefined);
      ended();
    };
    stream.on('change', changed);
    stream.on('error', end);
    stream.on('close', end);
    return async () => {
      over = true;
      await stream.close();
    };
  }

  /** One pipeline for each thing asked, all in one command; answers what each gave. */
  async #each<Asked>(
    collection: ReadableCollection,
    asked: readonly Asked[],
    stagesOf: (one: Asked) => readonly Stage[],
  ): Promise<unknown[][]> {
    const answers = asked.map((): unknown[] => []);
    if (asked.length === 0) return answers;
    const model = this.#model(collection);
    const [first = [], ...others] = asked.map((one, of) => [
      ...stagesOf(one),
      { $replaceWith: { of: { $literal: of }, doc: '$$ROOT' } },
    ]);
    const pipeline = [
      ...first,
      ...others.map((stages) => ({ $unionWith: { coll: model.collection.name, pipeline: stages } })),
    ];
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

  #scoped(collection: ReadableCollection, filter: Filter): Record<string, unknown> {
    const scope = this.#scopeOf(this.#caller, collection);
    return { ...(Object.keys(scope).length === 0 ? filter : allOf([scope, filter])) };
  }

  #model(collection: ReadableCollection): Store['records'] {
    // One signature for all models: the Doc type is put back by `find`.
    return this.#store()[collection] as unknown as Store['records'];
  }
}

/** MongoDB allows 1,000 stages in a pipeline. */
export const MOST_PAGES = 200;
const WATCH_WAIT_MS = 10_000;
/** A read that takes longer holds up everybody else. */
const LONGEST_READ_MS = 10_000;
/** MongoDB's MaxTimeMSExpired. */
const TOOK_TOO_LONG = 50;
const UNREACHABLE = /ServerSelection|Network|PoolCle|NotConnected|Timeout|ConnectionPool/;

async function answered<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    if (cause instanceof Error && 'code' in cause && cause.code === TOOK_TOO_LONG) {
      throw new HubError(
        'HUB_LIMIT_EXCEEDED',
        `the search took more than ${LONGEST_READ_MS / 1_000} s; narrow it with a filter or write more of the text`,
        { cause },
      );
    }
    const names = cause instanceof Error ? `${cause.name} ${cause.constructor.name}` : '';
    throw UNREACHABLE.test(names)
      ? new HubError('HUB_STORE_UNAVAILABLE', 'MongoDB does not answer', { cause })
      : new HubError('HUB_INTERNAL', 'a read of the store failed', { cause });
  }
}
