import type { Colour } from '../vocabulary/risk-terms.ts';

/** The rules by which the pipeline scores, as it told when it started. One document. */
export interface RiskRulesDoc {
  _id: 'current';
  version: string;
  /** Score from which each colour holds, 0 to 100; a colour that the rules do not have is missing. */
  thresholds: Partial<Record<Colour, number>>;
  /** Points below its threshold at which a colour is given up. */
  margin: number;
  repeatCaller: { days: number; contacts: number };
  /** The whole of the rules, YAML. */
  text: string;
  /** Since when a pipeline scores by them, UTC. */
  since: string;
}
