import type { Dispute, DisputeMember } from '../../schema/canonical/dispute.ts';
import { insertAll, updateAll, type GuardedUpdate, type Sized } from '../../schema/store/bulk-command.ts';
import type { DecisionDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { scoreMark } from '../../schema/store/score-mark.ts';
import type { DisputeWrite } from '../stages/link/plan.ts';
import { assignCodes } from './code-assignment.ts';
import { noFault, type FaultPoint } from './fault-point.ts';
import { notePlacements, noteStored } from './placement-log.ts';

/**
 * Writes a plan so that a crash between any two writes loses no membership: first the codes and which records each dispute gets, as rows of
 * `decisions`, then every dispute with the members it gains (and still with those it will lose), then, only when all of these were stored,
 * the disputes without what they lose. Every write is a compare-and-set on `rev`. Answers false when a race was lost: the caller plans again.
 */
export async function writePlan(
  store: Store,
  plan: readonly DisputeWrite[],
  now: Date,
  fault: FaultPoint = noFault,
): Promise<boolean> {
  const created = plan.filter(({ before }) => before === null);
  const [codes] = await Promise.all([
    created.length === 0 ? new Map<string, string>() : assignCodes(store, created, now.toISOString()),
    notePlacements(store, plan, now.toISOString()),
    noteReturns(store, plan, now),
  ]);
  await fault('codes-assigned');
  const inserts = created.map(({ dispute }) => ({
    bytes: sizeOf(dispute),
    write: documentOf({ ...dispute, code: codes.get(dispute.id) ?? '' }, now),
  }));
  const replaced = plan.filter(({ before }) => before !== null);
  const gains = replaced.map((write) => compareAndSet(write.before?.rev, keeping(write), now));
  const [clashes, gained] = await Promise.all([
    insertAll(store.disputes, inserts),
    updateAll(store.disputes, gains),
  ]);
  if (clashes.length > 0 || gained !== gains.length) return await lost(store, plan, now);
  await fault('gains-written');
  const losses = replaced.filter(({ losing }) => losing.length > 0);
  const cuts = losses.map(({ dispute }) =>
    compareAndSet(dispute.rev, { ...dispute, rev: dispute.rev + 1 }, now),
  );
  if ((await updateAll(store.disputes, cuts)) !== cuts.length) return await lost(store, plan, now);
  return true;
}

async function lost(store: Store, plan: readonly DisputeWrite[], now: Date): Promise<false> {
  await noteStored(
    store,
    plan.map(({ dispute }) => dispute.id),
    now.toISOString(),
  );
  return false;
}

/** The dispute as planned, still with the members that it loses. */
function keeping({ dispute, losing }: DisputeWrite): Dispute {
  if (losing.length === 0) return dispute;
  const members: DisputeMember[] = [...dispute.members, ...losing];
  return { ...dispute, members: members.sort((a, b) => (a.recordId < b.recordId ? -1 : 1)) };
}

function compareAndSet(rev: number | undefined, dispute: Dispute, now: Date): Sized<GuardedUpdate> {
  return {
    bytes: sizeOf(dispute),
    write: { q: { _id: dispute.id, rev }, u: documentOf(dispute, now), upsert: false },
  };
}

const DISPUTE_BYTES = 16_000;
/** A member, a party, or a move of the workflow. */
const PART_BYTES = 1_000;

const DECISION_BYTES = 600;

/** About how many bytes a dispute has. */
function sizeOf({ members, parties, recurrences, workflow, outbox }: Dispute): number {
  const moves = (workflow?.events.length ?? 0) + outbox.length;
  return DISPUTE_BYTES + PART_BYTES * (members.length + parties.length + recurrences.length + moves);
}

/** Marked, so that it is scored. The risk that it has stays until then. */
function documentOf({ id, ...fields }: Dispute, now: Date): object {
  return { _id: id, ...fields, scoreDue: scoreMark(now) };
}

/** A dispute that was merged away and stands by itself again is a decision to be kept. */
async function noteReturns(store: Store, plan: readonly DisputeWrite[], now: Date): Promise<void> {
  const returns = plan.filter(({ returns }) => returns);
  const rows = returns.map(({ dispute: { id, code, rev } }) => {
    const document: DecisionDoc = {
      _id: `split:${id}:${rev}`,
      kind: 'DISPUTE_SPLIT',
      disputeId: id,
      code,
      mergedInto: null,
      at: now.toISOString(),
    };
    return { write: document, bytes: DECISION_BYTES };
  });
  await insertAll(store.decisions, rows);
}
