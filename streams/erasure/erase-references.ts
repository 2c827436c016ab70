import { personInReference } from '../../schema/erasure/erase-reference.ts';
import { isPerson, type ErasedPerson, type Marker } from '../../schema/erasure/marks.ts';
import type { Reference, ReferenceDraft } from '../../schema/canonical/reference.ts';
import type { ScrubParty } from '../../schema/masking/party-forms.ts';
import type { RawReferenceDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { FeedRules } from '../pipeline/normalise-step.ts';
import { referenceDraftOf, referenceOfRaw, type RawReference } from '../pipeline/reference-step.ts';
import { eraseReferenceDraft, namesErased, referenceWith, versionWithout } from './erased-version.ts';
import type { RecordErasing } from './record-erasing.ts';

const BATCH = 500;
const MAJORITY = { writeConcern: { w: 'majority' } } as const;

/** Entries of agencies' lists in which a person is, and what they are called there. */
export interface GatheredReferences {
  readonly values: readonly ScrubParty[];
  readonly referenceIds: readonly string[];
}

/** Goes through every version of every entry of agencies' lists. Reads only. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function gatherReferences(
  store: Store,
  person: ErasedPerson,
  given: readonly ScrubParty[],
  marker: Marker,
  rules: FeedRules,
): Promise<GatheredReferences> {
  const tombstones = { marker, people: () => [person] };
  const values: ScrubParty[] = [];
  const referenceIds = new Set<string>();
  const cursor = store.rawReferences
    .find()
    .sort({ _id: 1 })
    .batchSize(BATCH)
    .lean<RawReferenceDoc[]>()
    .cursor();
  for await (const doc of cursor as AsyncIterable<RawReferenceDoc>) {
    const raw = rawReferenceOf(doc);
    const { referenceId } = raw;
    const draft = readable(raw, rules);
    if (draft === null) {
      if (namesErased(raw.bytes, tombstones, given)) referenceIds.add(referenceId);
      continue;
    }
    const party = personInReference(draft);
    if (party !== null && isPerson(party, referenceId, person, marker)) {
      values.push(party);
      referenceIds.add(referenceId);
    } else if (eraseReferenceDraft(draft, referenceId, tombstones) !== null) referenceIds.add(referenceId);
  }
  return { values, referenceIds: [...referenceIds].sort() };
}

/** Puts what is left in place of the bytes of all versions of an entry. Answers how many were changed; done again it changes nothing. */
export async function eraseRawReferences(erasing: RecordErasing, referenceId: string): Promise<number> {
  const { store } = erasing;
  let changed = 0;
  for (const raw of await versionsOf(store, referenceId)) {
    const left = leftOf(erasing, raw);
    if (left === null) continue;
    const { contentType, bytes, erased } = left;
    await storing(
      store.rawReferences.collection.updateOne(
        { _id: raw._id } as never,
        { $set: { contentType, bytes: Buffer.from(bytes), erased } },
        MAJORITY,
      ),
    );
    changed += 1;
  }
  return changed;
}

function leftOf({ rules, tombstones, values, now }: RecordErasing, raw: RawReference): RawReference | null {
  const draft = readable(raw, rules);
  if (draft === null) return namesErased(raw.bytes, tombstones, values) ? versionWithout(raw, now()) : null;
  const left = eraseReferenceDraft(draft, raw.referenceId, tombstones, values);
  return left === null ? null : referenceWith(raw, left, now());
}

/**
 * Makes an entry anew from what is left of its versions, as a rebuild would. Answers whether there is one.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function rederiveReference(
  { store, rules }: RecordErasing,
  referenceId: string,
): Promise<boolean> {
  const latest = (await versionsOf(store, referenceId))
    .flatMap((raw): Reference[] => {
      const feed = rules.feeds.get(raw.feed);
      return feed === undefined || readable(raw, rules) === null ? [] : [referenceOfRaw(feed, raw)];
    })
    .sort((a, b) => (a.versionKey < b.versionKey ? -1 : 1))
    .at(-1);
  if (latest === undefined) {
    await storing(store.references.collection.deleteOne({ _id: referenceId } as never, MAJORITY));
    return false;
  }
  const { id: _id, ...entry } = latest;
  // A newer version that comes meanwhile has been written without the person already.
  const asOld = { _id, versionKey: { $lte: latest.versionKey } };
  await storing(store.references.collection.replaceOne(asOld as never, entry, MAJORITY));
  return true;
}

async function versionsOf(store: Store, referenceId: string): Promise<RawReference[]> {
  // All versions of an entry stand together by `_id`.
  const found = await storing(
    store.rawReferences
      .find({ _id: { $gte: `${referenceId}:`, $lt: `${referenceId};` } })
      .sort({ _id: 1 })
      .lean<RawReferenceDoc[]>()
      .exec(),
  );
  return found.map(rawReferenceOf);
}

function rawReferenceOf(doc: RawReferenceDoc): RawReference {
  return { ...doc, bytes: doc.bytes.value() };
}

/** What a version says; null when no mapping reads it. */
function readable(raw: RawReference, rules: FeedRules): ReferenceDraft | null {
  const feed = rules.feeds.get(raw.feed);
  if (feed === undefined || raw.bytes.byteLength === 0) return null;
  try {
    return referenceDraftOf(feed, raw);
  } catch {
    // It was refused when it came, or would be today: its bytes are looked at as they are.
    return null;
  }
}
