import { canonicalJson } from '../../../../schema/canonical/canonical-json.ts';
import { toUtcInstant } from '../../../../schema/canonical/date-time.ts';
import { HubError } from '../../../../schema/canonical/hub-error.ts';
import { digest } from '../../../../schema/canonical/ids.ts';
import type { ColourDecision } from '../../../../schema/canonical/risk.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import type { Colour, ColourDecisionKind } from '../../../../schema/vocabulary/risk-terms.ts';
import { survivorOf } from '../dispute-roots.ts';
import type { DisputesContext } from '../loaders.ts';
import { nameOf, required, type NamedDispute } from '../../kit/mutation-input.ts';
import { whenScored } from './when-scored.ts';

/** What all these mutations are given; CONFIRM and CLEAR without a colour, CLEAR without an expiry. */
interface ColourInput extends NamedDispute {
  readonly clientMutationId: string;
  readonly colour?: Colour;
  readonly reason: string;
  readonly expiresAt?: string | null;
}

/** `type ColourDecisionPayload`. */
interface ColourPayload {
  readonly clientMutationId: string;
  readonly decision: ColourDecision;
  readonly applied: boolean;
  readonly message: string;
  readonly dispute: DisputeDoc;
}

type ColourMutation = (
  parent: unknown,
  args: { readonly input: ColourInput },
  context: DisputesContext,
) => Promise<ColourPayload>;

const LONGEST_CALL_ID = 200;
const LONGEST_REASON = 2_000;

/** What people decide about colours. */
export const COLOUR_MUTATIONS = {
  confirmColour: deciding('CONFIRM'),
  raiseColour: deciding('RAISE'),
  lowerColour: deciding('LOWER'),
  clearColourDecision: deciding('CLEAR'),
};

function deciding(kind: ColourDecisionKind): ColourMutation {
  return (_, { input }, context) => decide(kind, input, context);
}

/** Keeps a decision, waits until it was applied, and answers what came of it. The same call again answers the same and decides nothing. */
async function decide(
  kind: ColourDecisionKind,
  input: ColourInput,
  context: DisputesContext,
): Promise<ColourPayload> {
  const { clientMutationId: call, ...asked } = input;
  const name = nameOf(input);
  const clientMutationId = required(call, 'clientMutationId', LONGEST_CALL_ID);
  const reason = required(input.reason, 'reason', LONGEST_REASON);
  const { decision } = await context.store.decideColour(name, {
    kind,
    colour: input.colour ?? null,
    reason,
    expiresAt: input.expiresAt == null ? null : toUtcInstant(input.expiresAt),
    clientMutationId,
    inputHash: digest('colour-decision', kind, canonicalJson(asked)),
  });
  const { dispute: decidedOn, applied } = await whenScored(decision, context.store);
  // What this request has read before is of before.
  context.loaders.disputeById.clearAll();
  context.loaders.disputeByCode.clearAll();
  const dispute = decidedOn === null ? null : await survivorOf(decidedOn, context);
  if (dispute === null) {
    throw new HubError('HUB_NOT_FOUND', `dispute ${decision.disputeId} is not there for you any more`);
  }
  return { clientMutationId, decision, applied, message: messageOf(dispute, applied), dispute };
}

function messageOf({ code, risk }: DisputeDoc, applied: boolean): string {
  const colour = risk?.colour ?? 'no colour';
  return applied
    ? `Applied: ${colour} holds for ${code} (已落实).`
    : `Kept, but not applied within 5 s: it will be. ${colour} holds for ${code} until then (已记录，待落实).`;
}
