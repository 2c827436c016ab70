import { randomUUID } from 'node:crypto';
import { HubError } from '../canonical/hub-error.ts';
import { insertAll, insertOnce } from './bulk-command.ts';
import { MAJORITY } from './majority.ts';
import type { Store } from './models.ts';
import {
  RETENTION_DATASETS,
  type Ending,
  type RetentionCounts,
  type RetentionDoc,
  type RetentionRun,
  type RetentionRunsDoc,
} from './retention-docs.ts';
import { storing } from './store-fault.ts';

type RunStore = Pick<Store, 'retentionRuns' | 'decisions'>;

const ONE = 'retention';
const FREE = { $or: [{ lease: null }, { $expr: { $lt: ['$lease.until', '$$NOW'] } }] };
const RENEWED_AT = 1 / 3;
const ROW_BYTES = 600;

/**
 * The turn to end what is over its term: one pipeline at a time has it, so that nothing is counted twice. How much ends is noted before the first of it
 * is changed, with what it is: whoever has the turn next finishes what was cut in two by a crash, and takes from the count what stayed after all.
 * Times of leases are the server's. All throw HubError HUB_STORE_UNAVAILABLE, also once another pipeline has the turn.
 */
export class RetentionTurn {
  readonly #store: RunStore;
  readonly #holder: string;
  readonly #leaseMs: number;
  #renewedMs = performance.now();
  #run: RetentionRun | null;

  private constructor(store: RunStore, holder: string, leaseMs: number, run: RetentionRun | null) {
    this.#store = store;
    this.#holder = holder;
    this.#leaseMs = leaseMs;
    this.#run = run;
  }

  /** Null while another pipeline has it. */
  static async take(store: RunStore, leaseMs: number): Promise<RetentionTurn | null> {
    const holder = randomUUID();
    await insertOnce(store.retentionRuns, { _id: ONE, lease: null, run: null });
    const taken = await storing(
      store.retentionRuns.collection.findOneAndUpdate(
        { _id: ONE, ...FREE } as never,
        [{ $set: { lease: { holder: { $literal: holder }, until: untilIn(leaseMs) } } }],
        { returnDocument: 'after', ...MAJORITY },
      ),
    );
    if (taken === null) return null;
    return new RetentionTurn(store, holder, leaseMs, (taken as unknown as RetentionRunsDoc).run);
  }

  /** The run that is under way: at first what a crash has left. */
  get run(): RetentionRun | null {
    return this.#run;
  }

  async begin(run: Pick<RetentionRun, 'at' | 'ruleVersion' | 'before'>): Promise<void> {
    await this.#write({ ...run, counts: {}, ending: null });
  }

  /** Notes what is going to end, and how much that is. */
  async ending(ending: Ending, counts: RetentionCounts): Promise<void> {
    const run = this.#current();
    await this.#write({ ...run, counts: sum(run.counts, counts, 1), ending });
  }

  /** It has ended, but for what is left of it. */
  async ended(left: RetentionCounts): Promise<void> {
    const run = this.#current();
    await this.#write({ ...run, counts: sum(run.counts, left, -1), ending: null });
  }

  /** Keeps the turn through work that writes nothing here. */
  async keep(): Promise<void> {
    if (performance.now() - this.#renewedMs < this.#leaseMs * RENEWED_AT) return;
    await this.#write(this.#run);
  }

  /** Writes down what the run has ended. Answers how many documents. */
  async writeDown(): Promise<number> {
    const { at, ruleVersion, before, counts } = this.#current();
    const rows = RETENTION_DATASETS.flatMap((dataset): RetentionDoc[] => {
      const documents = counts[dataset] ?? 0;
      if (documents === 0) return [];
      const _id = `retention:${dataset}:${at}`;
      return [
        {
          _id,
          kind: 'RETENTION_ENDED',
          dataset,
          before: before[dataset] ?? null,
          documents,
          ruleVersion,
          at,
        },
      ];
    });
    await insertAll(
      this.#store.decisions,
      rows.map((write) => ({ write, bytes: ROW_BYTES })),
    );
    await this.#write(null);
    return rows.reduce((all, { documents }) => all + documents, 0);
  }

  async giveBack(): Promise<void> {
    await storing(
      this.#store.retentionRuns.collection.updateOne(
        { _id: ONE, 'lease.holder': this.#holder } as never,
        { $set: { lease: null } },
        MAJORITY,
      ),
    );
  }

  #current(): RetentionRun {
    if (this.#run !== null) return this.#run;
    throw new HubError('HUB_INTERNAL', 'something was to end outside of a run');
  }

  async #write(run: RetentionRun | null): Promise<void> {
    const { matchedCount } = await storing(
      this.#store.retentionRuns.collection.updateOne(
        { _id: ONE, 'lease.holder': this.#holder } as never,
        [{ $set: { run: { $literal: run }, 'lease.until': untilIn(this.#leaseMs) } }],
        MAJORITY,
      ),
    );
    if (matchedCount === 0) {
      throw new HubError(
        'HUB_STORE_UNAVAILABLE',
        `another pipeline ends what is over its term, as this one was not heard of for ${this.#leaseMs / 1_000} s`,
      );
    }
    this.#run = run;
    this.#renewedMs = performance.now();
  }
}

function untilIn(leaseMs: number): object {
  return { $dateAdd: { startDate: '$$NOW', unit: 'millisecond', amount: leaseMs } };
}

function sum(counts: RetentionCounts, more: RetentionCounts, sign: 1 | -1): RetentionCounts {
  const names = RETENTION_DATASETS.filter((name) => (counts[name] ?? more[name]) !== undefined);
  return Object.fromEntries(names.map((name) => [name, (counts[name] ?? 0) + sign * (more[name] ?? 0)]));
}
