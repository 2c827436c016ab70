import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import { plainStep, type Step } from '../../schema/store/dispute-move.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { OutgoingMessage, Producer } from '../kafka/producer.ts';

export interface EventPublisherOptions {
  readonly store: Store;
  readonly producer: Producer;
  /** `topicsOf(…).events`. */
  readonly topic: string;
  readonly step?: Step;
}

interface Told {
  readonly _id: string;
  readonly outbox: readonly HubEvent[];
}

/** Disputes or hot spots whose events are told together. */
const SUBJECTS_AT_ONCE = 500;

/**
 * Tells the events that disputes (`risks`) and hot spots have in their outboxes: first as messages of the events topic, key = subject, then out of
 * the outbox. All events of a subject go in their order and none is left out, so that of each id the first copy in the topic stands in the order in
 * which they were minted; a second copy, after a crash between the two, is dropped by the keeper. Answers how many were told.
 * @throws HubError HUB_STORE_UNAVAILABLE, HUB_BROKER_UNAVAILABLE: what is not told stays, for the next call.
 */
export async function publishEvents(options: EventPublisherOptions): Promise<number> {
  const { store } = options;
  const ofDisputes = await publishOf(store.risks, options);
  return ofDisputes + (await publishOf(store.hotSpots, options));
}

async function publishOf(
  model: Pick<Store['risks'], 'collection'>,
  { producer, topic, step = plainStep }: EventPublisherOptions,
): Promise<number> {
  const subjects = await step('read-events', () =>
    storing(
      model.collection
        .find({ 'outbox.id': { $gt: '' } }, { projection: { outbox: 1 }, limit: SUBJECTS_AT_ONCE })
        .toArray() as unknown as Promise<Told[]>,
    ),
  );
  const events = subjects.flatMap(({ outbox }) => outbox);
  if (events.length === 0) return 0;
  await step('send-events', () => producer.send(topic, events.map(outgoing)));
  await step('empty-events', () =>
    storing(
      model.collection.bulkWrite(
        // Without a new `rev`: nobody's compare-and-set need fail for it. Who writes an event back has it told again, under its id.
        subjects.map(({ _id, outbox }) => ({
          updateOne: {
            filter: { _id },
            update: { $pull: { outbox: { id: { $in: outbox.map(({ id }) => id) } } } },
          },
        })) as never,
        { ordered: false },
      ),
    ),
  );
  return events.length;
}

function outgoing(event: HubEvent): OutgoingMessage {
  return { key: event.subjectId, value: JSON.stringify(event), headers: { id: event.id } };
}
