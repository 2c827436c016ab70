import { stepOf } from '../rules.ts';
import type { Factor } from '../score-input.ts';

const DAY_MS = 86_400_000;

/** Earlier calls to the police about other disputes between the same parties (既往警情), within the days that the rules name. */
export const earlierPoliceCalls: Factor = ({ earlierCalls, rules, now }) => {
  const { days, steps } = rules.EARLIER_POLICE_CALLS;
  const calls = earlierCalls
    .map(({ recordId, reportedAt }) => ({ recordId, from: Date.parse(reportedAt) }))
    .sort((a, b) => a.from - b.from || (a.recordId < b.recordId ? -1 : 1));
  const counted = calls.filter(({ from }) => from <= now && now < from + days * DAY_MS);
  return {
    value: counted.length,
    unit: '次',
    points: stepOf(steps, counted.length)?.points ?? 0,
    note: `${days}天内相同当事人之间另有${counted.length}次报警`,
    evidence: counted.map(({ recordId }) => ({ recordId, feed: 'police110', words: null })),
    changes: calls.flatMap(({ from }) => [from, from + days * DAY_MS]),
  };
};
