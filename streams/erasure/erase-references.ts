import { personInReference } from '../../schema/erasure/erase-reference.ts';
import type { Feed } from '../../connectors/kit/feed.ts';
import { isPerson, type ErasedPerson, type Marker } from '../../schema/erasure/marks.ts';
import type { Reference, ReferenceDraft } from '../../schema/canonical/reference.ts';
import type { ScrubParty } from '../../schema/masking/party-forms.ts';
import type { RawReferenceDoc } from '../../schema/store/documents.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { FeedRules } from '../pipeline/normalise-step.ts';
import { versionOfDocument, type RawReference } from '../pipeline/raw-version.ts';
import { referenceDraftOf, referenceOfRaw } from '../pipeline/reference-step.ts';
import { versionsOf, type Versions } from './erase-versions.ts';
import { eraseReferenceDraft, namesErased, referenceWith, versionWithout } from './erased-version.ts';
import type { RecordErasing } from './record-erasing.ts';

const BATCH = 500;

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
    const raw = versionOfDocument(doc);
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

/** Versions of entries of lists. */
export const REFERENCE_VERSIONS: Versions<'rawReferences'> = { collection: 'rawReferences', leftOf };

function leftOf({ rules, tombstones, values, now }: RecordErasing, raw: RawReference): RawReference | null {
  const draft = readable(raw, rules);
  if (draft === null) return namesErased(raw.bytes, tombstones, values) ? versionWithout(raw, now()) : null;
  const left = eraseReferenceDraft(draft, raw.referenceId, tombstones, values);
  return left === null ? null : referenceWith(raw, left, now());
}

/**
 * Makes an entry anew from what is left of its versions, as a rebuild would.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function rederiveReference({ store, rules }: RecordErasing, referenceId: string): Promise<void> {
  const newest = newestVersion(await versionsOf(store, 'rawReferences', referenceId), rules);
  if (newest === null) {
    await storing(store.references.collection.deleteOne({ _id: referenceId } as never, MAJORITY));
    return;
  }
  const { id: _id, ...entry } = newest.reference;
  // A newer version that comes meanwhile has been written without the person already.
  const asOld = { _id, versionKey: { $lte: entry.versionKey } };
  await storing(store.references.collection.replaceOne(asOld as never, entry, MAJORITY));
}

/** A version with the entry that it makes. */
export interface ReadVersion {
  readonly raw: RawReference;
  readonly reference: Reference;
}

/** Of the versions of an entry that can be read the newest; null when none can. */
export function newestVersion(versions: readonly RawReference[], rules: FeedRules): ReadVersion | null {
  return versions
    .flatMap((raw): ReadVersion[] => {
      const reference = readBy(rules, raw, (feed) => referenceOfRaw(feed, raw));
      return reference === null ? [] : [{ raw, reference }];
    })
    .reduce<ReadVersion | null>(
      (newest, one) =>
        newest === null || one.reference.versionKey > newest.reference.versionKey ? one : newest,
      null,
    );
}

/** What a version says; null when no mapping reads it. */
function readable(raw: RawReference, rules: FeedRules): ReferenceDraft | null {
  return readBy(rules, raw, (feed) => referenceDraftOf(feed, raw));
}

/** What its feed makes of a version; null when no mapping reads it. */
function readBy<Made>(
  { feeds }: FeedRules,
  { feed: name, bytes }: RawReference,
  read: (feed: Feed) => Made,
): Made | null {
  const feed = feeds.get(name);
  if (feed === undefined || bytes.byteLength === 0) return null;
  try {
    return read(feed);
  } catch {
    // It was refused when it came, or would be today: its bytes are looked at as they are.
    return null;
  }
}
