import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { personKeysOf, tellsPerson } from '../../schema/matching/person-keys.ts';
import type { DisputeDoc, SearchEntryDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { scoreMark } from '../../schema/store/score-mark.ts';
import { storing } from '../../schema/store/store-fault.ts';

/** Of one question. */
const MOST_RELATED = 5_000;

/** By record id: what tells its people, by telephone or number of an identity document. */
export type PeopleKeys = ReadonlyMap<string, readonly string[]>;

type Entry = Pick<SearchEntryDoc, '_id' | 'keys' | 'feed'>;

/** Keys of records as they are findable now. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function indexedPeople(store: Store, recordIds: readonly string[]): Promise<PeopleKeys> {
  const entries = await storing(
    store.searchEntries
      .find({ _id: { $in: [...recordIds] } }, { keys: 1 })
      .lean<Entry[]>()
      .exec(),
  );
  return new Map(entries.map(({ _id, keys }) => [_id, keys.filter(tellsPerson)]));
}

/**
 * Marks disputes whose earlier police calls may have changed because these records have just become findable, or findable otherwise: one side of each
 * pair is in the dispute, the other a call to the police that is not. What is not linked yet is marked when it is. `before`: keys that the records had.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function markRelatedDisputes(
  store: Store,
  records: readonly CanonicalRecord[],
  before: PeopleKeys,
  now: Date,
): Promise<void> {
  const people = new Map(
    records.map((record) => [
      record.id,
      new Set([...record.parties.flatMap(personKeysOf), ...(before.get(record.id) ?? [])]),
    ]),
  );
  const pairs = await pairsOf(store, records, people);
  if (pairs.length === 0) return;
  const ids = [...new Set(pairs.flatMap(({ inside, call }) => [inside, call]))];
  const disputes = await storing(
    store.disputes
      .find({ state: 'ACTIVE', 'members.recordId': { $in: ids } }, { 'members.recordId': 1 })
      .lean<Pick<DisputeDoc, '_id' | 'members'>[]>()
      .exec(),
  );
  const disputeOf = new Map(
    disputes.flatMap(({ _id, members }) => members.map(({ recordId }) => [recordId, _id] as const)),
  );
  const marked = new Set(
    pairs.flatMap(({ inside, call }) => {
      const dispute = disputeOf.get(inside);
      return dispute === undefined || dispute === disputeOf.get(call) ? [] : [dispute];
    }),
  );
  if (marked.size === 0) return;
  await storing(
    store.disputes.collection.updateMany(
      { _id: { $in: [...marked] as never[] } },
      { $set: { scoreDue: scoreMark(now) } },
    ),
  );
}

interface Pair {
  readonly inside: string;
  readonly call: string;
}

/** Records of the batch, each with those that share a person with it, where one of the two is a call to the police. */
async function pairsOf(
  store: Store,
  records: readonly CanonicalRecord[],
  people: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<readonly Pair[]> {
  const keys = [...new Set([...people.values()].flatMap((own) => [...own]))];
  if (keys.length === 0) return [];
  const entries = await storing(
    store.searchEntries
      .find({ keys: { $in: keys } }, { keys: 1, feed: 1 })
      .limit(MOST_RELATED)
      .lean<Entry[]>()
      .exec(),
  );
  const byKey = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of entry.keys.filter(tellsPerson)) byKey.set(key, [...(byKey.get(key) ?? []), entry]);
  }
  return records.flatMap(({ id, feed }) => {
    const others = new Map(
      [...(people.get(id) ?? [])].flatMap((key) => (byKey.get(key) ?? []).map((one) => [one._id, one])),
    );
    others.delete(id);
    return [...others.values()].flatMap((other): Pair[] => [
      ...(other.feed === 'police110' ? [{ inside: id, call: other._id }] : []),
      ...(feed === 'police110' ? [{ inside: other._id, call: id }] : []),
    ]);
  });
}
