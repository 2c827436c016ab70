import { toUtcInstant } from '../canonical/date-time.ts';
import { HubError } from '../canonical/hub-error.ts';
import type { DisputeWorkflow, WorkflowEvent } from '../canonical/workflow.ts';
import type { Move } from '../vocabulary/workflow-moves.ts';
import type { Urgency } from '../vocabulary/workflow-terms.ts';
import type { Deadlines } from './deadlines.ts';
import { MACHINE } from './machine.ts';

/** When a dispute is due after a move, by what the machine says the move does to the clock; null when no clock runs. */
export function dueAfter(
  workflow: DisputeWorkflow | null,
  move: Move,
  data: WorkflowEvent['data'],
  at: string,
  deadlines: Deadlines,
): string | null {
  switch (MACHINE[move].clock) {
    case 'KEEP':
      return workflow?.dueAt ?? null;
    case 'START':
      // Triage made again, with another urgency, counts from the same moment: nobody wins time by it.
      return deadlines.dueAt(data['urgency'] as Urgency, startedAt(workflow) ?? at);
    case 'RESTART':
      return workflow?.urgency == null ? null : deadlines.dueAt(workflow.urgency, at);
    case 'GO_ON':
      return workflow?.suspendedDueAt == null || workflow.suspendedSince === null
        ? null
        : deadlines.afterPause(workflow.urgency, workflow.suspendedDueAt, workflow.suspendedSince, at);
    case 'SET':
      return later(workflow?.dueAt ?? null, toUtcInstant(data['until'] as string));
    case 'PAUSE':
    case 'STOP':
      return null;
  }
}

/** The moment from which the running clock counts: the first triage since registration, or the last restart. */
function startedAt(workflow: DisputeWorkflow | null): string | null {
  const events = workflow?.events ?? [];
  const begins = events.findLastIndex(({ kind }) => ['STOP', 'RESTART'].includes(MACHINE[kind].clock));
  const beginning = events[begins];
  if (beginning !== undefined && MACHINE[beginning.kind].clock === 'RESTART') return beginning.at;
  return events.slice(begins + 1).find(({ kind }) => kind === 'TRIAGE')?.at ?? null;
}

function later(dueAt: string | null, until: string): string {
  if (dueAt === null || until > dueAt) return until;
  throw new HubError('HUB_BAD_REQUEST', `EXTEND: until: ${until} is not after the due time ${dueAt}`, {
    field: 'until',
  });
}
