import type { OutboundStatusDoc } from './deliveries.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

/** What a connector is described by while nobody has run it yet. */
export type OutboundSetting = Pick<OutboundStatusDoc, 'class' | 'agency'>;

const FREE = { $or: [{ lease: null }, { $expr: { $lt: ['$lease.until', '$$NOW'] } }] };

/**
 * Which of several workers sends for an outbound connector: the one that holds the lease in its row of `outboundStatuses`. Times are the
 * server's, so that workers whose clocks differ agree. All throw HubError HUB_STORE_UNAVAILABLE.
 */
export class OutboundLeases {
  readonly #store: Promise<Store>;
  readonly #holder: string;
  readonly #leaseMs: number;

  /** `holder` is unlike that of any other worker. */
  constructor(store: Promise<Store>, holder: string, leaseMs: number) {
    this.#store = store;
    this.#holder = holder;
    this.#leaseMs = leaseMs;
  }

  /** Takes the connector if nobody holds it; the token, higher with each lease, or null. */
  async acquire(connector: string, { class: className, agency }: OutboundSetting): Promise<number | null> {
    const collection = await this.#collection();
    const unassigned = { class: className, agency, state: 'UNASSIGNED', trace: null, startedAt: '' };
    await storing(
      collection.updateOne(
        { _id: connector },
        { $setOnInsert: { ...unassigned, lease: null, leases: 0 } },
        { upsert: true },
      ),
    );
    const taken = await storing(
      collection.findOneAndUpdate(
        { _id: connector, ...FREE },
        [
          // Counted apart from the lease, which may be given back: a token is never used twice.
          { $set: { leases: { $add: [{ $ifNull: ['$leases', 0] }, 1] } } },
          { $set: { lease: { holder: this.#holder, token: '$leases', until: this.#until() } } },
        ],
        { returnDocument: 'after', projection: { leases: 1 } },
      ),
    );
    return taken?.leases ?? null;
  }

  /** False when it is over: somebody else may have it. */
  async renew(connector: string, token: number): Promise<boolean> {
    const collection = await this.#collection();
    const { matchedCount } = await storing(
      collection.updateOne({ _id: connector, 'lease.token': token }, [
        { $set: { 'lease.until': this.#until() } },
      ]),
    );
    return matchedCount > 0;
  }

  /** Gives it back: another worker may go on at once. */
  async release(connector: string, token: number): Promise<void> {
    const collection = await this.#collection();
    await storing(collection.updateOne({ _id: connector, 'lease.token': token }, { $set: { lease: null } }));
  }

  #until(): object {
    return { $dateAdd: { startDate: '$$NOW', unit: 'millisecond', amount: this.#leaseMs } };
  }

  async #collection() {
    const { connection, outboundStatuses } = await this.#store;
    return connection.collection<OutboundStatusDoc>(outboundStatuses.collection.collectionName);
  }
}
