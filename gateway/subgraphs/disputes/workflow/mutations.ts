import { HubError } from '../../../../schema/canonical/hub-error.ts';
import { referenceIdOf } from '../../../../schema/canonical/ids.ts';
import type { WorkflowEvent } from '../../../../schema/canonical/workflow.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import type { MutationName } from '../../../../schema/subgraphs/workflow-mutations.ts';
import type { Move } from '../../../../schema/vocabulary/workflow-moves.ts';
import type { DisputesContext } from '../loaders.ts';
import { bounded, nameOf, type NamedDispute } from '../../kit/mutation-input.ts';
import { tierOf } from './proposals.ts';
import { methodCodeOf } from './workflow-fields.ts';

/** What the input of every mutation has. The executor has checked it against the SDL. */
interface CommonInput extends NamedDispute {
  readonly expectedVersion?: number | null;
  readonly clientMutationId?: string | null;
  readonly note?: string | null;
}
type Input = CommonInput & Readonly<Record<string, unknown>>;

/** `type DisputeMovePayload`. */
interface MovePayload {
  readonly dispute: DisputeDoc;
  readonly event: WorkflowEvent;
  readonly clientMutationId: string | null;
}

/** Which move a mutation is, and which of its input's fields the move takes. */
interface Mapping {
  readonly move: Move | ((input: Input) => Move);
  readonly data: (input: Input, context: DisputesContext) => unknown;
}

const take =
  (...fields: readonly string[]) =>
  (input: Input): Record<string, unknown> =>
    Object.fromEntries(fields.filter((field) => input[field] != null).map((field) => [field, input[field]]));

const simple = (move: Move, ...fields: readonly string[]): Mapping => ({ move, data: take(...fields) });

const withMethod = (move: Move, ...fields: readonly string[]): Mapping => ({
  move,
  data: (input) => ({ ...take(...fields)(input), methodCode: methodCodeOf(input['method'] as string) }),
});

const MAPPINGS: Readonly<Record<MutationName, Mapping>> = {
  registerDispute: simple('REGISTER'),
  triageDispute: simple('TRIAGE', 'urgency', 'category'),
  referDispute: { move: 'REFER', data: referralOf },
  acceptDispute: simple('ACCEPT'),
  returnDispute: simple('RETURN', 'reason', 'theirs', 'theirsName'),
  startMediation: simple('START_MEDIATION'),
  recordMediationSession: withMethod('RECORD_SESSION', 'heldAt', 'result', 'mediators', 'present'),
  recordAgreement: withMethod('AGREE', 'form', 'terms', 'amountFen', 'instalments'),
  recordFailure: simple('FAIL', 'reason', 'outcome'),
  litigateDispute: simple('LITIGATE', 'court', 'caseNumber'),
  suspendDispute: simple('SUSPEND', 'reason'),
  resumeDispute: simple('RESUME'),
  requestConfirmation: simple('REQUEST_CONFIRMATION', 'court'),
  recordConfirmation: {
    move: (input) => (input['confirmed'] === true ? 'CONFIRM' : 'REFUSE_CONFIRMATION'),
    data: take('decidedAt', 'number'),
  },
  recordInstalment: {
    move: (input) => (input['paid'] === true ? 'INSTALMENT_PAID' : 'INSTALMENT_MISSED'),
    data: (input, { now }) =>
      input['paid'] === true
        ? { no: input['no'], paidAt: input['paidAt'] ?? now.toISOString() }
        : { no: input['no'] },
  },
  followUpDispute: simple('FOLLOW_UP', 'satisfaction'),
  closeDispute: simple('CLOSE'),
  reopenDispute: simple('REOPEN', 'reason'),
  redoDispute: simple('REDO', 'reason'),
  extendDispute: simple('EXTEND', 'until', 'reason'),
  withdrawDispute: simple('WITHDRAW', 'reason'),
  transferToCriminal: simple('TRANSFER_CRIMINAL', 'reason', 'agency'),
  superviseDispute: simple('SUPERVISE'),
  whistleForDispute: simple('WHISTLE', 'kind', 'agencies'),
};

type MutationResolver = (
  _: unknown,
  args: { readonly input: Input },
  context: DisputesContext,
) => Promise<MovePayload>;

/** Resolvers of the workflow's mutations. */
export const WORKFLOW_MUTATIONS: Readonly<Record<MutationName, MutationResolver>> = Object.fromEntries(
  Object.entries(MAPPINGS).map(([name, mapping]): [string, MutationResolver] => [
    name,
    (_, { input }, context) => move(mapping, input, context),
  ]),
) as Record<MutationName, MutationResolver>;

async function move(mapping: Mapping, input: Input, context: DisputesContext): Promise<MovePayload> {
  const name = nameOf(input);
  const note = bounded(input.note, 'note', LONGEST_NOTE);
  const clientMutationId = bounded(input.clientMutationId, 'clientMutationId', LONGEST_ID);
  const { dispute, event } = await context.store.moveDispute(name, {
    move: typeof mapping.move === 'function' ? mapping.move(input) : mapping.move,
    input: await mapping.data(input, context),
    asked: { ...input, clientMutationId: null },
    note,
    clientMutationId,
    expectedVersion: input.expectedVersion ?? null,
  });
  // What this request has read before is of before.
  context.loaders.disputeById.clear(dispute._id);
  context.loaders.disputeByCode.clear(dispute.code);
  return { dispute, event, clientMutationId };
}

const LONGEST_NOTE = 2_000;
const LONGEST_ID = 200;

/** The agency that keeps the committees of the grid platform's list. */
const KEEPER = 'grid';

async function referralOf(input: Input, { loaders }: DisputesContext): Promise<unknown> {
  const committeeCode = input['committeeCode'] as string | null | undefined;
  if (committeeCode == null) {
    if (input['agency'] == null) {
      throw new HubError('HUB_BAD_REQUEST', 'REFER: say to whom: agency, or committeeCode for a committee', {
        field: 'agency',
      });
    }
    return take('agency', 'name')(input);
  }
  const entry = await loaders.entryById.load(referenceIdOf('grid', 'MEDIATION_COMMITTEE', committeeCode));
  if (entry?.state !== 'ACTIVE') {
    throw new HubError(
      'HUB_BAD_REQUEST',
      `committeeCode: no mediation committee ${committeeCode} is in use; Dispute.referralProposals or mediationCommittees name those that are`,
      { field: 'committeeCode' },
    );
  }
  return { agency: input['agency'] ?? KEEPER, committeeCode, name: entry.name, tier: tierOf(entry) };
}
