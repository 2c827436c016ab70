import type { Logger } from 'pino';
import type { OutboxEntry, WorkflowMessage } from '../../schema/canonical/workflow.ts';
import { insertAll } from '../../schema/store/bulk-command.ts';
import { plainStep, type Step } from '../../schema/store/dispute-move.ts';
import type { WorkflowMoveDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { OutgoingMessage, Producer } from '../kafka/producer.ts';
import { emptyOutboxes, readOutboxes } from './outbox.ts';
import { repeating } from './repeating.ts';

export interface OutboxOptions {
  readonly store: Store;
  readonly producer: Producer;
  /** `topicsOf(…).workflow`. */
  readonly topic: string;
  readonly step?: Step;
}

/** Disputes whose entries are told together: one insert, one request to Kafka. */
const DISPUTES_AT_ONCE = 200;
/** A move with its words and names, about. */
const MOVE_BYTES = 65_536;

/**
 * Tells what disputes have in their outboxes: each entry first becomes a row of `decisions`, then a message of the workflow topic, and only
 * then leaves the outbox. Every step may be done again, by this process or another: rows and messages carry the event's id. All entries of a
 * dispute go in their order and none is left out, so that of each id the first copy in the topic stands in the order of the moves.
 * Answers how many entries were told. @throws HubError HUB_STORE_UNAVAILABLE, HUB_BROKER_UNAVAILABLE: what is not told stays, for the next call.
 */
export async function publishOutboxes(options: OutboxOptions): Promise<number> {
  const { store, producer, topic } = options;
  const step = options.step ?? plainStep;
  const disputes = await step('read-outboxes', () =>
    readOutboxes<OutboxEntry>(store.disputes, DISPUTES_AT_ONCE),
  );
  const entries = disputes.flatMap(({ outbox }) => outbox);
  if (entries.length === 0) return 0;
  await step('note-moves', () =>
    insertAll(
      store.workflowMoves,
      entries.map(({ message }) => ({ write: moveOf(message), bytes: MOVE_BYTES })),
    ),
  );
  await step('send-moves', () =>
    producer.send(
      topic,
      entries.map(({ message }) => outgoing(message)),
    ),
  );
  await step('empty-outboxes', () => emptyOutboxes(store.disputes, disputes));
  return entries.length;
}

function moveOf({ id, disputeId, code, event }: WorkflowMessage): WorkflowMoveDoc {
  return { _id: id, kind: 'WORKFLOW_MOVE', disputeId, code, at: event.at, event };
}

function outgoing(message: WorkflowMessage): OutgoingMessage {
  return { key: message.disputeId, value: JSON.stringify(message), headers: { id: message.id } };
}

const EVERY_MS = 200;

/**
 * Tells outboxes five times a second, so that it is also the sweeper of what a crashed gateway or publisher left. An empty look costs a
 * look into an empty index. Returns a function that stops it once what is under way is done.
 */
export function startOutboxPublisher(options: OutboxOptions, log: Logger): () => Promise<void> {
  return repeating(() => publishOutboxes(options), EVERY_MS, log, 'moves could not be told yet: again soon')
    .stop;
}
