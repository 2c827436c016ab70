import type { Dispute } from '../../schema/canonical/dispute.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { DisputeRisk } from '../../schema/canonical/risk.ts';
import type { GuardedUpdate, Sized } from '../../schema/store/bulk-command.ts';
import type { RiskDoc } from '../../schema/store/event-log.ts';
import type { DisputeDoc, RiskColourDoc } from '../../schema/store/documents.ts';
import { assess } from '../stages/score/assess.ts';
import { mintEvents } from '../stages/score/mint-events.ts';
import { decisionInForce, riskOf } from '../stages/score/risk-of.ts';
import type { RiskRules } from '../stages/score/rules.ts';
import type { ToScore } from './score-reads.ts';

/** One dispute as scored, with the document to be written for it. */
export interface ScoredWrite {
  readonly dispute: Dispute;
  readonly mark: DisputeDoc['scoreDue'] | null;
  readonly known: RiskDoc | null;
  readonly document: RiskDoc;
}

/** Pure: what holds for a dispute as of one moment; null when it does not stand. */
export function riskFor(
  { dispute, records, earlierCalls, decisions, known }: ToScore,
  rules: RiskRules,
  asOf: string,
): DisputeRisk | null {
  if (dispute.state !== 'ACTIVE') return null;
  const before = known?.risk ?? null;
  const input = { dispute, records, earlierCalls, before: before?.machineColour ?? null };
  const assessment = assess(input, rules, asOf);
  return riskOf(assessment, decisionInForce(decisions, assessment.asOf), before);
}

/** Pure: what is to be written for a dispute that was read, as of one moment. `at`: when it is written. */
export function scoredWrite(
  toScore: ToScore,
  rules: RiskRules,
  asOf: string,
  at: string,
  by: string,
): ScoredWrite {
  const { dispute, mark, records, known } = toScore;
  const risk = riskFor(toScore, rules, asOf);
  const { events, seen } = mintEvents({
    dispute,
    records,
    seen: known?.seen ?? null,
    riskBefore: known?.risk ?? null,
    risk,
    seq: known?.seq ?? 0,
    repeatCaller: rules.repeatCaller,
    at,
  });
  const document: RiskDoc = {
    _id: dispute.id,
    rev: (known?.rev ?? 0) + 1,
    seq: (known?.seq ?? 0) + events.length,
    seen,
    by,
    risk,
    outbox: [...(known?.outbox ?? []), ...events],
  };
  return { dispute, mark, known, document };
}

/** The write for a dispute that was scored before, under compare-and-set. */
export function replacement({ known, document }: ScoredWrite): Sized<GuardedUpdate> {
  const { _id, outbox, ...fields } = document;
  // Events that were there may have been published since: only new ones are added.
  const fresh = outbox.slice(known?.outbox.length ?? 0);
  const added = fresh.length === 0 ? {} : { $push: { outbox: { $each: fresh } } };
  return {
    bytes: sizeOf(document),
    write: { q: { _id, rev: known?.rev }, u: { $set: fields, ...added }, upsert: false },
  };
}

/** About how many bytes a risk has. */
export const RISK_BYTES = 12_000;
/** An event, or a record that was seen. */
const PART_BYTES = 2_000;

/** About how many bytes the document has. */
export function sizeOf({ outbox, seen }: RiskDoc): number {
  return RISK_BYTES + PART_BYTES * outbox.length + 100 * seen.recordIds.length;
}

/** The row of `decisions` for a colour that is about to change; null when it does not. */
export function colourRowOf({ dispute, known, document }: ScoredWrite, at: string): RiskColourDoc | null {
  const { risk } = document;
  const from = known?.risk?.colour ?? null;
  // Every dispute begins GREEN: that says nothing.
  if (risk === null || risk.colour === (from ?? 'GREEN')) return null;
  const { score, colour: to, asOf, ruleVersion } = risk;
  const seq = known?.seq ?? 0;
  return {
    _id: `risk:${dispute.id}:${digest(String(seq), String(known?.rev ?? 0), to, asOf).slice(0, 16)}`,
    kind: 'RISK_COLOUR',
    disputeId: dispute.id,
    seq,
    score,
    from,
    to,
    asOf,
    ruleVersion,
    at,
  };
}
