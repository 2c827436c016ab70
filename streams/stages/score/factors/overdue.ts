import { stepOf } from '../rules.ts';
import type { Factor } from '../score-input.ts';

const HOUR_MS = 3_600_000;

/**
 * Past its due time (逾期), by the clock: needs no record or move. The value is the hours of the step that is reached, so that it stays the
 * same between two steps; −1 while nothing is overdue.
 */
export const overdue: Factor = ({ dispute, rules, now }) => {
  const { steps } = rules.OVERDUE;
  const dueAt = dispute.workflow?.dueAt ?? null;
  if (dueAt === null) return { value: -1, unit: '小时', points: 0, note: '没有在走的期限', evidence: [] };
  const due = Date.parse(dueAt);
  const reached = stepOf(steps, (now - due) / HOUR_MS);
  return {
    value: reached?.from ?? -1,
    unit: '小时',
    points: reached?.points ?? 0,
    note: reached === null ? `期限${dueAt}未到` : `期限${dueAt}已过${reached.from}小时以上`,
    evidence: [],
    changes: steps.map(({ from }) => due + from * HOUR_MS),
  };
};
