import { stepOf } from '../rules.ts';
import type { Factor } from '../score-input.ts';

/** Times that it was opened again after it had ended (重新启动). */
export const reopened: Factor = ({ dispute, rules, now }) => {
  const times = (dispute.workflow?.events ?? [])
    .filter(({ kind }) => kind === 'REOPEN')
    .map(({ at }) => Date.parse(at));
  const value = times.filter((at) => at <= now).length;
  return {
    value,
    unit: '次',
    points: stepOf(rules.REOPENED.steps, value)?.points ?? 0,
    note: `办结后重新启动${value}次`,
    evidence: [],
    changes: times,
  };
};
