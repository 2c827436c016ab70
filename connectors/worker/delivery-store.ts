import { OPEN_DELIVERIES, type DeliveryDoc } from '../../schema/store/deliveries.ts';
import { noteHotSpotTold } from '../../schema/store/hot-spot-told.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { isHotSpotKind } from '../../schema/vocabulary/risk-terms.ts';
import { pause } from '../kit/abort.ts';
import type { Delivery, DeliveryQueue, Settled } from '../kit/outbound.ts';

/** Rows looked at together; more than are sent at once, since several may be of one dispute. */
const LOOK_AT_ROWS = 64;
const OPEN = [...OPEN_DELIVERIES];

/** Whether this worker may still send. */
interface Holding {
  isHeld(): boolean;
}

/** The deliveries of one connector in MongoDB. */
export class DeliveryStore implements DeliveryQueue {
  readonly #store: Promise<Store>;
  readonly #connector: string;
  readonly #agency: string;
  readonly #now: () => Date;
  #added = new AbortController();

  /** Hot spots say that `<agency>: <connector>` was told of them. */
  constructor(store: Promise<Store>, connector: string, agency: string, now: () => Date) {
    this.#store = store;
    this.#connector = connector;
    this.#agency = agency;
    this.#now = now;
  }

  /** Says that something was added: who waits looks at once. */
  added(): void {
    this.#added.abort();
    this.#added = new AbortController();
  }

  /** The same queue, of which nothing more is handed out once the lease is over. */
  whileHeld(lease: Holding): DeliveryQueue {
    return {
      due: async (limit, busy) => {
        const due = await this.due(limit, busy);
        return lease.isHeld() ? due : [];
      },
      settle: (delivery, settled) => this.settle(delivery, settled),
      changed: (waitMs, signal) => this.changed(waitMs, signal),
    };
  }

  async changed(waitMs: number, signal: AbortSignal): Promise<void> {
    await pause(waitMs, AbortSignal.any([signal, this.#added.signal]));
  }

  async due(limit: number, busy: readonly string[]): Promise<readonly Delivery[]> {
    const { deliveries } = await this.#store;
    const nowText = this.#now().toISOString();
    const own = { connector: this.#connector, state: { $in: OPEN } };
    for (;;) {
      const rows = await storing(
        deliveries
          .find({ ...own, nextTryAt: { $lte: nowText }, disputeId: { $nin: [...busy] } })
          .sort({ nextTryAt: 1, seq: 1 })
          .limit(LOOK_AT_ROWS)
          .select({ disputeId: 1 })
          .lean()
          .exec(),
      );
      if (rows.length === 0) return [];
      const heads = await this.#headsOf([...new Set(rows.map(({ disputeId }) => disputeId))]);
      const due = heads.filter(({ nextTryAt }) => nextTryAt !== null && nextTryAt <= nowText);
      if (due.length > 0) return due.slice(0, limit).map(deliveryOf);
      // All of these stand behind one that is tried again later: they come up with it, and are not looked at before.
      await this.#defer(heads, nowText);
    }
  }

  async settle(delivery: Delivery, settled: Settled): Promise<void> {
    const store = await this.#store;
    const { deliveries } = store;
    const at = this.#now().toISOString();
    // Before it is done with: a worker that is killed in between sends again and notes it then.
    if (settled.state === 'DELIVERED' && isHotSpotKind(delivery.kind)) {
      await noteHotSpotTold(store, delivery.disputeId, `${this.#agency}: ${this.#connector}`, at);
    }
    await storing(
      deliveries
        .updateOne(
          { _id: delivery.id, state: { $in: OPEN } },
          {
            $set: {
              state: settled.state,
              attempts: delivery.attempts + 1,
              lastStatus: settled.status,
              reason: settled.state === 'DELIVERED' ? null : settled.reason,
              firstTryAt: delivery.firstTryMs === null ? at : new Date(delivery.firstTryMs).toISOString(),
              lastTryAt: at,
              nextTryAt: settled.state === 'RETRYING' ? new Date(settled.nextTryMs).toISOString() : null,
              ...(settled.state === 'DELIVERED' ? { deliveredAt: at } : {}),
            },
          },
        )
        .exec(),
    );
  }

  /** The earliest open row of each dispute, the one that has waited longest first. */
  async #headsOf(disputeIds: readonly string[]): Promise<DeliveryDoc[]> {
    const { deliveries } = await this.#store;
    return storing(
      deliveries
        .aggregate<DeliveryDoc>([
          {
            $match: {
              connector: this.#connector,
              disputeId: { $in: disputeIds },
              state: { $in: OPEN },
            },
          },
          { $sort: { disputeId: 1, seq: 1 } },
          { $group: { _id: '$disputeId', head: { $first: '$$ROOT' } } },
          { $replaceRoot: { newRoot: '$head' } },
          { $sort: { nextTryAt: 1, _id: 1 } },
        ])
        .exec(),
    );
  }

  async #defer(heads: readonly DeliveryDoc[], nowText: string): Promise<void> {
    const { connection, deliveries } = await this.#store;
    if (heads.length === 0) return;
    await storing(
      connection.collection<DeliveryDoc>(deliveries.collection.collectionName).bulkWrite(
        heads.map(({ disputeId, seq, nextTryAt }) => ({
          updateMany: {
            filter: {
              connector: this.#connector,
              disputeId,
              seq: { $gt: seq },
              state: { $in: OPEN },
              nextTryAt: { $lte: nowText },
            },
            update: { $set: { nextTryAt } },
          },
        })),
      ),
    );
  }
}

function deliveryOf(doc: DeliveryDoc): Delivery {
  const { _id, eventId, disputeId, kind, content, attempts, firstTryAt } = doc;
  if (kind === null) throw new Error(`delivery ${_id} is open and has no kind`);
  return {
    id: _id,
    eventId,
    disputeId,
    kind,
    content,
    attempts,
    firstTryMs: firstTryAt === null ? null : Date.parse(firstTryAt),
  };
}
