import type { DisputeWorkflow, Instalment, WorkflowEvent } from '../canonical/workflow.ts';
import type { Move } from '../vocabulary/workflow-moves.ts';
import { factsAfter, NO_FACTS } from './facts.ts';
import type { MoveInput } from './move-inputs.ts';

type Change = Partial<Omit<DisputeWorkflow, 'events' | 'version' | 'state' | 'timers' | 'facts'>>;

/** The workflow after one more event. Pure, and from the event alone: no clock, no rule of today. */
export function evolve(workflow: DisputeWorkflow | null, event: WorkflowEvent): DisputeWorkflow {
  const before = workflow ?? begun(event);
  return {
    ...before,
    ...changeOf(before, event),
    dueAt: event.dueAt,
    timers: event.timers,
    facts: factsAfter(before, event),
    state: event.to,
    version: event.seq,
    events: [...before.events, event],
  };
}

/** The workflow that these events, in their order, make; null of none. What a rebuild does with the `WORKFLOW_MOVE` rows of `decisions`. */
export function workflowOf(events: readonly WorkflowEvent[]): DisputeWorkflow | null {
  return events.reduce<DisputeWorkflow | null>(evolve, null);
}

function begun({ at }: WorkflowEvent): DisputeWorkflow {
  return {
    state: 'REGISTERED',
    version: 1,
    urgency: null,
    category: null,
    responsible: null,
    referral: null,
    dueAt: null,
    suspendedSince: null,
    suspendedFrom: null,
    suspendedDueAt: null,
    sessions: [],
    agreement: null,
    instalments: [],
    confirmation: null,
    satisfaction: null,
    supervised: false,
    whistles: [],
    registeredAt: at,
    settledAt: null,
    closedAt: null,
    timers: [],
    facts: NO_FACTS,
    events: [],
  };
}

function changeOf(before: DisputeWorkflow, event: WorkflowEvent): Change {
  const { at } = event;
  switch (event.kind) {
    case 'TRIAGE': {
      const { urgency, category } = dataOf<'TRIAGE'>(event);
      return { urgency, category };
    }
    case 'REFER':
      return { referral: { ...dataOf<'REFER'>(event), at, status: 'OPEN' }, responsible: null };
    case 'ACCEPT':
      return { ...referralNow(before, 'ACCEPTED'), responsible: before.referral?.agency ?? null };
    case 'RETURN':
      return { ...referralNow(before, 'RETURNED'), responsible: null };
    case 'RECORD_SESSION': {
      const session = { no: before.sessions.length + 1, ...dataOf<'RECORD_SESSION'>(event) };
      return { sessions: [...before.sessions, session] };
    }
    case 'AGREE':
      return agreed(event);
    case 'SUSPEND':
      return { suspendedSince: at, suspendedFrom: event.from, suspendedDueAt: before.dueAt };
    case 'RESUME':
      return { suspendedSince: null, suspendedFrom: null, suspendedDueAt: null };
    case 'REQUEST_CONFIRMATION': {
      const { court } = dataOf<'REQUEST_CONFIRMATION'>(event);
      return {
        confirmation: { requestedAt: at, court, status: 'REQUESTED', decidedAt: null, number: null },
      };
    }
    case 'CONFIRM':
      return decided(before, { ...dataOf<'CONFIRM'>(event), status: 'CONFIRMED' });
    case 'REFUSE_CONFIRMATION':
      return decided(before, { ...dataOf<'REFUSE_CONFIRMATION'>(event), status: 'REFUSED' });
    case 'INSTALMENT_PAID': {
      const { no, paidAt } = dataOf<'INSTALMENT_PAID'>(event);
      return { ...instalmentNow(before, no, { status: 'PAID', paidAt }), settledAt: before.settledAt ?? at };
    }
    case 'INSTALMENT_MISSED':
      return {
        ...instalmentNow(before, dataOf<'INSTALMENT_MISSED'>(event).no, { status: 'MISSED' }),
        settledAt: null,
      };
    case 'FOLLOW_UP':
      return { satisfaction: dataOf<'FOLLOW_UP'>(event).satisfaction };
    case 'CLOSE':
      return { closedAt: at };
    case 'REOPEN':
    case 'REDO':
      return { closedAt: null, settledAt: null };
    case 'WITHDRAW':
    case 'TRANSFER_CRIMINAL':
      return { suspendedSince: null, suspendedFrom: null, suspendedDueAt: null };
    case 'SUPERVISE':
      return { supervised: true };
    case 'WHISTLE':
      return { whistles: [...before.whistles, { ...dataOf<'WHISTLE'>(event), at }] };
    case 'REGISTER':
    case 'START_MEDIATION':
    case 'FAIL':
    case 'LITIGATE':
    case 'EXTEND':
    case 'SOON_DUE':
    case 'OVERDUE':
    case 'INSTALMENT_DUE':
    case 'FOLLOW_UP_DUE':
      return {};
  }
}

/** Read by the move's schema when the event was made. */
function dataOf<Name extends Move>(event: WorkflowEvent): MoveInput<Name> {
  return event.data as MoveInput<Name>;
}

function agreed(event: WorkflowEvent): Change {
  const { instalments, ...terms } = dataOf<'AGREE'>(event);
  return {
    agreement: { ...terms, agreedAt: event.at },
    instalments: instalments.map((one, index) => ({
      no: index + 1,
      ...one,
      status: 'DUE',
      paidAt: null,
    })),
    confirmation: null,
    settledAt: event.at,
  };
}

function referralNow({ referral }: DisputeWorkflow, status: 'ACCEPTED' | 'RETURNED'): Change {
  return { referral: referral === null ? null : { ...referral, status } };
}

function decided(
  { confirmation }: DisputeWorkflow,
  decision: Pick<NonNullable<DisputeWorkflow['confirmation']>, 'status' | 'decidedAt' | 'number'>,
): Change {
  return { confirmation: confirmation === null ? null : { ...confirmation, ...decision } };
}

function instalmentNow({ instalments }: DisputeWorkflow, no: number, change: Partial<Instalment>): Change {
  return { instalments: instalments.map((one) => (one.no === no ? { ...one, ...change } : one)) };
}
