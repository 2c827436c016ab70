import { COLOURS, type Colour } from '../vocabulary/risk-terms.ts';

/** The colours that have a threshold, calm to grave. */
export function coloursOf(thresholds: Partial<Record<Colour, number>>): readonly Colour[] {
  return COLOURS.filter((colour) => thresholds[colour] !== undefined);
}
