import type { DeliveryDoc } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';
import { inserting } from '../../schema/store/store-fault.ts';
import type { HandoffMessage } from '../../streams/kafka/handoff-queue.ts';
import { hotSpotDeliveries } from './hot-spot-deliveries.ts';
import { moveDeliveries } from './move-deliveries.ts';
import { newDelivery, type RoutedConnector, type Told } from './new-delivery.ts';

const REASON_MOST_CHARACTERS = 500;
/** Whose the messages are that nobody can read. */
const NOBODY = { name: '', subscription: { agency: '', feed: null, events: null, hotSpotRegions: null } };

/**
 * Sink of the workflow and events topics: puts every move into the queue of each connector whose agency it concerns, and every change of a hot spot
 * into that of each whose region it is in. Only then its offset is committed, so that neither a receiver that is down nor a killed worker loses
 * or holds up anything. A message that comes again changes nothing.
 */
export class OutboundRouter {
  readonly #connectors: readonly RoutedConnector[];
  readonly #store: Promise<Store>;
  readonly #topics: { readonly workflow: string };
  readonly #now: () => Date;

  constructor(
    connectors: readonly RoutedConnector[],
    store: Promise<Store>,
    topics: { readonly workflow: string },
    now: () => Date,
  ) {
    this.#connectors = connectors;
    this.#store = store;
    this.#topics = topics;
    this.#now = now;
  }

  async handle(messages: readonly HandoffMessage[]): Promise<void> {
    const store = await this.#store;
    const queuedAt = this.#now().toISOString();
    const isMove = ({ topic }: HandoffMessage): boolean => topic === this.#topics.workflow;
    const moves = messages.filter(isMove);
    const others = messages.filter((message) => !isMove(message));
    const rows = [
      ...(await moveDeliveries(moves, this.#connectors, store, queuedAt)),
      ...(await hotSpotDeliveries(others, this.#connectors, store, queuedAt)),
    ];
    if (rows.length === 0) return;
    await this.#insert(rows);
    const names = new Set(rows.map(({ connector }) => connector));
    for (const connector of this.#connectors) if (names.has(connector.name)) connector.added();
  }

  /** Keeps what nobody can read in the log, where an operator sees it. */
  async poison(handed: HandoffMessage, error: unknown): Promise<void> {
    const at = this.#now().toISOString();
    const { topic, partition, offset, key, value } = handed;
    const unreadable: Told = {
      disputeId: key?.toString('utf8') ?? '',
      code: '',
      eventId: '',
      kind: null,
      seq: 0,
      content: value?.toString('utf8') ?? '',
    };
    await this.#insert([
      {
        ...newDelivery(NOBODY, unreadable, at),
        _id: `unreadable|${topic}-${partition}-${offset}`,
        state: 'DEAD',
        reason: (error instanceof Error ? error.message : String(error)).slice(0, REASON_MOST_CHARACTERS),
        nextTryAt: null,
      },
    ]);
  }

  async #insert(rows: readonly DeliveryDoc[]): Promise<void> {
    const { connection, deliveries } = await this.#store;
    const collection = connection.collection<DeliveryDoc>(deliveries.collection.collectionName);
    await inserting(collection.insertMany([...rows], { ordered: false }));
  }
}
