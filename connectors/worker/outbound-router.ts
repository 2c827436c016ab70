import { HubError } from '../../schema/canonical/hub-error.ts';
import { feedPartOf } from '../../schema/canonical/ids.ts';
import { WorkflowMessageSchema, type WorkflowMessage } from '../../schema/canonical/workflow.ts';
import type { DeliveryDoc } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';
import { inserting, storing } from '../../schema/store/store-fault.ts';
import type { HandoffMessage } from '../../streams/kafka/handoff-consumer.ts';
import { concernsOf, outboundEvent, type Concern } from '../kit/outbound-event.ts';
import type { Subscription } from '../kit/outbound.ts';

export interface RoutedConnector {
  readonly name: string;
  readonly subscription: Subscription;
  /** Told when deliveries of its own were added. */
  added(): void;
}

const REASON_MOST_CHARACTERS = 500;

interface Wanted {
  readonly connector: RoutedConnector;
  readonly message: WorkflowMessage;
  readonly concerns: readonly Concern[];
}

/**
 * Sink of the workflow topic: puts every move into the queue of each connector whose agency it concerns. Only then its offset is committed,
 * so that neither a receiver that is down nor a killed worker loses or holds up anything. A message that comes again changes nothing.
 */
export class OutboundRouter {
  readonly #connectors: readonly RoutedConnector[];
  readonly #store: Promise<Store>;
  readonly #now: () => Date;

  constructor(connectors: readonly RoutedConnector[], store: Promise<Store>, now: () => Date) {
    this.#connectors = connectors;
    this.#store = store;
    this.#now = now;
  }

  async handle(messages: readonly HandoffMessage[]): Promise<void> {
    const wanted = messages.flatMap((handed) => {
      const message = workflowMessageOf(handed);
      return this.#connectors.flatMap((connector): Wanted[] => {
        const concerns = concernsOf(message, connector.subscription);
        return concerns.length === 0 ? [] : [{ connector, message, concerns }];
      });
    });
    if (wanted.length === 0) return;
    const numbers = await this.#numbersOf(wanted);
    const queuedAt = this.#now().toISOString();
    await this.#insert(wanted.map((one) => rowOf(one, numbers, queuedAt)));
    for (const connector of new Set(wanted.map((one) => one.connector))) connector.added();
  }

  /** Keeps what nobody can read in the log, where an operator sees it. */
  async poison(handed: HandoffMessage, error: unknown): Promise<void> {
    const at = this.#now().toISOString();
    const { topic, partition, offset, key, value } = handed;
    await this.#insert([
      {
        _id: `unreadable|${topic}-${partition}-${offset}`,
        connector: '',
        agency: '',
        disputeId: key?.toString('utf8') ?? '',
        code: '',
        eventId: '',
        kind: null,
        seq: 0,
        content: value?.toString('utf8') ?? '',
        state: 'DEAD',
        attempts: 0,
        lastStatus: null,
        reason: (error instanceof Error ? error.message : String(error)).slice(0, REASON_MOST_CHARACTERS),
        queuedAt: at,
        firstTryAt: null,
        lastTryAt: null,
        nextTryAt: null,
        deliveredAt: null,
        redeliveries: 0,
      },
    ]);
  }

  async #insert(rows: readonly DeliveryDoc[]): Promise<void> {
    const { connection, deliveries } = await this.#store;
    const collection = connection.collection<DeliveryDoc>(deliveries.collection.collectionName);
    await inserting(collection.insertMany([...rows], { ordered: false }));
  }

  /** Record id → the agency's own number, of the records of feeds whose agencies are told. */
  async #numbersOf(wanted: readonly Wanted[]): Promise<ReadonlyMap<string, string>> {
    const ids = wanted.flatMap(({ connector, message }) =>
      message.recordIds.filter((id) => feedPartOf(id) === connector.subscription.feed),
    );
    if (ids.length === 0) return new Map();
    const { records } = await this.#store;
    const found = await storing(
      records
        .find({ _id: { $in: [...new Set(ids)] } })
        .select({ sourceId: 1 })
        .lean()
        .exec(),
    );
    return new Map(found.map(({ _id, sourceId }) => [_id, sourceId]));
  }
}

function rowOf(
  { connector, message, concerns }: Wanted,
  numbers: ReadonlyMap<string, string>,
  queuedAt: string,
): DeliveryDoc {
  const { agency, feed } = connector.subscription;
  const { event, disputeId, code } = message;
  const own = message.recordIds.flatMap((id) => {
    const number = feedPartOf(id) === feed ? numbers.get(id) : undefined;
    return number === undefined ? [] : [number];
  });
  return {
    _id: `${connector.name}|${event.id}`,
    connector: connector.name,
    agency,
    disputeId,
    code,
    eventId: event.id,
    kind: event.kind,
    seq: event.seq,
    content: outboundEvent(message, agency, concerns, own),
    state: 'WAITING',
    attempts: 0,
    lastStatus: null,
    reason: null,
    queuedAt,
    firstTryAt: null,
    lastTryAt: null,
    nextTryAt: queuedAt,
    deliveredAt: null,
    redeliveries: 0,
  };
}

/** @throws HubError HUB_EVENT_INVALID */
function workflowMessageOf({ topic, partition, offset, value }: HandoffMessage): WorkflowMessage {
  try {
    return WorkflowMessageSchema.parse(JSON.parse(value?.toString('utf8') ?? ''));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError(
      'HUB_EVENT_INVALID',
      `message ${offset} of ${topic}, partition ${partition}, is no workflow message: ${why}`,
      { cause },
    );
  }
}
