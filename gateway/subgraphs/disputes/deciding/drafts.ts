import { HubError } from '../../../../schema/canonical/hub-error.ts';
import {
  chainOf,
  crossOf,
  recordIdsOf,
  type LinkDecisionKind,
  type RecordPair,
} from '../../../../schema/canonical/link-decision.ts';
import type { DisputeDoc, LinkDecisionDoc } from '../../../../schema/store/documents.ts';
import { disputeWithCode, survivorOf } from '../dispute-roots.ts';
import type { DisputesContext } from '../loaders.ts';
import { undoingOf } from '../links/decisions.ts';
import type { Ruling } from './decisions-in-force.ts';
import { partsOf } from './parts.ts';

/** What a mutation asks for, as a decision without who, when and why. */
export interface Draft extends Ruling {
  readonly kind: LinkDecisionKind;
  readonly recordIds: readonly string[];
  readonly undoes: string | null;
  /** What it says once it holds: other than the row's own pairs when an undoing is undone. */
  readonly ruling: Ruling;
}

export interface PairInput {
  readonly recordIds: readonly string[];
}
export interface MergeInput {
  readonly disputeIds?: readonly string[] | null;
  readonly codes?: readonly string[] | null;
}
export interface SplitInput {
  readonly disputeId?: string | null;
  readonly code?: string | null;
  readonly recordIds: readonly string[];
}
export interface UndoInput {
  readonly decisionId: string;
}

const MOST_MERGED = 10;
/** Pairs that one decision keeps apart; a row with more would be hard to read back. */
const MOST_PAIRS = 20_000;

/** Both drafts of one pair. @throws HubError HUB_BAD_REQUEST, HUB_NOT_FOUND. */
export async function pairDraft(
  kind: 'LINK_CONFIRMED' | 'LINK_REJECTED',
  { recordIds }: PairInput,
  context: DisputesContext,
): Promise<Draft> {
  const [a, b, ...others] = new Set(recordIds);
  if (a === undefined || b === undefined || others.length > 0) {
    throw badInput('recordIds', 'name two different records: those of the review or of the link');
  }
  await requireRecords([a, b], context);
  const pair: RecordPair = a < b ? [a, b] : [b, a];
  return kind === 'LINK_CONFIRMED' ? draftOf(kind, [pair], []) : draftOf(kind, [], [pair]);
}

/** @throws HubError HUB_BAD_REQUEST, HUB_NOT_FOUND. */
export async function mergeDraft(
  { disputeIds, codes }: MergeInput,
  context: DisputesContext,
): Promise<Draft> {
  const names: readonly DisputeName[] = [
    ...(disputeIds ?? []).map((disputeId) => ({ disputeId })),
    ...(codes ?? []).map((code) => ({ code })),
  ];
  if (names.length < 2 || names.length > MOST_MERGED) {
    throw badInput('codes', `name 2 to ${MOST_MERGED} disputes to merge, by codes or by disputeIds`);
  }
  const disputes = new Map<string, DisputeDoc>();
  for (const name of names) {
    const dispute = await disputeNamed(name, context);
    if (disputes.has(dispute._id)) {
      throw badInput(
        'codes',
        `${name.code ?? name.disputeId ?? ''} is ${dispute.code} already; name disputes that stand apart`,
      );
    }
    disputes.set(dispute._id, dispute);
  }
  const members = [...disputes.values()].flatMap((dispute) => {
    const active = activeRecordsOf(dispute);
    if (active.length > 0) return active;
    throw badInput('codes', `${dispute.code} has no record that stands: its agencies took all of them back`);
  });
  return draftOf('DISPUTES_JOINED', chainOf(members), []);
}

/** @throws HubError HUB_BAD_REQUEST, HUB_NOT_FOUND, HUB_LIMIT_EXCEEDED. */
export async function splitDraft(
  { disputeId, code, recordIds }: SplitInput,
  context: DisputesContext,
): Promise<Draft> {
  const dispute = await disputeNamed({ disputeId, code }, context);
  const taken = [...new Set(recordIds)].sort();
  if (taken.length === 0) throw badInput('recordIds', 'name the records that are a dispute of their own');
  await requireRecords(taken, context);
  const inside = new Set(dispute.members.map(({ recordId }) => recordId));
  const outside = taken.filter((id) => !inside.has(id));
  if (outside.length > 0) {
    throw badInput(
      'recordIds',
      `not in ${dispute.code}: ${listed(outside)}; its records are in Dispute.recordIds`,
    );
  }
  const chosen = new Set(taken);
  const rest = activeRecordsOf(dispute).filter((id) => !chosen.has(id));
  const [parted, staying] = await partsOf([taken, rest], context.store);
  if (staying === undefined || !staying.canStand) {
    throw badInput('recordIds', `nothing would be left of ${dispute.code}; leave out the records that stay`);
  }
  if (parted === undefined || !parted.canStand) {
    throw badInput(
      'recordIds',
      'none of these records can be a dispute of its own: they are evidence or were taken back; rejectLink takes one of them out',
    );
  }
  if (taken.length * rest.length > MOST_PAIRS) {
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `recordIds: ${taken.length} of ${inside.size} records are too many for one decision; split off fewer at a time`,
      { field: 'recordIds' },
    );
  }
  return draftOf('DISPUTE_PARTED', [...parted.bonds, ...staying.bonds], crossOf(taken, rest));
}

/** @throws HubError HUB_NOT_FOUND, HUB_DECISION_CONTRADICTED when it holds no more. */
export async function undoDraft({ decisionId }: UndoInput, context: DisputesContext): Promise<Draft> {
  const decision = await context.loaders.linkDecisionById.load(decisionId);
  if (decision === null) {
    throw new HubError(
      'HUB_NOT_FOUND',
      `decisionId: there is no decision ${decisionId}; those of a dispute are in Dispute.linkDecisions`,
      { field: 'decisionId' },
    );
  }
  const undoing = await undoingOf(decision, context);
  if (undoing !== null) {
    throw new HubError(
      'HUB_DECISION_CONTRADICTED',
      `decision ${decisionId} holds no more: ${whoAndWhen(undoing)} undid it by ${undoing._id}; undoLinkDecision of that brings it back`,
      { field: 'decisionId', details: { decisionId: undoing._id } },
    );
  }
  const brought =
    decision.undoes === null ? null : await context.loaders.linkDecisionById.load(decision.undoes);
  return {
    kind: 'LINK_DECISION_UNDONE',
    recordIds: decision.recordIds,
    together: [],
    apart: [],
    undoes: decisionId,
    ruling: { together: brought?.together ?? [], apart: brought?.apart ?? [] },
  };
}

/** Who took a decision and when, in words. */
export function whoAndWhen({ actor, partner, at }: LinkDecisionDoc): string {
  return `${actor} (${partner}) at ${at}`;
}

function draftOf(kind: LinkDecisionKind, together: RecordPair[], apart: RecordPair[]): Draft {
  const ruling = { together, apart };
  return { kind, recordIds: recordIdsOf(together, apart), ...ruling, undoes: null, ruling };
}

interface DisputeName {
  readonly disputeId?: string | null | undefined;
  readonly code?: string | null | undefined;
}

/** The dispute that an input names by its identifier or by its code, or the survivor of its merges. */
async function disputeNamed({ disputeId, code }: DisputeName, context: DisputesContext): Promise<DisputeDoc> {
  const name = code ?? disputeId;
  if (name == null || (code != null && disputeId != null)) {
    throw badInput('code', 'name the dispute by code or by disputeId, one of them');
  }
  const named =
    code == null
      ? await context.loaders.disputeById.load(name)
      : await disputeWithCode({ code: name }, context);
  const dispute = named === null ? null : await survivorOf(named, context);
  if (dispute !== null) return dispute;
  const field = code == null ? 'disputeId' : 'code';
  throw new HubError('HUB_NOT_FOUND', `${field}: there is no dispute ${name}`, { field });
}

function activeRecordsOf({ members }: DisputeDoc): string[] {
  return members
    .filter(({ state }) => state === 'ACTIVE')
    .map(({ recordId }) => recordId)
    .sort();
}

async function requireRecords(ids: readonly string[], { store }: DisputesContext): Promise<void> {
  const found = new Set((await store.recordTimes(ids)).map(({ _id }) => _id));
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return;
  throw new HubError('HUB_NOT_FOUND', `recordIds: there is no record ${listed(missing)}`, {
    field: 'recordIds',
  });
}

function listed(ids: readonly string[]): string {
  return ids.length <= 3 ? ids.join(', ') : `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more`;
}

function badInput(field: string, words: string): HubError {
  return new HubError('HUB_BAD_REQUEST', `${field}: ${words}`, { field });
}
