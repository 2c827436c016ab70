import { colourDecision, colourRow, hotSpot, risk } from '../../gateway/subgraphs/testing/full-risk.ts';
import type { ColourDecision, DisputeRisk } from '../../schema/canonical/risk.ts';
import type { ColourDecisionDoc, DisputeDoc, HotSpotDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { COLOURS, RISK_FACTORS } from '../../schema/vocabulary/risk-terms.ts';
import { momentOf as at, type Seeded } from './seeded.ts';

const HOT_SPOTS = 8;

/** Sometimes the risk of a dispute, with a person's decision in some. */
export function riskOf({ _id, members }: DisputeDoc, random: Seeded): DisputeRisk | undefined {
  if (random.chance(0.25)) return undefined;
  const machineColour = random.pick(COLOURS);
  const decision = random.chance(0.4) ? decisionOf(_id, random) : null;
  return risk({
    // Few values, so that pages end among equal ones.
    score: random.int(1, 6) * 15.5,
    colour: decision?.colour ?? machineColour,
    machineColour,
    confirmed: decision?.kind === 'COLOUR_CONFIRM',
    factors: random.some(RISK_FACTORS, random.int(0, 3)).map((name) => ({
      name,
      value: random.int(1, 9),
      unit: '次',
      points: random.int(0, 30) / 2,
      note: '多次反映',
      evidence: random.some(members, 2).map(({ recordId, feed }) => ({
        recordId,
        feed,
        words: random.chance(0.5) ? '要动刀' : null,
      })),
      ruleVersion: 'risk-test-1',
    })),
    asOf: at(random),
    nextAt: random.chance(0.5) ? at(random) : null,
    since: at(random),
    decision: decision === null ? null : viewOf(decision),
  });
}

function decisionOf(disputeId: string, random: Seeded): ColourDecisionDoc {
  const kind = random.pick(['CONFIRM', 'RAISE', 'LOWER'] as const);
  return colourDecision(disputeId, kind, { colour: random.pick(COLOURS), at: at(random) });
}

function viewOf({ _id, kind, ...rest }: ColourDecisionDoc): ColourDecision {
  return { id: _id, kind: kind.slice('COLOUR_'.length) as ColourDecision['kind'], ...rest };
}

/** Fills a store with how the colours of disputes came to be, and with hot spots around them, which it answers. */
export async function fillRisk(
  store: Store,
  disputes: readonly DisputeDoc[],
  random: Seeded,
): Promise<readonly HotSpotDoc[]> {
  const rows = disputes.flatMap(({ _id }) => [
    ...Array.from({ length: random.int(0, 4) }, (_, index) =>
      colourRow(_id, index + 1, {
        from: index === 0 ? null : random.pick(COLOURS),
        to: random.pick(COLOURS),
        at: at(random),
      }),
    ),
    ...random
      .some(['CONFIRM', 'RAISE', 'LOWER', 'CLEAR'] as const, random.int(0, 3))
      .map((kind) => colourDecision(_id, kind, { at: at(random) })),
  ]);
  await store.decisions.collection.insertMany(rows as never[]);
  const hotSpots = Array.from({ length: HOT_SPOTS }, (_, number) =>
    hotSpot(
      String(number),
      random.some(disputes, random.int(0, 6)).map(({ _id }) => _id),
      {
        level: random.pick(['STREET', 'COUNTY']),
        regionCode: random.pick(['320612', '320685102', '990000']),
        category: random.pick(['0402', '1101', '9999']),
        provisional: random.chance(0.3),
        openedOn: `2026-11-0${random.int(1, 3)}`,
        ...(random.chance(0.5) ? {} : { state: 'CLOSED', closedOn: '2026-11-20' }),
        told: random.chance(0.5) ? [] : [{ to: 'duty-webhook', at: at(random) }],
      },
    ),
  );
  await store.hotSpots.collection.insertMany(hotSpots as never[]);
  return hotSpots;
}
