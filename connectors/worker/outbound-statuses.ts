import type { Logger } from '../../runtime/log.ts';
import type { OutboundStatusDoc } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';

const WRITE_EVERY_MS = 1_000;

/** What a worker tells of a connector for which it sends, or sent last. */
export type OutboundStatus = Omit<OutboundStatusDoc, 'lease' | 'leases'>;

interface Known {
  readonly status: OutboundStatus;
  /** Of the lease under which this worker sends, or sent last. */
  readonly token: number;
}

/**
 * Tells the store how the outbound connectors are doing, at most once a second. Of several workers the one speaks that sends, or sent last: what
 * another says is not written. A connector that this worker does not have, and nobody sends for, is taken out. A write that fails is tried again
 * with the next.
 */
export class OutboundStatuses {
  readonly #store: Promise<Store>;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  readonly #known = new Map<string, Known>();
  #changed = true;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Promise<Store>, log: Logger) {
    this.#store = store;
    this.#log = log;
    this.#timer = setInterval(() => {
      this.#writing = this.#writing.then(() => this.#write());
    }, WRITE_EVERY_MS);
    this.#timer.unref();
  }

  register(status: OutboundStatus): void {
    this.#known.set(status._id, { status, token: 0 });
    this.#changed = true;
  }

  /** This worker begins to send for the connector. */
  began(name: string, token: number, startedAt: string): void {
    this.#change(name, (known) => ({
      token,
      status: { ...known.status, state: 'RUNNING', trace: null, startedAt },
    }));
  }

  note(name: string, told: Partial<Pick<OutboundStatus, 'state' | 'trace'>>): void {
    this.#change(name, (known) => ({ ...known, status: { ...known.status, ...told } }));
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.#write();
  }

  #change(name: string, change: (known: Known) => Known): void {
    const known = this.#known.get(name);
    if (known === undefined) return;
    this.#known.set(name, change(known));
    this.#changed = true;
  }

  async #write(): Promise<void> {
    if (!this.#changed) return;
    this.#changed = false;
    try {
      const { connection, outboundStatuses } = await this.#store;
      const unheld = [{ lease: null }, { $expr: { $lt: ['$lease.until', '$$NOW'] } }];
      await connection.collection<OutboundStatusDoc>(outboundStatuses.collection.collectionName).bulkWrite([
        { deleteMany: { filter: { _id: { $nin: [...this.#known.keys()] }, $or: unheld } } },
        ...[...this.#known.values()].map(({ status: { _id, ...status }, token }) => ({
          // `leases` is the token of the last lease, also when that one was given back.
          updateOne: { filter: { _id, leases: token }, update: { $set: status } },
        })),
      ]);
    } catch (error) {
      this.#log.warn({ err: error }, 'statuses of outbound connectors were not written; trying again');
      this.#changed = true;
    }
  }
}
