import type { DisputeWorkflow } from '../../../schema/canonical/workflow.ts';
import { applyMove } from '../../../schema/workflow/apply-move.ts';
import { SHIPPED_DEADLINES } from '../../../schema/workflow/shipped-deadlines.ts';
import type { Move } from '../../../schema/vocabulary/workflow-moves.ts';

/** One move of a history that a test tells. */
export interface ToldMove {
  readonly move: Move;
  readonly input?: object;
  /** UTC. */
  readonly at: string;
  /** Agency that makes it; `admin` may make all but the hub's. */
  readonly partner?: string;
}

/** The workflow that these moves make, one after the other, as the door would. */
export function handled(disputeId: string, moves: readonly ToldMove[]): DisputeWorkflow {
  let workflow: DisputeWorkflow | null = null;
  for (const told of moves) workflow = handledOn(disputeId, workflow, told);
  if (workflow === null) throw new Error('a workflow needs a move');
  return workflow;
}

/** The workflow after one more move. @throws HubError as `applyMove`. */
export function handledOn(
  disputeId: string,
  workflow: DisputeWorkflow | null,
  { move, input = {}, at, partner = 'admin' }: ToldMove,
): DisputeWorkflow {
  const request = {
    move,
    input,
    by: { partner, actor: `${partner}@test` },
    note: null,
    clientMutationId: null,
    expectedVersion: null,
  };
  return applyMove({ id: disputeId, workflow }, request, at, SHIPPED_DEADLINES).workflow;
}
