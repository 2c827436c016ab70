import type { Dispute } from '../../../schema/canonical/dispute.ts';
import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { digest, hubEventIdOf } from '../../../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../../../schema/canonical/record.ts';
import type { DisputeRisk } from '../../../schema/canonical/risk.ts';
import type { DisputeWorkflow, WorkflowEvent } from '../../../schema/canonical/workflow.ts';
import { personKeysOf } from '../../../schema/matching/person-keys.ts';
import type { Colour, DisputeChange } from '../../../schema/vocabulary/risk-terms.ts';
import type { RiskRules } from './rules.ts';

/** A dispute as it was when events were last minted for it. */
export interface SeenDispute {
  readonly rev: number;
  readonly state: Dispute['state'];
  readonly mergedInto: string | null;
  readonly recordIds: readonly string[];
  /** Hash of the versions of its records. */
  readonly versions: string;
  readonly feeds: readonly string[];
  /** Version of its workflow, 0 for none. */
  readonly workflowVersion: number;
}

export interface MintInput {
  readonly dispute: Dispute;
  /** Its records, withdrawn ones too. */
  readonly records: readonly CanonicalRecord[];
  /** Null of a dispute that was never looked at. */
  readonly seen: SeenDispute | null;
  readonly riskBefore: DisputeRisk | null;
  /** Null of a dispute that does not stand. */
  readonly risk: DisputeRisk | null;
  /** Last `seq` given. */
  readonly seq: number;
  readonly repeatCaller: RiskRules['repeatCaller'];
  /** UTC. */
  readonly at: string;
}

export interface Minted {
  readonly events: readonly HubEvent[];
  readonly seen: SeenDispute;
}

/** A colour that nobody need be told of: every dispute begins with it. */
const CALM: Colour = 'GREEN';

/**
 * What there is to tell of a dispute since it was last looked at: first each move of its workflow and what else changed (DISPUTE_CHANGED), then what
 * analysts watch for. Pure: the same input gives the same events.
 */
export function mintEvents(input: MintInput): Minted {
  const { dispute, seen, risk, riskBefore } = input;
  const now = seenNow(input);
  const mint = minter(input);
  const moves = movesSince(dispute.workflow, seen?.workflowVersion ?? 0);
  for (const move of moves) mint('DISPUTE_CHANGED', { changes: ['WORKFLOW'], move: moveOf(move) });
  const changes = changesSince(input, now);
  if (changes.length > 0) mint('DISPUTE_CHANGED', { changes, mergedInto: dispute.mergedInto });
  const added = input.records.filter(({ id }) => seen?.recordIds.includes(id) !== true);
  if (dispute.state === 'ACTIVE') {
    const crossing = crossingRecords(added, seen, dispute);
    if (crossing.length > 0) mint('CROSS_AGENCY_MATCH', { recordIds: crossing });
    for (const recordIds of repeatedContacts(added, input)) mint('REPEAT_CALLER', { recordIds });
  }
  for (const move of moves) {
    if (move.kind === 'OVERDUE' || move.kind === 'WHISTLE') mint(move.kind, { move: moveOf(move) });
  }
  const from = riskBefore?.colour ?? null;
  if (risk !== null && risk.colour !== (from ?? CALM)) {
    mint('COLOUR_CHANGED', {
      fromColour: from,
      factors: risk.factors.filter(({ points }) => points > 0),
      ruleVersion: risk.ruleVersion,
    });
  }
  return { events: mint.events, seen: now };
}

function seenNow({ dispute, records }: MintInput): SeenDispute {
  const { rev, state, mergedInto, members, feeds, workflow } = dispute;
  return {
    rev,
    state,
    mergedInto,
    recordIds: members.map(({ recordId }) => recordId),
    versions: digest(...records.map(({ id, versionKey }) => `${id} ${versionKey}`).sort()).slice(0, 32),
    feeds,
    workflowVersion: workflow?.version ?? 0,
  };
}

type Told = Pick<HubEvent, 'kind'> & Partial<HubEvent>;
type Mint = ((kind: HubEvent['kind'], told: Omit<Told, 'kind'>) => void) & { readonly events: HubEvent[] };

function minter({ dispute, seen, risk, riskBefore, seq, at }: MintInput): Mint {
  const events: HubEvent[] = [];
  // A dispute that was merged away has neither records nor feeds any more: it tells those it had.
  const feeds = dispute.members.length === 0 ? (seen?.feeds ?? dispute.feeds) : dispute.feeds;
  const mint = (kind: HubEvent['kind'], told: Omit<Told, 'kind'>): void => {
    const next = seq + events.length + 1;
    events.push({
      id: hubEventIdOf(dispute.id, next, kind),
      kind,
      subjectId: dispute.id,
      seq: next,
      at,
      disputeId: dispute.id,
      code: dispute.code,
      hotSpotId: null,
      title: dispute.title,
      regionCode: dispute.regionCode,
      category: dispute.workflow?.category ?? dispute.category,
      feeds: feeds as HubEvent['feeds'],
      ...(dispute.guard === undefined ? {} : { guard: dispute.guard }),
      ...(dispute.reach === undefined ? {} : { reach: dispute.reach }),
      recordIds: dispute.members.map(({ recordId }) => recordId),
      score: (risk ?? riskBefore)?.score ?? null,
      colour: (risk ?? riskBefore)?.colour ?? null,
      fromColour: null,
      factors: [],
      changes: [],
      mergedInto: null,
      move: null,
      hotSpot: null,
      ruleVersion: null,
      ...told,
    });
  };
  return Object.assign(mint, { events });
}

function changesSince({ seen, risk, riskBefore }: MintInput, now: SeenDispute): DisputeChange[] {
  const changes: DisputeChange[] = [];
  if (seen === null) changes.push('OPENED');
  if (now.state !== (seen?.state ?? 'ACTIVE')) {
    changes.push(now.state === 'ACTIVE' ? 'RETURNED' : now.state);
  } else if (now.state === 'MERGED' && now.mergedInto !== seen?.mergedInto) changes.push('MERGED');
  if (seen !== null && now.state !== 'MERGED') {
    const isSame = now.versions === seen.versions && now.recordIds.join() === seen.recordIds.join();
    if (!isSame) changes.push('RECORDS');
  }
  if (risk !== null && riskBefore !== null && !isSameRisk(risk, riskBefore)) changes.push('RISK');
  return changes;
}

function isSameRisk(a: DisputeRisk, b: DisputeRisk): boolean {
  return (
    a.score === b.score &&
    a.colour === b.colour &&
    a.machineColour === b.machineColour &&
    a.confirmed === b.confirmed &&
    a.decision?.id === b.decision?.id
  );
}

function movesSince(workflow: DisputeWorkflow | null, version: number): readonly WorkflowEvent[] {
  return (workflow?.events ?? []).filter(({ seq }) => seq > version);
}

function moveOf({ id, kind, to, seq, partner, dueAt, data }: WorkflowEvent): HubEvent['move'] {
  const agencies = Array.isArray(data['agencies']) ? data['agencies'].map(String) : [];
  const overdueAt = kind === 'OVERDUE' && typeof data['due'] === 'string' ? data['due'] : dueAt;
  return { eventId: id, kind, state: to, version: seq, partner, dueAt: overdueAt, agencies };
}

/** New records of feeds that the dispute had no record of, where it had records of others. */
function crossingRecords(
  added: readonly CanonicalRecord[],
  seen: SeenDispute | null,
  dispute: Dispute,
): string[] {
  const active = added.filter(({ state }) => state === 'ACTIVE');
  if (dispute.feeds.length < 2) return [];
  if (seen === null || seen.feeds.length === 0) return active.map(({ id }) => id).sort();
  return active
    .filter(({ feed }) => !seen.feeds.includes(feed))
    .map(({ id }) => id)
    .sort();
}

/** Of each new record whose reporter has by then got in touch as often as the rule says: all these contacts, the earliest first. */
function repeatedContacts(
  added: readonly CanonicalRecord[],
  { records, repeatCaller: { days, contacts } }: MintInput,
): readonly string[][] {
  const byCaller = new Map<string, string[]>();
  for (const record of added.filter(({ state }) => state === 'ACTIVE')) {
    const own = new Set(callersOf(record));
    if (own.size === 0) continue;
    const until = Date.parse(record.reportedAt);
    const sameCaller = records
      .filter(
        (other) =>
          other.state === 'ACTIVE' &&
          Date.parse(other.reportedAt) <= until &&
          Date.parse(other.reportedAt) > until - days * DAY_MS &&
          callersOf(other).some((caller) => own.has(caller)),
      )
      .sort((a, b) => Date.parse(a.reportedAt) - Date.parse(b.reportedAt) || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
    const caller = [...own].sort()[0] ?? '';
    // Several new contacts of one caller are told once, with all of them.
    if (sameCaller.length >= contacts && sameCaller.length > (byCaller.get(caller)?.length ?? 0)) {
      byCaller.set(caller, sameCaller);
    }
  }
  return [...byCaller].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ids]) => ids);
}

const DAY_MS = 86_400_000;

/** Who reported it, by what tells a person: number of an identity document or telephone. */
function callersOf({ parties }: CanonicalRecord): string[] {
  return parties.filter(({ role }) => role === 'REPORTER').flatMap(personKeysOf);
}
