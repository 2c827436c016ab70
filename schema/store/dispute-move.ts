import { setTimeout as wait } from 'node:timers/promises';
import type { DisputeWorkflow, OutboxEntry, WorkflowEvent } from '../canonical/workflow.ts';
import { HubError } from '../canonical/hub-error.ts';
import { applyMove, repeatOf, type MoveRequest } from '../workflow/apply-move.ts';
import type { Deadlines } from '../workflow/deadlines.ts';
import { followMerges, nameOf, noSuchDispute, type NamedDispute } from './follow-merges.ts';
import type { DisputeDoc } from './documents.ts';
import type { Store } from './models.ts';
import { scoreMark } from './score-mark.ts';
import { storing } from './store-fault.ts';
import { inTurn } from './turns.ts';

/** Does one awaited step of a move. Tests stop or crash there; otherwise it just does it. */
export type Step = <Value>(place: string, work: () => Promise<Value>) => Promise<Value>;
export const plainStep: Step = (_place, work) => work();

export interface DisputeMove {
  readonly store: Store;
  /** What the mover may reach, as a filter on `disputes`. */
  readonly scope: Readonly<Record<string, unknown>>;
  readonly dispute: NamedDispute;
  readonly request: MoveRequest;
  readonly deadlines: Deadlines;
  readonly now: () => Date;
  readonly step?: Step;
}

export interface DisputeMoved {
  /** The dispute after the move. */
  readonly dispute: DisputeDoc;
  readonly event: WorkflowEvent;
  /** True when the same request had been done before. */
  readonly repeated: boolean;
}

type ReadLevel = 'majority' | 'local';

/** Others move the same dispute meanwhile: each round one of them gets through, so this is time for a hundred of them and more. */
const LONGEST_MS = 15_000;

/**
 * Makes one move: the only code that changes a workflow, for partners and for the hub's timers alike. The new state, the event and the
 * outbox entry are one write of one document, under compare-and-set on `rev`: whoever loses the race reads again and decides again, and a
 * crash leaves either all of it or nothing. A merged dispute hands over to its survivor.
 * @throws HubError as `applyMove`; HUB_NOT_FOUND; HUB_STORE_UNAVAILABLE when the store does not answer or the race is lost for 15 s: with the
 * same `clientMutationId` it can be sent again.
 */
export function moveDispute(move: DisputeMove): Promise<DisputeMoved> {
  return inTurn(move.store, nameOf(move.dispute), () => moveInTurn(move));
}

async function moveInTurn(move: DisputeMove): Promise<DisputeMoved> {
  const { store, request, deadlines, now } = move;
  const step = move.step ?? plainStep;
  const giveUpAt = performance.now() + LONGEST_MS;
  // Who lost a race reads what is there now, though it may not be majority-durable yet: the write that follows waits for both.
  let level: ReadLevel = 'majority';
  for (let round = 0; performance.now() < giveUpAt; round += 1) {
    const found = await standing(move, step, level);
    if ('repeated' in found) {
      // An answer of before is given only once it can no longer be lost.
      if (level === 'majority') return found;
      level = 'majority';
      continue;
    }
    const dispute = found;
    const moved = applyMove(
      { id: dispute._id, workflow: dispute.workflow },
      request,
      now().toISOString(),
      deadlines,
    );
    if (moved.repeated) {
      if (level === 'majority') return { dispute, event: moved.event, repeated: true };
      level = 'majority';
      continue;
    }
    const entry = outboxEntryOf(dispute, moved.workflow, moved.event);
    const { matchedCount } = await step('move', () =>
      storing(
        store.disputes.collection.updateOne({ _id: dispute._id as never, rev: dispute.rev }, {
          $set: { workflow: moved.workflow, scoreDue: scoreMark(now()) },
          $push: { outbox: entry },
          $inc: { rev: 1 },
        } as never),
      ),
    );
    if (matchedCount === 1) {
      return {
        dispute: { ...dispute, workflow: moved.workflow, rev: dispute.rev + 1 },
        event: moved.event,
        repeated: false,
      };
    }
    level = 'local';
    const longestMs = Math.min(100, 2 ** Math.min(round, 10));
    await step('race-lost', () => wait(Math.random() * longestMs));
  }
  throw new HubError(
    'HUB_STORE_UNAVAILABLE',
    `others changed this dispute all the time for ${LONGEST_MS / 1_000} s; send it again with the same clientMutationId`,
  );
}

/** The dispute that stands for the one that is meant, or the answer of before, which may lie in one that was merged since. */
async function standing(move: DisputeMove, step: Step, level: ReadLevel): Promise<DisputeDoc | DisputeMoved> {
  const { store, scope, request } = move;
  const read = async (wanted: object): Promise<DisputeDoc | null> => {
    const found = await step('read', () =>
      storing(
        store.disputes
          .findOne({ $and: [scope, wanted] })
          .readConcern(level)
          .lean<DisputeDoc>()
          .exec(),
      ),
    );
    if (found === null) return null;
    // Disputes of before there was a workflow have neither.
    const { workflow = null, outbox = [] } = found as Partial<DisputeDoc>;
    return { ...found, workflow, outbox };
  };
  const found = await followMerges(move.dispute, read, (dispute): DisputeMoved | null => {
    const event = repeatOf(dispute.workflow, request);
    return event === null ? null : { dispute, event, repeated: true };
  });
  if (found === null) throw noSuchDispute(move.dispute);
  return found;
}

function outboxEntryOf(dispute: DisputeDoc, workflow: DisputeWorkflow, event: WorkflowEvent): OutboxEntry {
  const { state, version, urgency, responsible, referral, dueAt, supervised } = workflow;
  return {
    id: event.id,
    message: {
      id: event.id,
      disputeId: dispute._id,
      code: dispute.code,
      title: dispute.title,
      regionCode: dispute.regionCode,
      category: workflow.category ?? dispute.category,
      feeds: dispute.feeds,
      recordIds: dispute.members.map(({ recordId }) => recordId),
      event,
      workflow: { state, version, urgency, responsible, referral, dueAt, supervised },
    },
  };
}
