import type { Dispute, DisputeMember } from '../../schema/canonical/dispute.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { DecisionDoc, TimerFiredDoc, WorkflowMoveDoc } from '../../schema/store/documents.ts';
import type { DisputePlacedDoc } from '../../schema/store/placements.ts';
import { workflowOf } from '../../schema/workflow/evolve.ts';
import type { DerivedFields } from '../../schema/linking/dispute-fields.ts';

/** A row of `decisions` about one dispute. */
export type DisputeRow = DecisionDoc | WorkflowMoveDoc | TimerFiredDoc | DisputePlacedDoc;

/** A dispute as `decisions` tell it; what it says of itself follows from its records. */
export interface ToldDispute {
  readonly dispute: Omit<Dispute, keyof DerivedFields>;
  /** Its members, or the last it had: of them its other fields are made. */
  readonly lastMembers: readonly DisputeMember[];
}

/**
 * Folds all rows about one dispute: the code assigned to it, the last placement, and its moves in their order with their times as written.
 * Null when it was never written: a code was assigned, and the worker died or lost the race.
 * @throws HubError HUB_INTERNAL when rows are missing.
 */
export function toldDisputeOf(id: string, rows: readonly DisputeRow[]): ToldDispute | null {
  const placements = rows.filter((row) => row.kind === 'DISPUTE_PLACED').sort(byTruth);
  const moves = rows.filter((row) => row.kind === 'WORKFLOW_MOVE').map(({ event }) => event);
  const code = rows.find((row): row is DecisionDoc => row.kind === 'CODE_ASSIGNED')?.code ?? null;
  const last = placements.at(-1);
  if (last === undefined || code === null) {
    if (moves.length === 0 && last === undefined) return null;
    throw missing(
      id,
      last === undefined ? 'which records it has (DISPUTE_PLACED)' : 'its code (CODE_ASSIGNED)',
    );
  }
  const events = moves.sort((a, b) => a.seq - b.seq);
  const gap = events.findIndex(({ seq }, index) => seq !== index + 1);
  if (gap >= 0) throw missing(id, `move ${gap + 1} of its workflow (WORKFLOW_MOVE)`);
  const { foundingKey, state, mergedInto, members, recurrences } = last;
  return {
    dispute: {
      id,
      code,
      // Past all that was ever written down, so that what is written next counts as later.
      rev: Math.max(...placements.map(({ rev }) => rev)) + events.length,
      foundingKey,
      state,
      mergedInto,
      absorbing: [],
      members: [...members],
      recurrences: [...recurrences],
      workflow: workflowOf(events),
      outbox: [],
    },
    lastMembers: placements.findLast((one) => one.members.length > 0)?.members ?? [],
  };
}

/** Later writes last; of rows for one write that which was read back from the store. */
function byTruth(a: DisputePlacedDoc, b: DisputePlacedDoc): number {
  if (a.rev !== b.rev) return a.rev - b.rev;
  if (a.certainty !== b.certainty) return a.certainty === 'PLANNED' ? -1 : 1;
  return a._id < b._id ? -1 : 1;
}

function missing(id: string, what: string): HubError {
  return new HubError(
    'HUB_INTERNAL',
    `decisions do not say ${what} of dispute ${id}: a row was removed, or an older version wrote it; restore decisions from a backup. Nothing has been changed`,
  );
}
