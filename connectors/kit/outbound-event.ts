import type { WorkflowMessage } from '../../schema/canonical/workflow.ts';
import type { Move } from '../../schema/vocabulary/workflow-moves.ts';
import type { Subscription } from './outbound.ts';

/** Why an agency is told of a move. */
export type Concern = 'REFERRED' | 'RESPONSIBLE' | 'ACTED' | 'WHISTLED' | 'NAMED' | 'OWN_RECORD';

export const OUTBOUND_EVENT_SOURCE = 'urn:tributary';

/** Moves that tell how a dispute came out: the answer (答复) to every agency that has a record in it. */
const RESULTS: ReadonlySet<Move> = new Set<Move>([
  'AGREE',
  'FAIL',
  'LITIGATE',
  'CONFIRM',
  'REFUSE_CONFIRMATION',
  'FOLLOW_UP',
  'CLOSE',
  'REOPEN',
  'WITHDRAW',
  'TRANSFER_CRIMINAL',
]);

/** Why a move concerns the agency; empty when it is none of its business, or the connector does not want such moves. */
export function concernsOf(
  { event, workflow, feeds }: WorkflowMessage,
  { agency, feed, events }: Subscription,
): readonly Concern[] {
  if (events !== null && !events.includes(event.kind)) return [];
  const { referral, responsible } = workflow;
  const concerns: Concern[] = [];
  if (referral?.agency === agency || referral?.committeeCode === agency) concerns.push('REFERRED');
  if (responsible === agency) concerns.push('RESPONSIBLE');
  if (event.partner === agency) concerns.push('ACTED');
  const { agencies, theirs, agency: handedTo } = event.data;
  if (event.kind === 'WHISTLE' && Array.isArray(agencies) && agencies.includes(agency))
    concerns.push('WHISTLED');
  // "Not ours: theirs", and what becomes a criminal case.
  if (theirs === agency || (event.kind === 'TRANSFER_CRIMINAL' && handedTo === agency))
    concerns.push('NAMED');
  if (feed !== null && feeds.includes(feed) && RESULTS.has(event.kind)) concerns.push('OWN_RECORD');
  return concerns;
}

/** What an agency reads of a move: its own numbers, the dispute's code, what was done. Nothing that other agencies recorded. */
export interface OutboundData {
  readonly agency: string;
  readonly concerns: readonly Concern[];
  /** The dispute's code (一案一码), to be quoted in the agency's own records. */
  readonly code: string;
  /** The agency's own numbers of its records in the dispute. */
  readonly records: readonly string[];
  readonly move: Move;
  /** Counts the moves of the dispute from 1: what arrives late can be put in order. */
  readonly seq: number;
  readonly from: string | null;
  readonly state: string;
  readonly note: string | null;
  /** Why it was returned, failed, suspended, reopened …, where the move says so. */
  readonly reason: string | null;
  /** Kind of the whistle (吹哨报到). */
  readonly whistle: string | null;
  readonly urgency: string | null;
  readonly dueAt: string | null;
  readonly supervised: boolean;
}

/** The CloudEvent (1.0, JSON) that tells the agency of a move: the same bytes for the same message and numbers. */
export function outboundEvent(
  message: WorkflowMessage,
  agency: string,
  concerns: readonly Concern[],
  records: readonly string[],
): string {
  const { event, workflow, code } = message;
  const { reason, kind } = event.data;
  const data: OutboundData = {
    agency,
    concerns,
    code,
    records: [...records].sort(),
    move: event.kind,
    seq: event.seq,
    from: event.from,
    state: event.to,
    note: event.note,
    reason: typeof reason === 'string' ? reason : null,
    whistle: event.kind === 'WHISTLE' && typeof kind === 'string' ? kind : null,
    urgency: workflow.urgency,
    dueAt: workflow.dueAt,
    supervised: workflow.supervised,
  };
  return JSON.stringify({
    specversion: '1.0',
    id: event.id,
    source: OUTBOUND_EVENT_SOURCE,
    type: outboundEventType(event.kind),
    subject: code,
    time: event.at,
    datacontenttype: 'application/json',
    data,
  });
}

/** `tributary.workflow.record-session.v1` */
export function outboundEventType(move: Move): string {
  return `tributary.workflow.${move.toLowerCase().replaceAll('_', '-')}.v1`;
}
