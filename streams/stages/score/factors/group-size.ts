import { stepOf } from '../rules.ts';
import { evidenceOf, type Factor } from '../score-input.ts';

const SCALES = { '01': '个体性', '02': '一般群体性', '03': '重大群体性' } as const;

/** People involved (GB/T 31000-2015 table 90 事件规模): as records say, or as many as are named. */
export const groupSize: Factor = ({ dispute, records, rules }) => {
  const named = dispute.parties.filter(({ kind }) => kind !== 'ORGANISATION').length;
  const said = Math.max(0, ...records.map(({ peopleInvolved }) => peopleInvolved ?? 0));
  const value = Math.max(named, said);
  const step = stepOf(rules.GROUP_SIZE.steps, value);
  return {
    value,
    unit: '人',
    points: step?.points ?? 0,
    note: `涉及${value}人，${SCALES[step?.scale ?? '01']}`,
    evidence: records
      .filter(({ peopleInvolved }) => said > 0 && peopleInvolved === said)
      .map((record) => evidenceOf(record)),
  };
};
