import type { Dispute } from '../../../schema/canonical/dispute.ts';
import type { CanonicalRecord } from '../../../schema/canonical/record.ts';
import type { RiskEvidence, RiskFactor } from '../../../schema/canonical/risk.ts';
import type { Colour } from '../../../schema/vocabulary/risk-terms.ts';
import type { RiskRules } from './rules.ts';

/** All that a score depends on beside the rules and the moment. */
export interface ScoreInput {
  readonly dispute: Dispute;
  /** Records of the dispute; those withdrawn count for nothing. */
  readonly records: readonly CanonicalRecord[];
  /** Police records of other disputes between the same parties. */
  readonly earlierCalls: readonly { readonly recordId: string; readonly reportedAt: string }[];
  /** The machine's colour before, for hysteresis; null when it was never scored. */
  readonly before: Colour | null;
}

/** What a factor looks at. */
export interface FactorInput extends ScoreInput {
  /** ACTIVE ones, by time of report. */
  readonly records: readonly CanonicalRecord[];
  readonly rules: RiskRules['factors'];
  /** Milliseconds. */
  readonly now: number;
}

export interface Finding extends Pick<RiskFactor, 'value' | 'unit' | 'points' | 'note'> {
  readonly evidence: readonly RiskEvidence[];
  /** Milliseconds: moments at which it may become another by itself; those not after `now` are ignored. */
  readonly changes?: readonly number[];
}

export type Factor = (input: FactorInput) => Finding;

/** A record as evidence, as a whole or by words of it. */
export function evidenceOf({ id, feed }: CanonicalRecord, words: string | null = null): RiskEvidence {
  return { recordId: id, feed, words };
}
