import type { Dispute } from '../../../schema/canonical/dispute.ts';
import type { WorkflowState } from '../../../schema/vocabulary/workflow-terms.ts';

const ALWAYS: ReadonlySet<WorkflowState> = new Set([
  'CONFIRMED',
  'LITIGATED',
  'TRANSFERRED_CRIMINAL',
  'CLOSED',
]);
const ONCE_CONFIRMED: ReadonlySet<WorkflowState> = new Set(['PERFORMING', 'FOLLOWED_UP']);

/** True when no machine may change which records a dispute has (rule 6): it is closed, confirmed by a court, litigated or a criminal case. */
export function isSettledForMachines({ workflow }: Pick<Dispute, 'workflow'>): boolean {
  if (workflow === null) return false;
  if (ALWAYS.has(workflow.state)) return true;
  return ONCE_CONFIRMED.has(workflow.state) && workflow.confirmation?.status === 'CONFIRMED';
}
