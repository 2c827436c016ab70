import { HubError } from '../canonical/hub-error.ts';
import type { ColourDecision } from '../canonical/risk.ts';
import { colourDecided, colourDecisionIdOf, type ColourRequest } from '../risk/colour-request.ts';
import { COLOUR_DECISIONS, COLOURS } from '../vocabulary/risk-terms.ts';
import { plainStep, type Step } from './dispute-move.ts';
import { followMerges, nameOf, noSuchDispute, type NamedDispute } from './follow-merges.ts';
import type { ColourDecisionDoc, DisputeDoc } from './documents.ts';
import type { Store } from './models.ts';
import { coloursOf } from '../risk/colours-of-rules.ts';
import { riskRulesInForce } from './keeping-risk-rules.ts';
import { scoreMark } from './score-mark.ts';
import { inserting, storing } from './store-fault.ts';
import { inTurn } from './turns.ts';

export interface ColourToDecide {
  readonly store: Store;
  /** What the decider may reach, as a filter on `disputes`. */
  readonly scope: Readonly<Record<string, unknown>>;
  readonly dispute: NamedDispute;
  readonly request: ColourRequest;
  readonly now: () => Date;
  readonly step?: Step;
}

export interface ColourDecided {
  readonly decision: ColourDecision;
  /** True when the same call had been made before. */
  readonly repeated: boolean;
}

/** Rows of `decisions` that people wrote about colours. */
export const COLOUR_DECISION_KINDS = COLOUR_DECISIONS.map((kind) => `COLOUR_${kind}` as const);

/**
 * Keeps what a person decided about the colour of a dispute, for ever, and marks the dispute so that whoever scores applies it. A merged dispute
 * hands over to its survivor. The row's id is that of the call, so that the same call again is the same row: it marks the dispute once more, because
 * a crash may have come between row and mark.
 * @throws HubError HUB_NOT_FOUND; HUB_IDEMPOTENCY_MISMATCH when the call was used for something else; what `colourDecided` throws;
 * HUB_STORE_UNAVAILABLE: with the same `clientMutationId` it can be sent again.
 */
export function decideColour(asked: ColourToDecide): Promise<ColourDecided> {
  return inTurn(asked.store, `colour:${nameOf(asked.dispute)}`, () => decideInTurn(asked));
}

/** A row of `decisions` as what it says. */
export function colourDecisionOf({ _id, kind, ...rest }: ColourDecisionDoc): ColourDecision {
  return { id: _id, kind: kind.slice('COLOUR_'.length) as ColourDecision['kind'], ...rest };
}

async function decideInTurn(asked: ColourToDecide): Promise<ColourDecided> {
  const { store, request, now } = asked;
  const step = asked.step ?? plainStep;
  const dispute = await step('read', () => standing(asked));
  const id = colourDecisionIdOf(request.by.partner, request.clientMutationId);
  const known = await step('known', () => rowOf(store, id));
  if (known !== null) return repeated(asked, known);
  const at = timeAfter(await step('last', () => lastOf(store, dispute._id)), now());
  const rules = await step('rules', () => riskRulesInForce(store));
  const colours = rules === null ? COLOURS : coloursOf(rules.thresholds);
  const document: ColourDecisionDoc = {
    _id: id,
    kind: `COLOUR_${request.kind}`,
    disputeId: dispute._id,
    colour: colourDecided(dispute.risk ?? null, request, at, colours),
    reason: request.reason,
    expiresAt: request.expiresAt,
    partner: request.by.partner,
    actor: request.by.actor,
    at,
    clientMutationId: request.clientMutationId,
    inputHash: request.inputHash,
  };
  const there = await step('decide', () =>
    inserting(
      store.colourDecisions.collection.bulkWrite([{ insertOne: { document } }] as never, { ordered: false }),
    ),
  );
  if (there.length > 0) {
    // Another process took the same call at the same moment.
    const first = await step('known', () => rowOf(store, id));
    if (first !== null) return repeated(asked, first);
  }
  await step('mark', () => mark(asked, dispute._id));
  return { decision: colourDecisionOf(document), repeated: false };
}

async function repeated(asked: ColourToDecide, row: ColourDecisionDoc): Promise<ColourDecided> {
  const { clientMutationId, inputHash } = asked.request;
  if (row.inputHash !== inputHash) {
    throw new HubError(
      'HUB_IDEMPOTENCY_MISMATCH',
      `clientMutationId: "${clientMutationId}" was used at ${row.at} for something else (${row.kind}, ${row._id}); give every call a text of its own`,
      { field: 'clientMutationId' },
    );
  }
  await mark(asked, row.disputeId);
  return { decision: colourDecisionOf(row), repeated: true };
}

function rowOf(store: Store, id: string): Promise<ColourDecisionDoc | null> {
  return storing(
    store.colourDecisions.findOne({ _id: id }).readConcern('majority').lean<ColourDecisionDoc>().exec(),
  );
}

function lastOf(store: Store, disputeId: string): Promise<ColourDecisionDoc | null> {
  return storing(
    store.colourDecisions
      .findOne({ disputeId, kind: { $in: COLOUR_DECISION_KINDS } })
      .sort({ at: -1 })
      .lean<ColourDecisionDoc>()
      .exec(),
  );
}

/** Later than the one before, also when clocks differ, so that the last one is the latest. */
function timeAfter(last: ColourDecisionDoc | null, now: Date): string {
  const earliest = last === null ? 0 : Date.parse(last.at) + 1;
  return new Date(Math.max(now.getTime(), earliest)).toISOString();
}

/** `rev` goes up so that a scorer who has read the decisions before this one does not take the mark away. */
async function mark({ store, now }: ColourToDecide, disputeId: string): Promise<void> {
  await storing(
    store.disputes.collection.updateOne(
      { _id: disputeId as never },
      {
        $set: { scoreDue: scoreMark(now()) },
        $inc: { rev: 1 },
      },
    ),
  );
}

/** The dispute that stands for the one that is meant. */
async function standing({ store, scope, dispute }: ColourToDecide): Promise<DisputeDoc> {
  const read = (wanted: object): Promise<DisputeDoc | null> =>
    storing(
      store.disputes
        .findOne({ $and: [scope, wanted] })
        .readConcern('majority')
        .lean<DisputeDoc>()
        .exec(),
    );
  const found = await followMerges(dispute, read);
  if (found === null) throw noSuchDispute(dispute);
  return found;
}
