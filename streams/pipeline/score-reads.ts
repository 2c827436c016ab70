import type { Dispute } from '../../schema/canonical/dispute.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { ColourDecision } from '../../schema/canonical/risk.ts';
import { personKeysOf, tellsPerson } from '../../schema/matching/person-keys.ts';
import { COLOUR_DECISION_KINDS, colourDecisionOf } from '../../schema/store/colour-decision.ts';
import type { RiskDoc } from '../../schema/store/event-log.ts';
import type { ColourDecisionDoc, DisputeDoc, SearchEntryDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { disputeOf } from './link-lookup.ts';
import type { RecordCache } from './record-cache.ts';

/** All that the score of one dispute, and what there is to tell of it, is made of. */
export interface ToScore {
  readonly dispute: Dispute;
  /** Null when it was scored since. */
  readonly mark: string | null;
  readonly records: readonly CanonicalRecord[];
  readonly earlierCalls: readonly EarlierCall[];
  /** Of people, also about disputes that it absorbed. */
  readonly decisions: readonly ColourDecision[];
  readonly known: RiskDoc | null;
}

export interface EarlierCall {
  readonly recordId: string;
  readonly reportedAt: string;
}

export interface ScoreReadOptions {
  /** Where `risks` are; the same store unless told. */
  readonly risksIn?: Store;
  /** Leaves out those without a mark: somebody has scored them since they were asked for. */
  readonly markedOnly?: boolean;
  /** Takes records as linking, which shares the cache, has just seen them: whatever changes one has it linked again, and its dispute scored again. */
  readonly asLinked?: boolean;
}

/** Reads these disputes with all that is needed, in a handful of questions however many they are. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function readToScore(
  store: Store,
  ids: readonly string[],
  records: RecordCache,
  { risksIn = store, markedOnly = false, asLinked = false }: ScoreReadOptions = {},
): Promise<readonly ToScore[]> {
  const among = { $in: [...ids] };
  const recordsOf: RecordCache['current'] = (recordIds) =>
    asLinked ? records.seenLast(recordIds) : records.current(recordIds);
  const [{ disputes, ofDispute, calls }, risks, decisions] = await Promise.all([
    disputesWithRecords(store, ids, recordsOf, markedOnly),
    storing(risksIn.risks.find({ _id: among }).lean<RiskDoc[]>().exec()),
    colourDecisions(store, ids),
  ]);
  const known = new Map(risks.map((risk) => [risk._id, risk]));
  return disputes.map((document) => ({
    dispute: disputeOf(document),
    mark: document.scoreDue ?? null,
    records: ofDispute.get(document._id) ?? [],
    earlierCalls: calls.get(document._id) ?? [],
    decisions: decisions.get(document._id) ?? [],
    known: known.get(document._id) ?? null,
  }));
}

interface WithRecords {
  readonly disputes: readonly DisputeDoc[];
  /** By dispute. */
  readonly ofDispute: ReadonlyMap<string, readonly CanonicalRecord[]>;
  readonly calls: ReadonlyMap<string, readonly EarlierCall[]>;
}

async function disputesWithRecords(
  store: Store,
  ids: readonly string[],
  recordsOf: RecordCache['current'],
  markedOnly: boolean,
): Promise<WithRecords> {
  const found = await storing(
    store.disputes
      .find({ _id: { $in: [...ids] } })
      .lean<DisputeDoc[]>()
      .exec(),
  );
  const disputes = markedOnly ? found.filter(({ scoreDue }) => scoreDue !== undefined) : found;
  const memberIds = disputes.flatMap(({ members }) => members.map(({ recordId }) => recordId));
  const records = new Map((await recordsOf(memberIds)).map((record) => [record.id, record]));
  const ofDispute = new Map(
    disputes.map(({ _id, members }) => [_id, members.flatMap(({ recordId }) => records.get(recordId) ?? [])]),
  );
  return { disputes, ofDispute, calls: await earlierCalls(store, ofDispute) };
}

/** By dispute: decisions about it and about those that were merged into it. */
async function colourDecisions(
  store: Store,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly ColourDecision[]>> {
  const absorbed = await storing(
    store.disputes
      .find({ mergedInto: { $in: [...ids], $gt: '' } }, { mergedInto: 1 })
      .lean<Pick<DisputeDoc, '_id' | 'mergedInto'>[]>()
      .exec(),
  );
  const owner = new Map([
    ...ids.map((id) => [id, id] as const),
    ...absorbed.map(({ _id, mergedInto }) => [_id, mergedInto ?? _id] as const),
  ]);
  const rows = await storing(
    store.colourDecisions
      .find({ disputeId: { $in: [...owner.keys()] }, kind: { $in: COLOUR_DECISION_KINDS } })
      .lean<ColourDecisionDoc[]>()
      .exec(),
  );
  return Map.groupBy(rows.map(colourDecisionOf), ({ disputeId }) => owner.get(disputeId) ?? disputeId);
}

/** Of one question; a hundred disputes rarely have ten. */
const MOST_CALLS = 5_000;
type Entry = Pick<SearchEntryDoc, '_id' | 'keys' | 'reportedAt'>;

/**
 * By dispute: calls to the police that do not belong to it and name the same parties: one side of it by telephone or identity number, the other by any
 * of its keys. Calls that were withdrawn, or are about no dispute, do not count.
 */
async function earlierCalls(
  store: Store,
  ofDispute: ReadonlyMap<string, readonly CanonicalRecord[]>,
): Promise<ReadonlyMap<string, readonly EarlierCall[]>> {
  const sides = new Map([...ofDispute].map(([id, records]) => [id, sidesOf(records)]));
  const keys = new Set(
    [...sides.values()].flatMap(({ mine, theirs }) => [...mine, ...theirs].filter(tellsPerson)),
  );
  if (keys.size === 0) return new Map();
  const entries = await storing(
    store.searchEntries
      .find({ keys: { $in: [...keys] }, feed: 'police110' }, { keys: 1, reportedAt: 1 })
      .limit(MOST_CALLS)
      .lean<Entry[]>()
      .exec(),
  );
  const byKey = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of entry.keys) if (keys.has(key)) byKey.set(key, [...(byKey.get(key) ?? []), entry]);
  }
  const met = new Map(
    [...ofDispute].map(([id, records]) => {
      const { mine, theirs } = sides.get(id) ?? { mine: new Set<string>(), theirs: new Set<string>() };
      const own = new Set(records.map((record) => record.id));
      const calls = [...mine, ...theirs]
        .flatMap((key) => byKey.get(key) ?? [])
        .filter(
          ({ _id, keys: named }) =>
            !own.has(_id) && named.some((one) => mine.has(one)) && named.some((one) => theirs.has(one)),
        );
      return [id, new Map(calls.map((call) => [call._id, call]))] as const;
    }),
  );
  const counted = await countedCalls(
    store,
    [...met.values()].flatMap((calls) => [...calls.keys()]),
  );
  return new Map(
    [...met].map(([id, calls]) => [
      id,
      [...calls.values()]
        .filter(({ _id }) => counted.has(_id))
        .map(({ _id, reportedAt }) => ({ recordId: _id, reportedAt }))
        .sort((a, b) => (a.recordId < b.recordId ? -1 : 1)),
    ]),
  );
}

async function countedCalls(store: Store, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const found = await storing(
    store.records
      .find({ _id: { $in: [...ids] }, state: 'ACTIVE', nature: { $ne: 'OTHER' } }, { _id: 1 })
      .lean()
      .exec(),
  );
  return new Set(found.map(({ _id }) => _id));
}

interface Sides {
  readonly mine: ReadonlySet<string>;
  readonly theirs: ReadonlySet<string>;
}

/** Who reports and who is reported, over all records: either may have called before. */
function sidesOf(records: readonly CanonicalRecord[]): Sides {
  const mine = new Set<string>();
  const theirs = new Set<string>();
  for (const party of records.flatMap(({ parties }) => parties)) {
    const { role, matching } = party;
    if (role !== 'REPORTER' && role !== 'COUNTERPARTY') continue;
    const side = role === 'REPORTER' ? mine : theirs;
    for (const key of personKeysOf(party)) side.add(key);
    if (matching.name !== null) side.add(`name:${matching.name}`);
  }
  // Who tells his side too stands on both: he is no evidence that the other one was there.
  for (const key of [...mine]) {
    if (!theirs.has(key)) continue;
    mine.delete(key);
    theirs.delete(key);
  }
  return { mine, theirs };
}
