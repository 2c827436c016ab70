import type { ColourDecision, DisputeRisk, RiskAssessment } from '../../../schema/canonical/risk.ts';

/**
 * The latest decision of people about a dispute that is in force at a moment: not cleared by a later one, and not over. Of a dispute that absorbed
 * others their decisions are among those given: the latest of all holds.
 */
export function decisionInForce(decisions: readonly ColourDecision[], asOf: string): ColourDecision | null {
  const [latest] = [...decisions].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1),
  );
  if (latest === undefined || latest.kind === 'CLEAR') return null;
  const isOver = latest.expiresAt !== null && Date.parse(latest.expiresAt) <= Date.parse(asOf);
  return isOver ? null : latest;
}

/** What holds for a dispute: the machine's assessment, under a person's decision while one is in force. `before`: what held until now. */
export function riskOf(
  assessment: RiskAssessment,
  decision: ColourDecision | null,
  before: DisputeRisk | null,
): DisputeRisk {
  const { score, colour: machineColour, factors, ruleVersion, asOf, nextAt } = assessment;
  const colour = decision?.colour ?? machineColour;
  return {
    score,
    colour,
    machineColour,
    confirmed: decision?.kind === 'CONFIRM',
    factors,
    ruleVersion,
    asOf,
    nextAt: earlier(nextAt, decision?.expiresAt ?? null),
    since: before !== null && before.colour === colour ? before.since : asOf,
    decision,
  };
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a === null ? toUtc(b) : a;
  return Date.parse(a) <= Date.parse(b) ? a : toUtc(b);
}

/** People write expiries with whatever offset; `nextAt` is compared as text. */
function toUtc(moment: string | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}
