import { workflowEventIdOf } from '../../../schema/canonical/ids.ts';
import type { WorkflowEvent, WorkflowMessage } from '../../../schema/canonical/workflow.ts';

/** What is told of a move: a referral of a dispute with police and hotline records to the court, unless told otherwise. */
export function workflowMessage(
  event: Partial<WorkflowEvent> = {},
  more: Partial<Omit<WorkflowMessage, 'event'>> = {},
): WorkflowMessage {
  const disputeId = more.disputeId ?? 'dispute-1';
  const seq = event.seq ?? 3;
  const kind = event.kind ?? 'REFER';
  const id = event.id ?? workflowEventIdOf(disputeId, seq, kind);
  const at = '2026-11-24T04:00:00.000Z';
  return {
    id,
    disputeId,
    code: 'T-320612-261124-K7QF27',
    title: '王某与李某邻里纠纷',
    regionCode: '320612',
    category: '0101',
    feeds: ['police110', 'hotline12345'],
    recordIds: ['police110-1', 'hotline12345-1'],
    event: {
      id,
      seq,
      kind,
      from: 'TRIAGED',
      to: 'REFERRED',
      at,
      partner: 'police',
      actor: 'officer-7',
      note: '请受理',
      clientMutationId: null,
      inputHash: '0',
      ruleVersion: '1',
      dueAt: '2026-12-01T04:00:00.000Z',
      timers: [],
      data: {},
      ...event,
    },
    workflow: {
      state: event.to ?? 'REFERRED',
      version: seq,
      urgency: 'NORMAL',
      responsible: null,
      referral: { agency: 'court', committeeCode: null, name: null, tier: null, at, status: 'OPEN' },
      dueAt: '2026-12-01T04:00:00.000Z',
      supervised: false,
      ...more.workflow,
    },
    ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== 'workflow')),
  };
}
