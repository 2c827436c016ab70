import { coloursOf } from '../../../../schema/risk/colours-of-rules.ts';
import type { RiskRulesDoc } from '../../../../schema/store/risk-rules.ts';
import { COLOUR_LABELS, type Colour } from '../../../../schema/vocabulary/risk-terms.ts';
import type { DisputesContext } from '../loaders.ts';

export const RISK_QUERIES = {
  riskRules: (_: unknown, __: unknown, context: DisputesContext): Promise<RiskRulesDoc | null> =>
    context.store.riskRules(),
};

/** `type ColourThreshold`. */
interface Threshold {
  readonly colour: Colour;
  readonly fromScore: number;
}

export const RISK_RULES_TYPES = {
  RiskRules: {
    colours: (rules: RiskRulesDoc): readonly Threshold[] =>
      coloursOf(rules.thresholds).map((colour) => ({ colour, fromScore: rules.thresholds[colour] ?? 0 })),
    repeatCallerDays: ({ repeatCaller }: RiskRulesDoc) => repeatCaller.days,
    repeatCallerContacts: ({ repeatCaller }: RiskRulesDoc) => repeatCaller.contacts,
  },
  ColourThreshold: {
    colourTerm: ({ colour }: Threshold) => ({ code: colour, label: COLOUR_LABELS[colour] }),
  },
};
