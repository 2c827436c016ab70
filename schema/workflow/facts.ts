import type { DisputeWorkflow, WorkflowEvent } from '../canonical/workflow.ts';
import type { WorkflowFacts } from '../canonical/workflow-facts.ts';

/** Of a dispute that nothing has happened to. */
export const NO_FACTS: WorkflowFacts = {
  agency: null,
  committeeCode: null,
  referrals: 0,
  returns: 0,
  redos: 0,
  extensions: 0,
  answers: { inTime: 0, late: 0 },
  answerDueAt: null,
  closings: { inTime: 0, late: 0 },
  firstDispatch: null,
  hasEnded: false,
  outcome: null,
};

type Change = Partial<WorkflowFacts>;

/** The facts after one more event, from the event and what was before it alone. `docs/workflow.md` says what each is for. */
export function factsAfter(before: DisputeWorkflow, event: WorkflowEvent): WorkflowFacts {
  const { facts } = before;
  return { ...facts, ...closing(before, event), ...answering(facts, event), ...counting(facts, event) };
}

/** The clock of settling ends with an agreement, a failure or a suit; what is withdrawn or for the prosecutor is neither in time nor late. */
function closing({ facts, dueAt }: DisputeWorkflow, event: WorkflowEvent): Change {
  const ends = ['AGREED', 'PERFORMING', 'FAILED', 'LITIGATED'].includes(event.to);
  return dueAt === null || event.dueAt !== null || !ends
    ? {}
    : { closings: kept(facts.closings, event.at <= dueAt) };
}

const ANSWERS = ['ACCEPT', 'RETURN'];
const ENDS_OF_REFERRAL = [...ANSWERS, 'REFER', 'WITHDRAW', 'TRANSFER_CRIMINAL'];

function answering({ answers, answerDueAt }: WorkflowFacts, event: WorkflowEvent): Change {
  const set = event.timers.find(({ kind, stage }) => kind === 'OVERDUE' && stage === 'ACCEPT');
  const next = set?.dueAt ?? null;
  if (answerDueAt === null || !ENDS_OF_REFERRAL.includes(event.kind))
    return { answerDueAt: next ?? answerDueAt };
  const inTime = event.at <= answerDueAt;
  // A referral that was taken back in time was neither answered nor left unanswered.
  const counts = !inTime || ANSWERS.includes(event.kind);
  return { answerDueAt: next, ...(counts ? { answers: kept(answers, inTime) } : {}) };
}

function counting(facts: WorkflowFacts, { kind, data }: WorkflowEvent): Change {
  switch (kind) {
    case 'REFER':
      return {
        agency: data['agency'] as string,
        committeeCode: (data['committeeCode'] ?? null) as string | null,
        referrals: facts.referrals + 1,
        // Sent elsewhere before anybody had answered.
        firstDispatch: facts.referrals === 0 ? null : (facts.firstDispatch ?? 'WRONG'),
      };
    case 'ACCEPT':
      return { firstDispatch: facts.firstDispatch ?? 'RIGHT' };
    case 'RETURN':
      return {
        returns: facts.returns + 1,
        firstDispatch: facts.referrals === 1 ? 'WRONG' : facts.firstDispatch,
      };
    case 'REDO':
      return { redos: facts.redos + 1, outcome: null };
    case 'EXTEND':
      return { extensions: facts.extensions + 1 };
    case 'AGREE':
    case 'INSTALMENT_PAID':
      return { outcome: 'SETTLED', hasEnded: true };
    case 'FAIL':
      return { outcome: 'FAILED', hasEnded: true };
    case 'LITIGATE':
      return { outcome: 'LITIGATED', hasEnded: true };
    case 'WITHDRAW':
      return { outcome: 'WITHDRAWN' };
    case 'TRANSFER_CRIMINAL':
      return { outcome: 'TRANSFERRED_CRIMINAL' };
    case 'REOPEN':
    case 'INSTALMENT_MISSED':
      return { outcome: null };
    case 'REGISTER':
    case 'TRIAGE':
    case 'START_MEDIATION':
    case 'RECORD_SESSION':
    case 'SUSPEND':
    case 'RESUME':
    case 'REQUEST_CONFIRMATION':
    case 'CONFIRM':
    case 'REFUSE_CONFIRMATION':
    case 'FOLLOW_UP':
    case 'CLOSE':
    case 'SUPERVISE':
    case 'WHISTLE':
    case 'SOON_DUE':
    case 'OVERDUE':
    case 'INSTALMENT_DUE':
    case 'FOLLOW_UP_DUE':
      return {};
  }
}

function kept({ inTime, late }: WorkflowFacts['answers'], wasInTime: boolean): WorkflowFacts['answers'] {
  return wasInTime ? { inTime: inTime + 1, late } : { inTime, late: late + 1 };
}
