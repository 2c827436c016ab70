import type { Logger } from '../../runtime/log.ts';
import type { OutboundStatusDoc } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';

const WRITE_EVERY_MS = 1_000;

/**
 * Tells the store how the outbound connectors are doing, at most once a second. They belong to one worker, so one that is no longer configured
 * is taken out at the start. A write that fails is tried again with the next.
 */
export class OutboundStatuses {
  readonly #store: Promise<Store>;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  readonly #statuses = new Map<string, OutboundStatusDoc>();
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

  register(status: OutboundStatusDoc): void {
    this.#statuses.set(status._id, status);
    this.#changed = true;
  }

  note(name: string, told: Partial<Pick<OutboundStatusDoc, 'state' | 'trace'>>): void {
    const known = this.#statuses.get(name);
    if (known === undefined) return;
    this.#statuses.set(name, { ...known, ...told });
    this.#changed = true;
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.#write();
  }

  async #write(): Promise<void> {
    if (!this.#changed) return;
    this.#changed = false;
    try {
      const { connection, outboundStatuses } = await this.#store;
      await connection.collection<OutboundStatusDoc>(outboundStatuses.collection.collectionName).bulkWrite([
        { deleteMany: { filter: { _id: { $nin: [...this.#statuses.keys()] } } } },
        ...[...this.#statuses.values()].map(({ _id, ...status }) => ({
          replaceOne: { filter: { _id }, replacement: status, upsert: true },
        })),
      ]);
    } catch (error) {
      this.#log.warn({ err: error }, 'statuses of outbound connectors were not written; trying again');
      this.#changed = true;
    }
  }
}
