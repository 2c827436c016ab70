import type { DisputeWorkflow } from '../../../schema/canonical/workflow.ts';
import { applyMove } from '../../../schema/workflow/apply-move.ts';
import type { Move } from '../../../schema/vocabulary/workflow-moves.ts';
import { SHIPPED_DEADLINES } from '../../../schema/workflow/shipped-deadlines.ts';

const AT = Date.parse('2026-11-24T05:00:00.000Z');
const HOUR_MS = 3_600_000;

const MOVES: readonly (readonly [Move, string, unknown])[] = [
  ['REGISTER', 'hotline', {}],
  ['TRIAGE', 'hotline', { urgency: 'NORMAL', category: '0402' }],
  ['REFER', 'hotline', { agency: 'court' }],
  ['RETURN', 'court', { reason: '未经基层调解', theirs: 'grid' }],
  [
    'REFER',
    'hotline',
    { agency: 'grid', committeeCode: 'TJ320612003', name: '金沙街道人民调解委员会', tier: 'TOWNSHIP' },
  ],
  ['ACCEPT', 'grid', {}],
  ['SUPERVISE', 'hotline', {}],
  ['WHISTLE', 'hotline', { kind: 'HARD_CASE', agencies: ['police', 'grid'] }],
  ['START_MEDIATION', 'grid', {}],
  [
    'RECORD_SESSION',
    'grid',
    {
      heldAt: '2026-11-24T20:00:00+08:00',
      methodCode: '0103',
      result: '双方同意先止水',
      mediators: ['陈桂芳'],
      present: ['张伟'],
    },
  ],
  [
    'AGREE',
    'grid',
    {
      form: 'WRITTEN',
      methodCode: '0103',
      terms: '物业赔偿',
      amountFen: 300_000,
      instalments: [{ dueAt: '2026-12-31T17:00:00+08:00', amountFen: 300_000 }],
    },
  ],
  ['REQUEST_CONFIRMATION', 'grid', { court: '南通市通州区人民法院' }],
  ['CONFIRM', 'court', { number: '（2026）苏0612诉前调确56号', decidedAt: '2026-12-01T10:00:00+08:00' }],
  ['INSTALMENT_PAID', 'grid', { no: 1, paidAt: '2026-12-30T10:00:00+08:00' }],
  ['FOLLOW_UP', 'hotline', { satisfaction: 'SATISFIED' }],
  ['CLOSE', 'hotline', {}],
];

/**
 * A workflow in which every field has a value: a whole history, then the marks of a suspension and of a clock that runs, which no closed
 * dispute has.
 */
export function fullWorkflow(disputeId: string): DisputeWorkflow {
  let workflow: DisputeWorkflow | null = null;
  for (const [index, [move, partner, input]] of MOVES.entries()) {
    const request = {
      move,
      input,
      by: { partner, actor: `${partner}@test` },
      note: `第${index + 1}步`,
      clientMutationId: `move-${index + 1}`,
      expectedVersion: index,
    };
    const at = new Date(AT + index * HOUR_MS).toISOString();
    workflow = applyMove({ id: disputeId, workflow }, request, at, SHIPPED_DEADLINES).workflow;
  }
  if (workflow === null) throw new Error('no moves');
  return { ...workflow, dueAt: '2026-12-01T05:00:00.000Z', suspendedSince: '2026-11-25T05:00:00.000Z' };
}
