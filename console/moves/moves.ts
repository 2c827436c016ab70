import type { EnumName, WorkflowMove } from '../vocabulary/enums.ts';

/** What a form asks for one field of a mutation's input. */
export interface MoveField {
  /** Name in the input. */
  readonly name: MoveFieldName;
  /** Of `enum`: which. */
  readonly of?: EnumName;
  readonly kind:
    | 'text'
    | 'long'
    | 'moment'
    | 'names'
    | 'yes-no'
    | 'yuan'
    | 'number'
    | 'agency'
    | 'committee'
    | 'instalments'
    | 'enum';
  readonly isRequired?: boolean;
}

export type MoveFieldName =
  | 'note'
  | 'reason'
  | 'urgency'
  | 'category'
  | 'agency'
  | 'committeeCode'
  | 'theirs'
  | 'heldAt'
  | 'method'
  | 'result'
  | 'mediators'
  | 'present'
  | 'form'
  | 'terms'
  | 'amountFen'
  | 'instalments'
  | 'outcome'
  | 'court'
  | 'caseNumber'
  | 'confirmed'
  | 'decidedAt'
  | 'number'
  | 'no'
  | 'paid'
  | 'satisfaction'
  | 'until'
  | 'kind'
  | 'agencies';

export interface MoveForm {
  /** Field of `Mutation`. */
  readonly mutation: string;
  /** Its input type. */
  readonly input: string;
  readonly fields: readonly MoveField[];
  /** Values that the move itself says. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Only the agency that it was referred to may. */
  readonly isForReferred?: boolean;
  /** It takes something back or ends it: asked for with a warning colour. */
  readonly isGrave?: boolean;
}

const NOTE: MoveField = { name: 'note', kind: 'long' };
const REASON: MoveField = { name: 'reason', kind: 'long', isRequired: true };
const METHOD: MoveField = { name: 'method', kind: 'enum', of: 'ResolutionMethod', isRequired: true };

/** How each move of the workflow is asked for; moves of the hub's own clock are not here. `moves.test.ts` holds it to the graph. */
export const MOVES: Readonly<Partial<Record<WorkflowMove, MoveForm>>> = {
  REGISTER: { mutation: 'registerDispute', input: 'RegisterDisputeInput', fields: [NOTE] },
  TRIAGE: {
    mutation: 'triageDispute',
    input: 'TriageDisputeInput',
    fields: [
      { name: 'urgency', kind: 'enum', of: 'Urgency', isRequired: true },
      { name: 'category', kind: 'enum', of: 'DisputeCategory' },
      NOTE,
    ],
  },
  REFER: {
    mutation: 'referDispute',
    input: 'ReferDisputeInput',
    fields: [{ name: 'committeeCode', kind: 'committee' }, { name: 'agency', kind: 'agency' }, NOTE],
  },
  ACCEPT: { mutation: 'acceptDispute', input: 'AcceptDisputeInput', fields: [NOTE], isForReferred: true },
  RETURN: {
    mutation: 'returnDispute',
    input: 'ReturnDisputeInput',
    fields: [REASON, { name: 'theirs', kind: 'text' }, NOTE],
    isForReferred: true,
    isGrave: true,
  },
  START_MEDIATION: { mutation: 'startMediation', input: 'StartMediationInput', fields: [NOTE] },
  RECORD_SESSION: {
    mutation: 'recordMediationSession',
    input: 'RecordMediationSessionInput',
    fields: [
      { name: 'heldAt', kind: 'moment', isRequired: true },
      METHOD,
      { name: 'result', kind: 'long' },
      { name: 'mediators', kind: 'names' },
      { name: 'present', kind: 'names' },
      NOTE,
    ],
  },
  AGREE: {
    mutation: 'recordAgreement',
    input: 'RecordAgreementInput',
    fields: [
      { name: 'form', kind: 'enum', of: 'AgreementForm', isRequired: true },
      METHOD,
      { name: 'terms', kind: 'long' },
      { name: 'amountFen', kind: 'yuan' },
      { name: 'instalments', kind: 'instalments' },
      NOTE,
    ],
  },
  FAIL: {
    mutation: 'recordFailure',
    input: 'RecordFailureInput',
    fields: [{ name: 'outcome', kind: 'enum', of: 'FailureOutcome', isRequired: true }, REASON, NOTE],
    isGrave: true,
  },
  LITIGATE: {
    mutation: 'litigateDispute',
    input: 'LitigateDisputeInput',
    fields: [{ name: 'court', kind: 'text' }, { name: 'caseNumber', kind: 'text' }, NOTE],
    isGrave: true,
  },
  SUSPEND: { mutation: 'suspendDispute', input: 'SuspendDisputeInput', fields: [REASON, NOTE] },
  RESUME: { mutation: 'resumeDispute', input: 'ResumeDisputeInput', fields: [NOTE] },
  REQUEST_CONFIRMATION: {
    mutation: 'requestConfirmation',
    input: 'RequestConfirmationInput',
    fields: [{ name: 'court', kind: 'text' }, NOTE],
  },
  CONFIRM: confirmation(true),
  REFUSE_CONFIRMATION: confirmation(false),
  INSTALMENT_PAID: instalment(true),
  INSTALMENT_MISSED: instalment(false),
  FOLLOW_UP: {
    mutation: 'followUpDispute',
    input: 'FollowUpDisputeInput',
    fields: [{ name: 'satisfaction', kind: 'enum', of: 'Satisfaction', isRequired: true }, NOTE],
  },
  CLOSE: { mutation: 'closeDispute', input: 'CloseDisputeInput', fields: [NOTE] },
  REOPEN: { mutation: 'reopenDispute', input: 'ReopenDisputeInput', fields: [REASON, NOTE], isGrave: true },
  REDO: { mutation: 'redoDispute', input: 'RedoDisputeInput', fields: [REASON, NOTE], isGrave: true },
  EXTEND: {
    mutation: 'extendDispute',
    input: 'ExtendDisputeInput',
    fields: [{ name: 'until', kind: 'moment', isRequired: true }, REASON, NOTE],
  },
  WITHDRAW: {
    mutation: 'withdrawDispute',
    input: 'WithdrawDisputeInput',
    fields: [REASON, NOTE],
    isGrave: true,
  },
  TRANSFER_CRIMINAL: {
    mutation: 'transferToCriminal',
    input: 'TransferToCriminalInput',
    fields: [REASON, { name: 'agency', kind: 'agency' }, NOTE],
    isGrave: true,
  },
  SUPERVISE: { mutation: 'superviseDispute', input: 'SuperviseDisputeInput', fields: [NOTE] },
  WHISTLE: {
    mutation: 'whistleForDispute',
    input: 'WhistleForDisputeInput',
    fields: [
      { name: 'kind', kind: 'enum', of: 'Whistle', isRequired: true },
      { name: 'agencies', kind: 'names', isRequired: true },
      NOTE,
    ],
  },
};

function confirmation(confirmed: boolean): MoveForm {
  return {
    mutation: 'recordConfirmation',
    input: 'RecordConfirmationInput',
    fields: [{ name: 'decidedAt', kind: 'moment', isRequired: true }, { name: 'number', kind: 'text' }, NOTE],
    fixed: { confirmed },
    isGrave: !confirmed,
  };
}

function instalment(paid: boolean): MoveForm {
  return {
    mutation: 'recordInstalment',
    input: 'RecordInstalmentInput',
    fields: [{ name: 'no', kind: 'number', isRequired: true }, NOTE],
    fixed: { paid },
    isGrave: !paid,
  };
}

/** The document of a move. */
export function moveDocument({ mutation, input }: Pick<MoveForm, 'mutation' | 'input'>): string {
  return `mutation Move($input: ${input}!) { moved: ${mutation}(input: $input) { event { id seq to } dispute { id code } } }`;
}
