import { stepOf } from '../rules.ts';
import { evidenceOf, type Factor } from '../score-input.ts';

/** Said by agencies of a mediation without result. */
const FAILED = /调解(?:不成功?|未成功?|失败|未果|无果|终止)|調解(?:不成功?|未成功?|失敗|未果|無果|終止)/u;

/** Mediations that failed (调解失败): moves FAIL of the workflow, and records, those of courts above all, that say so. */
export const failedMediations: Factor = ({ dispute, records, rules, now }) => {
  const times = (dispute.workflow?.events ?? [])
    .filter(({ kind }) => kind === 'FAIL')
    .map(({ at }) => Date.parse(at));
  const moves = times.filter((at) => at <= now).length;
  const said = records.flatMap((record) => {
    const texts = [
      record.status.label,
      record.narrative,
      ...record.events.flatMap(({ label, note }) => [label, note]),
      ...Object.values(record.details).flat(),
    ];
    const words = texts.map((text) => (typeof text === 'string' ? FAILED.exec(text)?.[0] : undefined));
    const first = words.find((word) => word !== undefined);
    return first === undefined ? [] : [evidenceOf(record, first)];
  });
  // A failure that the workflow has is often told by a record too: the larger number, not the sum.
  const value = Math.max(moves, said.length);
  return {
    value,
    unit: '次',
    points: stepOf(rules.FAILED_MEDIATIONS.steps, value)?.points ?? 0,
    note: `调解失败${value}次（流程${moves}次，记录${said.length}条）`,
    evidence: said,
    changes: times,
  };
};
