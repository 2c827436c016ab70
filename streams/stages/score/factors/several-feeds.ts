import { stepOf } from '../rules.ts';
import { evidenceOf, type Factor } from '../score-input.ts';

/** Agencies that know of it (多部门反映): feeds with an active record. */
export const severalFeeds: Factor = ({ records, rules }) => {
  const first = [...new Map(records.toReversed().map((record) => [record.feed, record])).values()].reverse();
  return {
    value: first.length,
    unit: '个来源',
    points: stepOf(rules.SEVERAL_FEEDS.steps, first.length)?.points ?? 0,
    note: `${first.length}个来源有记录`,
    evidence: first.map((record) => evidenceOf(record)),
  };
};
