import { COLOURS, type Colour } from '../../../schema/vocabulary/risk-terms.ts';
import type { RiskRules } from './rules.ts';

/**
 * Colour of a score. It rises at a threshold and falls only when the score is `margin` below it, so that a score that moves about a threshold
 * does not change its colour each time. A colour before that the rules know no more is held like the next lower one.
 */
export function colourOf(
  score: number,
  before: Colour | null,
  { colours, margin }: Pick<RiskRules, 'colours' | 'margin'>,
): Colour {
  const held = before === null ? -1 : COLOURS.indexOf(before);
  return (
    COLOURS.findLast((colour, rank) => {
      const from = colours[colour];
      return from !== undefined && score >= (rank <= held ? from - margin : from);
    }) ?? 'GREEN'
  );
}
