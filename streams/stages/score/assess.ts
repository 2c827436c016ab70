import type { CanonicalRecord } from '../../../schema/canonical/record.ts';
import type { RiskAssessment, RiskEvidence } from '../../../schema/canonical/risk.ts';
import { RISK_FACTORS } from '../../../schema/vocabulary/risk-terms.ts';
import { colourOf } from './colour.ts';
import { FACTORS } from './factors/registry.ts';
import type { RiskRules } from './rules.ts';
import type { ScoreInput } from './score-input.ts';

/** Most pieces of evidence a factor keeps, the earliest: a group quarrel has hundreds of records, and each dispute carries its own. */
const EVIDENCE_KEPT = 20;
const MOST = 100;

/**
 * Scores a dispute as it stands at `asOf` (RFC 3339). It is the same, but for `asOf`, at every moment from there up to `nextAt`. The order of
 * records plays no part.
 */
export function assess(input: ScoreInput, rules: RiskRules, asOf: string): RiskAssessment {
  const now = Date.parse(asOf);
  const records = input.records.filter(({ state }) => state === 'ACTIVE').sort(byReport);
  const found = RISK_FACTORS.map((name) => ({
    name,
    ...FACTORS[name]({ ...input, records, rules: rules.factors, now }),
  }));
  const score = Math.min(
    MOST,
    found.reduce((sum, { points }) => sum + points, 0),
  );
  const next = Math.min(...found.flatMap(({ changes = [] }) => changes).filter((moment) => moment > now));
  return {
    score,
    colour: colourOf(score, input.before, rules),
    factors: found
      .map(({ name, value, unit, points, note, evidence }) => ({
        name,
        value,
        unit,
        points,
        note,
        evidence: distinct(evidence).slice(0, EVIDENCE_KEPT),
        ruleVersion: rules.version,
      }))
      .sort((a, b) => b.points - a.points),
    ruleVersion: rules.version,
    asOf: new Date(now).toISOString(),
    nextAt: Number.isFinite(next) ? new Date(next).toISOString() : null,
  };
}

function byReport(a: CanonicalRecord, b: CanonicalRecord): number {
  return Date.parse(a.reportedAt) - Date.parse(b.reportedAt) || (a.id < b.id ? -1 : 1);
}

function distinct(evidence: readonly RiskEvidence[]): RiskEvidence[] {
  return [...new Map(evidence.map((one) => [`${one.recordId}|${one.words ?? ''}`, one])).values()];
}
