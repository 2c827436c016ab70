import { readFileSync } from 'node:fs';
import type { Dispute } from '../../schema/canonical/dispute.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { readRiskRules } from '../stages/score/rules.ts';
import type { ScoreInput } from '../stages/score/score-input.ts';

export const RULES_TEXT = readFileSync(
  new URL('../stages/score/rules/default.yaml', import.meta.url),
  'utf8',
);
export const RULES = readRiskRules(RULES_TEXT);

/** A dispute of these records as far as scoring looks at it, not handled by anybody. */
export function scoredDispute(records: readonly CanonicalRecord[], given: Partial<Dispute> = {}): Dispute {
  return {
    id: 'dispute-scored',
    code: 'T-320612-261124-K7QF27',
    rev: 0,
    foundingKey: '2026-11-24T02:00:00.000Z|record',
    state: 'ACTIVE',
    mergedInto: null,
    absorbing: [],
    members: records.map(({ id, feed }) => ({
      recordId: id,
      feed,
      rule: 'FOUNDER',
      linkedTo: null,
      state: 'ACTIVE',
      linkedAt: '2026-11-24T02:00:00.000Z',
    })),
    recurrences: [],
    feeds: [...new Set(records.map(({ feed }) => feed))],
    title: '邻里纠纷',
    category: '02',
    regionCode: '320612',
    address: null,
    parties: [],
    amountFen: null,
    sensitivity: 'NORMAL',
    openedAt: '2026-11-24T02:00:00.000Z',
    lastActivityAt: '2026-11-24T02:00:00.000Z',
    workflow: null,
    outbox: [],
    ...given,
  };
}

export function scoreInput(records: readonly CanonicalRecord[], given: Partial<ScoreInput> = {}): ScoreInput {
  return { dispute: scoredDispute(records), records, earlierCalls: [], before: null, ...given };
}
