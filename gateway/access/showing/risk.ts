import type { DisputeRisk, RiskFactor } from '../../../schema/canonical/risk.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import type { Shown } from './context.ts';
import { whenAsked } from './when-asked.ts';

/** @param ofFeed what a record of this feed is shown by */
export function showRisk(risk: DisputeRisk, shown: Shown, ofFeed: (feed: FeedName) => Shown): DisputeRisk {
  const { factors, decision } = risk;
  return whenAsked(risk, {
    factors: () => showFactors(factors, shown, ofFeed),
    // Null where texts are withheld: the graph says so.
    decision: () =>
      decision === null ? null : { ...decision, reason: shown.text(decision.reason) as string },
  });
}

/** Words are quoted from records, so they are shown as these are. Of money only what an amount shows is told. */
export function showFactors(
  factors: readonly RiskFactor[],
  shown: Shown,
  ofFeed: (feed: FeedName) => Shown,
): RiskFactor[] {
  return factors.map((factor) => ({
    ...factor,
    ...(factor.name === 'AMOUNT' ? amountOf(factor, shown) : {}),
    evidence: factor.evidence.map((piece) => ({ ...piece, words: ofFeed(piece.feed).text(piece.words) })),
  }));
}

const FEN = 100;

function amountOf({ value, note }: RiskFactor, shown: Shown): Pick<RiskFactor, 'value' | 'note'> {
  const fen = Math.round(value * FEN);
  const told = shown.value('AMOUNT', fen);
  if (told === fen) return { value, note };
  // No number at all would break the sum of the points, which says as much as a level of amounts.
  return told === null
    ? { value: 0, note: '涉案金额不公开' }
    : { value: told / FEN, note: `涉案金额${told / FEN}元起` };
}
