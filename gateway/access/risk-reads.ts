import type { ColourDecisionDoc, RiskColourDoc } from '../../schema/store/documents.ts';
import type { RiskRulesDoc } from '../../schema/store/risk-rules.ts';
import { afterFilter, allOf, keysetSort, type Filter, type KeysetPosition } from './criteria.ts';
import type { Reader } from './reader.ts';

/** One step on the way of a dispute's colour: what a machine found, or what a person decided. */
export type ColourStepDoc = RiskColourDoc | ColourDecisionDoc;

export interface ColourHistoryQuery {
  readonly disputeId: string;
  readonly after: KeysetPosition | null;
  readonly limit: number;
}

/** Reads of how the colours of disputes came to be. */
export interface RiskReads {
  /** Several pages in one read, at most `MOST_PAGES`: the latest first, then by id. */
  colourHistoryPages(queries: readonly ColourHistoryQuery[]): Promise<readonly (readonly ColourStepDoc[])[]>;
  countColourHistoryEach(disputeIds: readonly string[], upTo: number): Promise<readonly number[]>;
  /** The rules that the pipeline scores by; null before the first one has started. */
  riskRules(): Promise<RiskRulesDoc | null>;
}

const STEP_KINDS: readonly ColourStepDoc['kind'][] = [
  'RISK_COLOUR',
  'COLOUR_CONFIRM',
  'COLOUR_RAISE',
  'COLOUR_LOWER',
  'COLOUR_CLEAR',
];

export function riskReads(reader: Reader): RiskReads {
  return {
    colourHistoryPages: (queries) =>
      reader.findEach(
        'colourDecisions',
        queries.map(({ disputeId, after, limit }) => ({
          filter: allOf([stepsOf(disputeId), ...afterFilter('at', 'DESC', after)]),
          sort: keysetSort('at', 'DESC'),
          limit,
        })),
      ),
    countColourHistoryEach: (disputeIds, upTo) =>
      reader.countEach('colourDecisions', disputeIds.map(stepsOf), upTo),
    riskRules: async () => (await reader.find('riskRules', { _id: 'current' }, { limit: 1 }))[0] ?? null,
  };
}

/** Other decisions share the collection. */
function stepsOf(disputeId: string): Filter {
  return { disputeId, kind: { $in: STEP_KINDS } };
}
