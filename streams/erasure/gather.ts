import { peopleIn } from '../../schema/erasure/erase-value.ts';
import type { ErasedPerson, Marker } from '../../schema/erasure/marks.ts';
import type { ScrubParty } from '../../schema/masking/party-forms.ts';
import type { RawRecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { draftOf, type FeedRules } from '../pipeline/normalise-step.ts';
import { versionOfDocument, type RawVersion } from '../pipeline/raw-version.ts';
import { gatherReferences } from './erase-references.ts';
import { eraseDraft, namesErased } from './erased-version.ts';

/** Where a person is, and what they are called there. */
export interface Gathered {
  readonly values: readonly ScrubParty[];
  readonly recordIds: readonly string[];
  readonly disputeIds: readonly string[];
  readonly referenceIds: readonly string[];
}

const BATCH = 500;

/**
 * Goes through every version of every record and of every entry of a list: a telephone number in somebody else's narrative is found by no index. Reads only.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function gatherPerson(
  store: Store,
  person: ErasedPerson,
  given: readonly ScrubParty[],
  marker: Marker,
  rules: FeedRules,
): Promise<Gathered> {
  const values = new Map<string, ScrubParty>(given.map((party) => [JSON.stringify(party), party]));
  const recordIds = new Set(person.recordIds);
  const tombstones = { marker, people: () => [person] };
  const cursor = store.rawRecords.find().sort({ _id: 1 }).batchSize(BATCH).lean<RawRecordDoc[]>().cursor();
  for await (const doc of cursor as AsyncIterable<RawRecordDoc>) {
    const raw = versionOfDocument(doc);
    const draft = readable(raw, rules);
    if (draft === null) {
      if (namesErased(raw.bytes, tombstones, given)) recordIds.add(raw.recordId);
      continue;
    }
    for (const party of peopleIn(draft, raw.recordId, [person], marker)) {
      values.set(JSON.stringify(party), party);
      recordIds.add(raw.recordId);
    }
    if (!recordIds.has(raw.recordId) && eraseDraft(draft, raw.recordId, tombstones) !== null)
      recordIds.add(raw.recordId);
  }
  const lists = await gatherReferences(store, person, given, marker, rules);
  for (const party of lists.values) values.set(JSON.stringify(party), party);
  const members = [...recordIds];
  const disputes = await storing(
    store.disputes
      .find({ $or: [{ 'members.recordId': { $in: members } }, { 'parties.recordIds': { $in: members } }] })
      .select({ _id: 1 })
      .lean<{ _id: string }[]>()
      .exec(),
  );
  return {
    values: [...values.values()],
    recordIds: members.sort(),
    disputeIds: disputes.map(({ _id }) => _id).sort(),
    referenceIds: lists.referenceIds,
  };
}

/** What a version says; null when no mapping reads it. */
export function readable(raw: RawVersion, rules: FeedRules): ReturnType<typeof draftOf> | null {
  if (raw.bytes.byteLength === 0) return null;
  try {
    return draftOf(raw, rules);
  } catch {
    // It was refused when it came, or would be today: its bytes are looked at as they are.
    return null;
  }
}
