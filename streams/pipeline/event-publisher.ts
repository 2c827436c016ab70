import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import { plainStep, type Step } from '../../schema/store/dispute-move.ts';
import type { Store } from '../../schema/store/models.ts';
import type { OutgoingMessage, Producer } from '../kafka/producer.ts';
import { emptyOutboxes, readOutboxes, type WithOutbox } from './outbox.ts';

export interface EventPublisherOptions {
  readonly producer: Producer;
  /** `topicsOf(…).events`. */
  readonly topic: string;
  readonly step?: Step;
}

/** Disputes or hot spots whose events are told together. */
const SUBJECTS_AT_ONCE = 500;

/**
 * Tells the events that disputes (`risks`) or hot spots have in their outboxes: first as messages of the events topic, key = subject, then out of
 * the outbox. All events of a subject go in their order and none is left out, so that of each id the first copy in the topic stands in the order in
 * which they were minted; a second copy, after a crash between the two, is dropped by the keeper. Answers how many were told.
 * @throws HubError HUB_STORE_UNAVAILABLE, HUB_BROKER_UNAVAILABLE: what is not told stays, for the next call.
 */
export async function publishEventsOf(
  model: Store['risks' | 'hotSpots'],
  { producer, topic, step = plainStep }: EventPublisherOptions,
): Promise<number> {
  return tellEventsOf(model, await step('read-events', () => waitingEvents(model)), {
    producer,
    topic,
    step,
  });
}

/** Disputes or hot spots that have events to tell, at most 500. @throws HubError HUB_STORE_UNAVAILABLE. */
export function waitingEvents(model: Store['risks' | 'hotSpots']): Promise<WithOutbox<HubEvent>[]> {
  return readOutboxes<HubEvent>(model, SUBJECTS_AT_ONCE);
}

/**
 * Tells the events of these, as `publishEventsOf` does.
 * @param subjects with outboxes as they are stored, with majority; what has left one since may stand in it still, and is told once more
 */
export async function tellEventsOf(
  model: Store['risks' | 'hotSpots'],
  subjects: readonly WithOutbox<HubEvent>[],
  { producer, topic, step = plainStep }: EventPublisherOptions,
): Promise<number> {
  const events = subjects.flatMap(({ outbox }) => outbox);
  if (events.length === 0) return 0;
  await step('send-events', () => producer.send(topic, events.map(outgoing)));
  await step('empty-events', () => emptyOutboxes(model, subjects));
  return events.length;
}

function outgoing(event: HubEvent): OutgoingMessage {
  return { key: event.subjectId, value: JSON.stringify(event), headers: { id: event.id } };
}
