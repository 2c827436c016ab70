import type { Move } from '../vocabulary/workflow-moves.ts';
import type { WorkflowState } from '../vocabulary/workflow-terms.ts';

/** What must be so beside the state: `legality.ts` says when each holds. */
export type Condition =
  | 'REFERRAL_OPEN'
  | 'RESPONSIBLE_KNOWN'
  | 'CONFIRMATION_OPEN'
  | 'INSTALMENT_OPEN'
  | 'NOTHING_OWED'
  | 'CLOCK_RUNS';

/** Who may make a move: any partner, the agency that the dispute is referred to (or `admin`), the hub's own clock. */
export type By = 'PARTNER' | 'REFERRED' | 'HUB';

/** What a move does to the due time. */
export type Clock = 'KEEP' | 'START' | 'RESTART' | 'PAUSE' | 'GO_ON' | 'STOP' | 'SET';

export interface MoveRule {
  /** The word of the reports. */
  readonly label: string;
  /** States in which it is legal; null: not registered yet. */
  readonly from: readonly (WorkflowState | null)[];
  /** SAME: the state stays. BEFORE: that from before the suspension. */
  readonly to: WorkflowState | 'SAME' | 'BEFORE';
  readonly by: By;
  readonly when?: Condition;
  readonly clock: Clock;
}

const IN_HAND = ['REGISTERED', 'TRIAGED', 'REFERRED', 'ACCEPTED', 'MEDIATING', 'REOPENED'] as const;
const UNSETTLED = [...IN_HAND, 'SUSPENDED', 'FAILED'] as const;
const SETTLED = ['AGREED', 'CONFIRMED', 'PERFORMING'] as const;

/** Version of the machine, written into every event. */
export const MACHINE_VERSION = 'workflow-1';

/**
 * The state machine of a dispute's handling, the only place that says what may follow what. `legality.ts` reads it to allow and refuse,
 * `diagram.ts` to draw docs/workflow.md, the graph to show what can be done next.
 */
export const MACHINE: Readonly<Record<Move, MoveRule>> = {
  REGISTER: { label: '登记', from: [null], to: 'REGISTERED', by: 'PARTNER', clock: 'STOP' },
  TRIAGE: {
    label: '分流',
    from: ['REGISTERED', 'TRIAGED', 'REOPENED'],
    to: 'TRIAGED',
    by: 'PARTNER',
    clock: 'START',
  },
  REFER: {
    label: '转办',
    from: ['TRIAGED', 'REFERRED'],
    to: 'REFERRED',
    by: 'PARTNER',
    clock: 'KEEP',
  },
  ACCEPT: {
    label: '受理',
    from: ['REFERRED'],
    to: 'ACCEPTED',
    by: 'REFERRED',
    when: 'REFERRAL_OPEN',
    clock: 'KEEP',
  },
  RETURN: { label: '退单', from: ['REFERRED', 'ACCEPTED'], to: 'TRIAGED', by: 'REFERRED', clock: 'KEEP' },
  START_MEDIATION: { label: '办理', from: ['ACCEPTED'], to: 'MEDIATING', by: 'PARTNER', clock: 'KEEP' },
  RECORD_SESSION: { label: '调解记录', from: ['MEDIATING'], to: 'SAME', by: 'PARTNER', clock: 'KEEP' },
  AGREE: { label: '调解成功', from: ['MEDIATING'], to: 'AGREED', by: 'PARTNER', clock: 'STOP' },
  FAIL: { label: '调解不成', from: ['ACCEPTED', 'MEDIATING'], to: 'FAILED', by: 'PARTNER', clock: 'STOP' },
  LITIGATE: { label: '转诉讼', from: ['FAILED', 'REOPENED'], to: 'LITIGATED', by: 'PARTNER', clock: 'STOP' },
  SUSPEND: {
    label: '中止',
    from: ['TRIAGED', 'REFERRED', 'ACCEPTED', 'MEDIATING', 'REOPENED'],
    to: 'SUSPENDED',
    by: 'PARTNER',
    clock: 'PAUSE',
  },
  RESUME: { label: '恢复办理', from: ['SUSPENDED'], to: 'BEFORE', by: 'PARTNER', clock: 'GO_ON' },
  REQUEST_CONFIRMATION: {
    label: '申请司法确认',
    from: ['AGREED', 'PERFORMING'],
    to: 'SAME',
    by: 'PARTNER',
    clock: 'KEEP',
  },
  CONFIRM: {
    label: '司法确认',
    from: ['AGREED', 'PERFORMING'],
    to: 'CONFIRMED',
    by: 'PARTNER',
    when: 'CONFIRMATION_OPEN',
    clock: 'KEEP',
  },
  REFUSE_CONFIRMATION: {
    label: '不予司法确认',
    from: ['AGREED', 'PERFORMING'],
    to: 'SAME',
    by: 'PARTNER',
    when: 'CONFIRMATION_OPEN',
    clock: 'KEEP',
  },
  INSTALMENT_PAID: {
    label: '履行',
    from: [...SETTLED, 'REOPENED'],
    to: 'PERFORMING',
    by: 'PARTNER',
    when: 'INSTALMENT_OPEN',
    clock: 'STOP',
  },
  INSTALMENT_MISSED: {
    label: '逾期未履行',
    from: SETTLED,
    to: 'REOPENED',
    by: 'PARTNER',
    when: 'INSTALMENT_OPEN',
    clock: 'RESTART',
  },
  FOLLOW_UP: {
    label: '回访',
    from: [...SETTLED, 'FAILED', 'LITIGATED'],
    to: 'FOLLOWED_UP',
    by: 'PARTNER',
    when: 'NOTHING_OWED',
    clock: 'KEEP',
  },
  CLOSE: {
    label: '销号',
    from: ['FOLLOWED_UP', 'LITIGATED', 'TRANSFERRED_CRIMINAL', 'WITHDRAWN'],
    to: 'CLOSED',
    by: 'PARTNER',
    clock: 'STOP',
  },
  REOPEN: {
    label: '重开',
    from: [...SETTLED, 'FOLLOWED_UP', 'FAILED', 'LITIGATED', 'WITHDRAWN', 'TRANSFERRED_CRIMINAL', 'CLOSED'],
    to: 'REOPENED',
    by: 'PARTNER',
    clock: 'RESTART',
  },
  REDO: {
    label: '重办',
    from: ['FOLLOWED_UP', 'FAILED', 'REOPENED'],
    to: 'ACCEPTED',
    by: 'PARTNER',
    when: 'RESPONSIBLE_KNOWN',
    clock: 'RESTART',
  },
  EXTEND: {
    label: '延期',
    from: ['TRIAGED', 'REFERRED', 'ACCEPTED', 'MEDIATING', 'REOPENED'],
    to: 'SAME',
    by: 'PARTNER',
    when: 'CLOCK_RUNS',
    clock: 'SET',
  },
  WITHDRAW: { label: '撤回', from: UNSETTLED, to: 'WITHDRAWN', by: 'PARTNER', clock: 'STOP' },
  TRANSFER_CRIMINAL: {
    label: '转刑事',
    from: UNSETTLED,
    to: 'TRANSFERRED_CRIMINAL',
    by: 'PARTNER',
    clock: 'STOP',
  },
  SUPERVISE: {
    label: '督办',
    from: [...UNSETTLED, ...SETTLED],
    to: 'SAME',
    by: 'PARTNER',
    clock: 'KEEP',
  },
  WHISTLE: { label: '吹哨', from: [...UNSETTLED, ...SETTLED], to: 'SAME', by: 'PARTNER', clock: 'KEEP' },
  SOON_DUE: {
    label: '即将超期',
    from: IN_HAND,
    to: 'SAME',
    by: 'HUB',
    when: 'CLOCK_RUNS',
    clock: 'KEEP',
  },
  OVERDUE: { label: '超期', from: IN_HAND, to: 'SAME', by: 'HUB', when: 'CLOCK_RUNS', clock: 'KEEP' },
  INSTALMENT_DUE: { label: '履行提醒', from: SETTLED, to: 'SAME', by: 'HUB', clock: 'KEEP' },
  FOLLOW_UP_DUE: { label: '回访提醒', from: SETTLED, to: 'SAME', by: 'HUB', clock: 'KEEP' },
};
