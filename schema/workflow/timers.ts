import { digest } from '../canonical/ids.ts';
import type { DisputeWorkflow, WorkflowEvent } from '../canonical/workflow.ts';
import type { Stage, Timer, TimerKind } from '../canonical/workflow-timer.ts';
import type { Move } from '../vocabulary/workflow-moves.ts';
import type { WorkflowState } from '../vocabulary/workflow-terms.ts';
import type { Deadlines } from './deadlines.ts';
import { MACHINE } from './machine.ts';

/**
 * What the hub will do by itself to a dispute that stands like this, earliest first. Found anew with every event and written into it, so that
 * neither a replay nor a change of the calendar moves what was set. What has fired for a deadline is not set for it again.
 */
export function timersOf(workflow: DisputeWorkflow, deadlines: Deadlines): readonly Timer[] {
  const { urgency, events } = workflow;
  const nowAt = events.at(-1)?.at ?? workflow.registeredAt;
  const round = events.filter(({ kind }) => kind === 'AGREE').length;
  const timer = (
    kind: TimerKind,
    stage: Stage,
    dueAt: string,
    fireAt: string,
    no: number | null = null,
  ): Timer => ({
    kind,
    stage,
    no,
    dueAt,
    fireAt,
    round,
    ruleVersion: deadlines.version,
  });
  const deadline = (stage: Stage, dueAt: string | null): readonly Timer[] => {
    if (dueAt === null) return [];
    const soonAt = deadlines.soonAt(stage, urgency, dueAt);
    return [
      // An announcement of what is over already says nothing.
      ...(dueAt > nowAt ? [timer('SOON_DUE', stage, dueAt, soonAt)] : []),
      timer('OVERDUE', stage, dueAt, dueAt),
    ];
  };
  const instalments = paying(workflow)
    ? workflow.instalments
        .filter(({ status }) => status === 'DUE')
        .flatMap(({ no, dueAt: onDay }) => {
          const dueAt = new Date(onDay).toISOString();
          const missedAt = deadlines.stageDueAt('INSTALMENT', urgency, dueAt);
          return [
            timer('INSTALMENT_DUE', 'INSTALMENT', dueAt, deadlines.soonAt('INSTALMENT', urgency, dueAt), no),
            timer('INSTALMENT_MISSED', 'INSTALMENT', dueAt, missedAt, no),
          ];
        })
    : [];
  const followUpAt = followUpDueAt(workflow, deadlines);
  return [
    ...deadline('SETTLE', MACHINE.OVERDUE.from.includes(workflow.state) ? workflow.dueAt : null),
    ...deadline('ACCEPT', acceptDueAt(workflow, deadlines)),
    ...instalments,
    ...(followUpAt === null ? [] : [timer('FOLLOW_UP_DUE', 'FOLLOW_UP', followUpAt, followUpAt)]),
  ]
    .filter((one) => !firings(one, events).some((event) => isFiringOf(one, event)))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** What the event of a timer is told: input of its move. */
export function timerInput({ kind, stage, no, dueAt }: Timer): Record<string, string | number | null> {
  switch (kind) {
    case 'SOON_DUE':
    case 'OVERDUE':
      return { due: dueAt, stage };
    case 'INSTALMENT_DUE':
      return { due: dueAt, no };
    case 'INSTALMENT_MISSED':
      return { no };
    case 'FOLLOW_UP_DUE':
      return { due: dueAt };
  }
}

/** Whether the hub may make this move now: only what one of the timers that are set tells it to. */
export function isSet(timers: readonly Timer[], move: Move, data: WorkflowEvent['data']): boolean {
  return timers.some((timer) => timer.kind === move && sameInput(timer, data));
}

/** Id of a firing, the same in every pipeline: row of `decisions`, and `clientMutationId` of its event. */
export function timerIdOf(disputeId: string, { kind, stage, no, dueAt, round, ruleVersion }: Timer): string {
  return `timer-${digest('timer', disputeId, kind, stage, String(no), String(round), dueAt, ruleVersion).slice(0, 32)}`;
}

function isFiringOf(timer: Timer, event: WorkflowEvent): boolean {
  return event.kind === timer.kind && sameInput(timer, event.data);
}

/** Instalments are numbered anew with each agreement. */
function firings({ stage }: Timer, events: readonly WorkflowEvent[]): readonly WorkflowEvent[] {
  return stage === 'INSTALMENT'
    ? events.slice(events.findLastIndex(({ kind }) => kind === 'AGREE') + 1)
    : events;
}

function sameInput(timer: Timer, data: WorkflowEvent['data']): boolean {
  return Object.entries(timerInput(timer)).every(([field, value]) => data[field] === value);
}

const SETTLED: readonly WorkflowState[] = ['AGREED', 'CONFIRMED', 'PERFORMING'];

function paying({ state }: DisputeWorkflow): boolean {
  return SETTLED.includes(state);
}

/** When the agency must have answered the referral that is open; time for which the dispute was suspended does not count. */
function acceptDueAt(workflow: DisputeWorkflow, deadlines: Deadlines): string | null {
  const { state, referral, urgency, events } = workflow;
  if (state !== 'REFERRED' || referral?.status !== 'OPEN') return null;
  let dueAt = deadlines.stageDueAt('ACCEPT', urgency, referral.at);
  let pausedAt: string | null = null;
  const referredAs = events.findLastIndex(({ kind }) => kind === 'REFER');
  for (const { kind, at } of events.slice(referredAs + 1)) {
    if (kind === 'SUSPEND') pausedAt = at;
    if (kind === 'RESUME' && pausedAt !== null) dueAt = deadlines.afterPause(urgency, dueAt, pausedAt, at);
  }
  return dueAt;
}

/** When the parties must have been asked: after the agreement, or after the last payment. */
function followUpDueAt(workflow: DisputeWorkflow, deadlines: Deadlines): string | null {
  if (!paying(workflow) || workflow.instalments.some(({ status }) => status !== 'PAID')) return null;
  const settled = workflow.events.findLast(({ kind }) => kind === 'AGREE' || kind === 'INSTALMENT_PAID');
  return settled === undefined ? null : deadlines.stageDueAt('FOLLOW_UP', workflow.urgency, settled.at);
}

function order({ fireAt, dueAt, kind, stage, no }: Timer): string {
  return [fireAt, dueAt, kind, stage, String(no ?? 0).padStart(4, '0')].join('|');
}
