import type { DisputeWorkflow } from '../../../schema/canonical/workflow.ts';
import type { Move } from '../../../schema/vocabulary/workflow-moves.ts';
import { legalMoves } from '../../../schema/workflow/legality.ts';
import { handledOn } from './handled.ts';

/** Numbers that seem random and are the same for the same seed. */
export interface Chance {
  /** From 0 to 1, not 1 itself. */
  next(): number;
  pick<Value>(values: readonly Value[]): Value;
}

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-01-05T01:00:00Z');
const END = Date.parse('2026-08-31T00:00:00Z');

/** Moves that go on with a dispute come more often than those that turn aside. */
const ASIDE: readonly Move[] = ['WITHDRAW', 'TRANSFER_CRIMINAL', 'SUSPEND', 'SUPERVISE', 'WHISTLE', 'EXTEND'];

/** A history of up to 25 moves, any that are legal, hours or days apart. */
export function randomHistory(disputeId: string, chance: Chance): DisputeWorkflow {
  let at = START + chance.next() * (END - START) * 0.8;
  let workflow = handledOn(disputeId, null, { move: 'REGISTER', at: new Date(at).toISOString() });
  const length = Math.floor(chance.next() * 25);
  for (let count = 0; count < length; count += 1) {
    at += chance.next() ** 3 * 200 * HOUR_MS;
    if (at > END) break;
    const legal = legalMoves(workflow);
    if (legal.length === 0) break;
    const onward = legal.filter((move) => !ASIDE.includes(move));
    const move = chance.pick(onward.length > 0 && chance.next() < 0.85 ? onward : legal);
    const input = inputOf(move, workflow, at, chance);
    workflow = handledOn(disputeId, workflow, { move, input, at: new Date(at).toISOString() });
  }
  return workflow;
}

function inputOf(move: Move, workflow: DisputeWorkflow, at: number, chance: Chance): object {
  const later = (hours: number): string => new Date(at + hours * HOUR_MS).toISOString();
  switch (move) {
    case 'TRIAGE':
      return {
        urgency: chance.pick(['CRITICAL', 'HIGH', 'NORMAL', 'COMPLEX']),
        category: chance.pick([null, '0101', '0402']),
      };
    case 'REFER':
      return chance.pick([
        { agency: 'court' },
        { agency: 'police' },
        { agency: 'grid', committeeCode: chance.pick(['TJ1', 'TJ2']) },
      ]);
    case 'RECORD_SESSION': {
      const mediators = chance.pick([['陈桂芳'], ['王伟', '陈桂芳'], ['王伟'], []]);
      return { heldAt: later(0), methodCode: '0103', mediators };
    }
    case 'AGREE':
      return chance.next() < 0.5
        ? { form: 'ORAL', methodCode: '0103' }
        : {
            form: 'WRITTEN',
            methodCode: '0103',
            amountFen: 200,
            instalments: [200, 400].map((hours) => ({ dueAt: later(hours), amountFen: 100 })),
          };
    case 'FAIL':
      return { reason: '未达成', outcome: 'NO_AGREEMENT' };
    case 'CONFIRM':
    case 'REFUSE_CONFIRMATION':
      return { decidedAt: later(0) };
    case 'INSTALMENT_PAID':
    case 'INSTALMENT_MISSED': {
      const open = workflow.instalments.find(({ status }) => status !== 'PAID');
      return move === 'INSTALMENT_PAID' ? { no: open?.no, paidAt: later(0) } : { no: open?.no };
    }
    case 'FOLLOW_UP':
      return {
        satisfaction: chance.pick(['DISSATISFIED', 'FAIRLY_SATISFIED', 'SATISFIED', 'VERY_SATISFIED']),
      };
    case 'EXTEND':
      return {
        until: new Date(Date.parse(workflow.dueAt ?? '') + 48 * HOUR_MS).toISOString(),
        reason: '延期',
      };
    case 'WHISTLE':
      return { kind: 'QUICK', agencies: ['police'] };
    case 'RETURN':
    case 'SUSPEND':
    case 'REOPEN':
    case 'REDO':
    case 'WITHDRAW':
    case 'TRANSFER_CRIMINAL':
      return { reason: '测试' };
    case 'REGISTER':
    case 'ACCEPT':
    case 'START_MEDIATION':
    case 'RESUME':
    case 'REQUEST_CONFIRMATION':
    case 'LITIGATE':
    case 'CLOSE':
    case 'SUPERVISE':
    case 'SOON_DUE':
    case 'OVERDUE':
    case 'INSTALMENT_DUE':
    case 'FOLLOW_UP_DUE':
      return {};
  }
}
