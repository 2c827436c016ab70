import { z } from 'zod';
import type { Call, Decision } from '../../access/access-writes.ts';
import { toUtcInstant } from '../../../schema/canonical/date-time.ts';
import { GrantScopeSchema } from '../../../schema/canonical/grant.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { ApplicationDoc } from '../../../schema/store/access-case-docs.ts';
import { nameOf, required, type NamedDispute } from '../kit/mutation-input.ts';
import { datasetOf } from './names.ts';
import type { AccessContext } from './pages.ts';

interface CallInput {
  readonly clientMutationId: string;
  readonly reason: string;
}

/** `input ApplyForAccessInput`. */
interface ApplyInput extends CallInput {
  readonly dataset: string;
  readonly rows?: Readonly<Record<string, unknown>> | null;
  readonly levels?: readonly { readonly kind: string; readonly level: string }[] | null;
  readonly rights?: readonly string[] | null;
  readonly purposes: readonly string[];
  readonly actor?: string | null;
  readonly validFrom?: string | null;
  readonly validTo: string;
}

/** `input AccessDecisionInput`. */
interface DecisionInput extends CallInput {
  readonly id: string;
}

/** `input RequestCorrectionInput`. */
interface CorrectionInput extends CallInput {
  readonly recordId: string;
  readonly field: string;
  readonly proposed: string;
}

/** `input AnswerCorrectionInput`. */
interface AnswerInput {
  readonly clientMutationId: string;
  readonly id: string;
  readonly corrected: boolean;
  readonly answer: string;
}

/** `input BreakGlassInput`. */
interface BreakGlassInput extends CallInput, NamedDispute {
  readonly caseNumber: string;
  readonly minutes: number;
}

/** `input ReviewBreakGlassInput`. */
interface ReviewInput extends DecisionInput {
  readonly justified: boolean;
}

const LONGEST_TEXT = 500;
const LONGEST_NAME = 200;
const LONGEST_MINUTES = 60;
const LONGEST_TERM_MS = 2 * 366 * 86_400_000;
const COORDINATE = /^[A-Z]\w{0,99}\.[a-z]\w{0,99}$/;

/** A mutation on `input`, which answers `clientMutationId` beside what `work` does. */
function mutation<Input extends { readonly clientMutationId: string }>(
  work: (input: Input, context: AccessContext) => Promise<object>,
): (parent: unknown, args: { readonly input: Input }, context: AccessContext) => Promise<object> {
  return async (_, { input }, context) => {
    const clientMutationId = required(input.clientMutationId, 'clientMutationId', LONGEST_NAME);
    return { clientMutationId, ...(await work(input, context)) };
  };
}

function decision(taken: Decision): ReturnType<typeof mutation<DecisionInput>> {
  return mutation<DecisionInput>(async (input, { store }) => ({
    application: await store.decideApplication(input.id, taken, callOf(input)),
  }));
}

export const ACCESS_MUTATIONS = {
  applyForAccess: mutation<ApplyInput>(async (input, { store, now }) => ({
    application: await store.applyForAccess(askedIn(input, now), callOf(input)),
  })),
  approveAccess: decision('APPROVE'),
  refuseAccess: decision('REFUSE'),
  withdrawAccess: decision('WITHDRAW'),
  revokeGrant: mutation<DecisionInput>(async (input, { store }) => ({
    grant: await store.revokeGrant(input.id, callOf(input)),
  })),
  requestCorrection: mutation<CorrectionInput>(async (input, { store }) => {
    if (!COORDINATE.test(input.field)) {
      throw new HubError('HUB_BAD_REQUEST', 'field: write a type and its field, e.g. CourtCase.filedAt', {
        field: 'field',
      });
    }
    const { recordId, field } = input;
    const proposed = required(input.proposed, 'proposed', LONGEST_TEXT);
    return { correction: await store.requestCorrection({ recordId, field, proposed }, callOf(input)) };
  }),
  answerCorrection: mutation<AnswerInput>(async ({ clientMutationId, id, corrected, answer }, { store }) => {
    const call = { clientMutationId, reason: required(answer, 'answer', LONGEST_TEXT) };
    return { correction: await store.answerCorrection(id, corrected, call) };
  }),
  breakGlass: mutation<BreakGlassInput>(async (input, { store }) => {
    const { minutes } = input;
    if (minutes < 1 || minutes > LONGEST_MINUTES) {
      throw new HubError('HUB_BAD_REQUEST', `minutes: write 1 to ${LONGEST_MINUTES}`, { field: 'minutes' });
    }
    const caseNumber = required(input.caseNumber, 'caseNumber', LONGEST_NAME);
    return { breakGlass: await store.breakGlass(nameOf(input), caseNumber, minutes, callOf(input)) };
  }),
  reviewBreakGlass: mutation<ReviewInput>(async (input, { store }) => ({
    breakGlass: await store.reviewBreakGlass(input.id, input.justified, callOf(input)),
  })),
};

function callOf({ clientMutationId, reason }: CallInput): Call {
  return { clientMutationId, reason: required(reason, 'reason', LONGEST_TEXT) };
}

function askedIn(input: ApplyInput, now: Date): ApplicationDoc['asked'] {
  const { rows, levels, rights, purposes, actor = null } = input;
  const parsed = GrantScopeSchema.safeParse({
    dataset: datasetOf(input.dataset),
    rows: Object.fromEntries(Object.entries(rows ?? {}).filter(([, value]) => value !== undefined)),
    levels: Object.fromEntries((levels ?? []).map(({ kind, level }) => [kind, level])),
    rights: rights ?? [],
    purposes,
  });
  if (!parsed.success) {
    throw new HubError('HUB_BAD_REQUEST', `input: ${z.prettifyError(parsed.error)}`, { field: 'input' });
  }
  const validFrom = toUtcInstant(input.validFrom ?? now.toISOString());
  const validTo = toUtcInstant(input.validTo);
  const longest = Math.max(now.getTime(), Date.parse(validFrom)) + LONGEST_TERM_MS;
  if (validTo <= validFrom || Date.parse(validTo) <= now.getTime() || Date.parse(validTo) > longest) {
    throw new HubError('HUB_BAD_REQUEST', 'validTo: write a time after validFrom, at most two years ahead', {
      field: 'validTo',
    });
  }
  return { ...parsed.data, actor, validFrom, validTo };
}
