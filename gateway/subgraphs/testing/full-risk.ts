import type { ColourDecision, DisputeRisk } from '../../../schema/canonical/risk.ts';
import { colourDecisionIdOf } from '../../../schema/risk/colour-request.ts';
import type {
  ColourDecisionDoc,
  HotSpotDoc,
  RecordDoc,
  RiskColourDoc,
} from '../../../schema/store/documents.ts';
import type { Store } from '../../../schema/store/models.ts';

const AT = '2026-11-25T04:30:00.000Z';

/** A risk as a scorer leaves it in a dispute; what is not given is a YELLOW of 40 points without factors. */
export function risk(given: Partial<DisputeRisk> = {}): DisputeRisk {
  return {
    score: 40,
    colour: 'YELLOW',
    machineColour: 'YELLOW',
    confirmed: false,
    factors: [],
    ruleVersion: 'risk-test-1',
    asOf: AT,
    nextAt: null,
    since: AT,
    decision: null,
    ...given,
  };
}

/** A row in which a machine's colour of a dispute is kept. */
export function colourRow(disputeId: string, seq: number, given: Partial<RiskColourDoc> = {}): RiskColourDoc {
  return {
    _id: `risk-colour:${disputeId}:${seq}`,
    kind: 'RISK_COLOUR',
    disputeId,
    seq,
    score: 40,
    from: null,
    to: 'YELLOW',
    asOf: AT,
    ruleVersion: 'risk-test-1',
    at: AT,
    ...given,
  };
}

/** A row in which a person's decision about a dispute's colour is kept. */
export function colourDecision(
  disputeId: string,
  kind: ColourDecision['kind'],
  given: Partial<ColourDecisionDoc> = {},
): ColourDecisionDoc {
  const clientMutationId = given.clientMutationId ?? `${kind}-${disputeId}`;
  return {
    _id: colourDecisionIdOf('police', clientMutationId),
    kind: `COLOUR_${kind}`,
    disputeId,
    colour: kind === 'CLEAR' ? null : 'RED',
    reason: '研判后认定',
    expiresAt: kind === 'RAISE' || kind === 'LOWER' ? '2026-12-25T04:30:00.000Z' : null,
    partner: 'police',
    actor: 'duty@police',
    at: '2026-11-25T05:00:00.000Z',
    clientMutationId,
    inputHash: 'a'.repeat(64),
    ...given,
  };
}

/** A hot spot of these disputes. */
export function hotSpot(
  id: string,
  disputeIds: readonly string[],
  given: Partial<HotSpotDoc> = {},
): HotSpotDoc {
  return {
    _id: `hotspot-${id}`,
    level: 'STREET',
    regionCode: '320612003',
    category: '0402',
    state: 'OPEN',
    provisional: false,
    openedOn: '2026-11-24',
    lastDay: '2026-11-26',
    closedOn: null,
    count: 9,
    baseline: 1.5,
    score: 4.2,
    threshold: 3.1,
    disputeIds: [...disputeIds],
    told: [],
    ruleVersion: 'area-test-1',
    updatedAt: '2026-11-26T18:00:00.000Z',
    rev: 1,
    seq: 1,
    lastAlarmOn: '2026-11-26',
    outbox: [],
    ...given,
  };
}

interface FullRisk {
  readonly risk: DisputeRisk;
  readonly rows: readonly (RiskColourDoc | ColourDecisionDoc)[];
  readonly hotSpots: readonly HotSpotDoc[];
}

/** A risk in which every field has a value, how it came to be, and hot spots around the dispute. */
export function fullRisk(disputeId: string, recordWithThreat: RecordDoc): FullRisk {
  const raised = colourDecision(disputeId, 'RAISE');
  const { _id: id, ...decided } = raised;
  const held = risk({
    score: 46,
    colour: 'RED',
    nextAt: '2026-12-01T05:00:00.000Z',
    since: raised.at,
    decision: { ...decided, id, kind: 'RAISE' },
    factors: [
      {
        name: 'THREAT_WORDS',
        value: 1,
        unit: '处',
        points: 30,
        note: '言辞含有威胁',
        evidence: [{ recordId: recordWithThreat._id, feed: recordWithThreat.feed, words: '要动刀' }],
        ruleVersion: 'risk-test-1',
      },
    ],
  });
  return {
    risk: held,
    rows: [
      colourRow(disputeId, 1),
      raised,
      colourRow(disputeId, 2, { from: 'YELLOW', to: 'RED', score: 46, at: '2026-11-25T05:00:00.100Z' }),
    ],
    hotSpots: [
      hotSpot('full', [disputeId], {
        state: 'CLOSED',
        closedOn: '2026-11-27',
        told: [{ to: 'duty-webhook', at: '2026-11-24T18:00:01.000Z' }],
      }),
    ],
  };
}

export async function storeRisk(store: Store, { rows, hotSpots }: FullRisk): Promise<void> {
  await store.decisions.collection.insertMany([...rows] as never[]);
  await store.hotSpots.insertMany([...hotSpots]);
}
