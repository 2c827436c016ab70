import type { Logger } from '../../runtime/log.ts';
import type { ConnectorStatus } from '../../schema/store/feed-quality.ts';
import type { FeedStatusDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';

/** What a connector tells of itself while it runs. */
export type Told = Partial<Pick<ConnectorStatus, 'state' | 'trace' | 'lastContactAt' | 'lastRecordAt'>>;

/** A connector as it was configured. */
export type Registered = Pick<ConnectorStatus, 'name' | 'class' | 'silenceAlarmMs' | 'startedAt'>;

const WRITE_EVERY_MS = 1_000;
/** Fields that the pipeline writes; they are there, empty, from the first write on. */
const OF_PIPELINE = { lastSourceTime: null, lastStoredAt: null };
/** From the worst to the best; a state that is not here is worse than running. */
const STATES = ['FAILED', 'UNASSIGNED', 'STOPPED', 'PAUSED'];

/**
 * Tells the store how each feed's connectors are doing, at most once a second: all of them, and the worst of them as the feed's own state.
 * A feed's connectors belong to one worker, which replaces the list as a whole, so that one that is no longer configured leaves it. A write
 * that fails is tried again with the next: freshness may lag, it must not hold up records.
 */
export class FeedStatuses {
  readonly #store: Promise<Store>;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  readonly #connectors = new Map<FeedName, Map<string, ConnectorStatus>>();
  readonly #changed = new Set<FeedName>();
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Promise<Store>, log: Logger) {
    this.#store = store;
    this.#log = log;
    this.#timer = setInterval(() => {
      this.#writing = this.#writing.then(() => this.#write());
    }, WRITE_EVERY_MS);
    this.#timer.unref();
  }

  /** Makes a connector known; before anything is told of it. */
  register(feed: FeedName, connector: Registered): void {
    const connectors = this.#connectors.get(feed) ?? new Map<string, ConnectorStatus>();
    connectors.set(connector.name, {
      ...connector,
      state: 'UNASSIGNED',
      trace: null,
      lastContactAt: null,
      lastRecordAt: null,
    });
    this.#connectors.set(feed, connectors);
    this.#changed.add(feed);
  }

  note(feed: FeedName, name: string, told: Told): void {
    const status = this.#connectors.get(feed)?.get(name);
    if (status === undefined) return;
    Object.assign(status, told);
    this.#changed.add(feed);
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.#write();
  }

  async #write(): Promise<void> {
    if (this.#changed.size === 0) return;
    const changed = [...this.#changed];
    this.#changed.clear();
    try {
      const { connection, feedStatuses } = await this.#store;
      await connection.collection<FeedStatusDoc>(feedStatuses.collection.collectionName).bulkWrite(
        changed.map((feed) => ({
          updateOne: {
            filter: { _id: feed },
            update: [{ $set: statusUpdate([...(this.#connectors.get(feed)?.values() ?? [])]) }],
            upsert: true,
          },
        })),
      );
    } catch (error) {
      this.#log.warn({ err: error }, 'feed statuses were not written; trying again');
      for (const feed of changed) this.#changed.add(feed);
    }
  }
}

/** An update by the server, so that times of before this worker started are kept until newer ones come. */
function statusUpdate(connectors: readonly ConnectorStatus[]): Readonly<Record<string, unknown>> {
  const worst = worstOf(connectors);
  const latest = connectors.reduce<string | null>(
    (best, { lastContactAt }) => later(best, lastContactAt),
    null,
  );
  return {
    ...Object.fromEntries(Object.keys(OF_PIPELINE).map((name) => [name, { $ifNull: [`$${name}`, null] }])),
    // $max passes over null.
    lastContactAt: { $max: ['$lastContactAt', latest] },
    connectorState: worst?.state ?? null,
    trace: { $literal: worst?.trace ?? null },
    connectors: connectors.map((status) => ({
      ...literals(status),
      lastContactAt: { $max: [before(status.name, 'lastContactAt'), status.lastContactAt] },
      lastRecordAt: { $max: [before(status.name, 'lastRecordAt'), status.lastRecordAt] },
    })),
  };
}

/** Words of a connector are data, not expressions. */
function literals(status: ConnectorStatus): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(status).map(([name, value]: [string, unknown]) => [name, { $literal: value }]),
  );
}

/** What the store has of a connector already. */
function before(name: string, field: 'lastContactAt' | 'lastRecordAt'): object {
  return {
    $let: {
      vars: {
        own: {
          $first: {
            $filter: {
              input: { $ifNull: ['$connectors', []] },
              as: 'one',
              cond: { $eq: ['$$one.name', { $literal: name }] },
            },
          },
        },
      },
      in: { $ifNull: [`$$own.${field}`, null] },
    },
  };
}

/** The worst of several connectors: failed, not yet running, stopped, trying again, running. */
export function worstOf(connectors: readonly ConnectorStatus[]): ConnectorStatus | undefined {
  const rank = ({ state, trace }: ConnectorStatus): number => {
    if (state === 'RUNNING') return trace === null ? STATES.length + 2 : STATES.length + 1;
    const place = STATES.indexOf(state);
    return place < 0 ? STATES.length : place;
  };
  return connectors.reduce<ConnectorStatus | undefined>(
    (worst, one) => (worst === undefined || rank(one) < rank(worst) ? one : worst),
    undefined,
  );
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return other > one ? other : one;
}
