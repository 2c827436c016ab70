import type { DisputeWorkflow } from '../canonical/workflow.ts';
import { MOVES, type Move } from '../vocabulary/workflow-moves.ts';
import type { WorkflowState } from '../vocabulary/workflow-terms.ts';
import { MACHINE, type Condition } from './machine.ts';

/** Who makes a move: a partner's caller, or the hub's own clock. */
export interface Mover {
  readonly partner: string;
  readonly actor: string;
}

/** The hub itself, when one of its timers fires. */
export const HUB: Mover = { partner: 'hub', actor: 'hub' };
/** May do what the agency referred to may do. */
const ADMIN = 'admin';

const HOLDS: Readonly<Record<Condition, (workflow: DisputeWorkflow) => boolean>> = {
  REFERRAL_OPEN: ({ referral }) => referral?.status === 'OPEN',
  RESPONSIBLE_KNOWN: ({ responsible }) => responsible !== null,
  CONFIRMATION_OPEN: ({ confirmation }) => confirmation?.status === 'REQUESTED',
  INSTALMENT_OPEN: ({ instalments }) => instalments.some(({ status }) => status !== 'PAID'),
  // What an agreement that failed had promised is for the court.
  NOTHING_OWED: ({ state, instalments }) =>
    state === 'FAILED' || state === 'LITIGATED' || instalments.every(({ status }) => status === 'PAID'),
  CLOCK_RUNS: ({ dueAt }) => dueAt !== null,
};

/** Moves that the machine knows from a state, whatever else must hold; null: not registered yet. */
export function movesFrom(state: WorkflowState | null): readonly Move[] {
  return MOVES.filter((move) => MACHINE[move].from.includes(state));
}

/** Moves that people can make now, with all conditions met; who may make them is told by `isFor`. */
export function legalMoves(workflow: DisputeWorkflow | null): readonly Move[] {
  return movesFrom(workflow?.state ?? null).filter(
    (move) => MACHINE[move].by !== 'HUB' && conditionHolds(workflow, move),
  );
}

/** Whether a move is legal now, for whomever. */
export function isLegal(workflow: DisputeWorkflow | null, move: Move): boolean {
  return MACHINE[move].from.includes(workflow?.state ?? null) && conditionHolds(workflow, move);
}

/** Whether a move is this mover's to make. */
export function isFor(workflow: DisputeWorkflow | null, move: Move, { partner }: Mover): boolean {
  switch (MACHINE[move].by) {
    case 'PARTNER':
      return true;
    case 'HUB':
      return partner === HUB.partner;
    case 'REFERRED': {
      const referral = workflow?.referral;
      return partner === ADMIN || partner === referral?.agency || partner === referral?.committeeCode;
    }
  }
}

/** The state after a move that is legal. */
export function stateAfter(workflow: DisputeWorkflow | null, move: Move): WorkflowState {
  const { to } = MACHINE[move];
  if (to === 'SAME') return workflow?.state ?? 'REGISTERED';
  return to === 'BEFORE' ? (workflow?.suspendedFrom ?? 'REGISTERED') : to;
}

function conditionHolds(workflow: DisputeWorkflow | null, move: Move): boolean {
  const { when } = MACHINE[move];
  return when === undefined || (workflow !== null && HOLDS[when](workflow));
}
