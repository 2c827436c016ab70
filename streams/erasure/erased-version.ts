import { digest } from '../../schema/canonical/ids.ts';
import type { ReferenceDraft } from '../../schema/canonical/reference.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { eraseReference } from '../../schema/erasure/erase-reference.ts';
import { eraseText } from '../../schema/erasure/erase-text.ts';
import { eraseValue } from '../../schema/erasure/erase-value.ts';
import type { ScrubParty } from '../../schema/masking/party-forms.ts';
import { partyForms } from '../../schema/masking/party-forms.ts';
import type { ErasedNote } from '../../schema/store/documents.ts';
import type { RawVersion } from '../pipeline/raw-version.ts';
import type { Tombstones } from './tombstones.ts';

/**
 * Bytes of this type are what was left of a version (of a record or of an entry of a list) when a person was erased from it: not the agency's row any more,
 * but the draft that its mapping had made of it, as JSON. So a rebuild reads it like the row, whatever form that had.
 */
export const ERASED_DRAFT_TYPE = 'application/vnd.tributary.erased-draft+json';

export function erasedDraftOf(bytes: Uint8Array): RecordDraft {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as RecordDraft;
}

/** A draft without erased people, null when nothing of them was in it. Its columns are gone with them. */
export function eraseDraft(
  draft: RecordDraft,
  recordId: string,
  tombstones: Tombstones,
  values: readonly ScrubParty[] = [],
): RecordDraft | null {
  const people = tombstones.people();
  if (people.length === 0) return null;
  const { value, changed } = eraseValue(
    { ...draft, columns: {} },
    { people, marker: tombstones.marker, recordId, values },
  );
  return changed ? value : null;
}

/** An entry of a list without erased people, null when nothing of them was in it. */
export function eraseReferenceDraft(
  draft: ReferenceDraft,
  referenceId: string,
  tombstones: Tombstones,
  values: readonly ScrubParty[] = [],
): ReferenceDraft | null {
  const people = tombstones.people();
  if (people.length === 0) return null;
  return eraseReference(draft, { people, marker: tombstones.marker, recordId: referenceId, values });
}

/** What is kept of any version as received. */
export type RawBytes = Pick<RawVersion, 'contentType' | 'bytes' | 'erased'>;
const UNGUARDED = { sensitivity: null, sensitivityRule: null } as const;

/**
 * The raw version with what is left in place of its bytes; `contentHash` stays, so that the same bytes are known as a repeat.
 * @param before how guarded the record was; an entry of a list is not
 */
export function versionWith<Raw extends RawBytes>(
  raw: Raw,
  draft: RecordDraft | ReferenceDraft,
  before: Pick<ErasedNote, 'sensitivity' | 'sensitivityRule'>,
  at: Date,
): Raw {
  const bytes = Buffer.from(JSON.stringify(draft), 'utf8');
  const { sensitivity, sensitivityRule } = before;
  return {
    ...raw,
    contentType: ERASED_DRAFT_TYPE,
    bytes,
    erased: { at: at.toISOString(), bytesHash: digest(bytes), sensitivity, sensitivityRule },
  };
}

/** The version of an entry of a list with what is left in place of its bytes. */
export function referenceWith<Raw extends RawBytes>(raw: Raw, draft: ReferenceDraft, at: Date): Raw {
  return versionWith(raw, draft, UNGUARDED, at);
}

/** What is noted of a version that comes back from the topic as what was left of it. */
export function erasedNoteOf(
  contentType: string,
  bytes: Uint8Array,
  now: Date,
): { readonly erased?: ErasedNote } {
  if (contentType !== ERASED_DRAFT_TYPE) return {};
  return {
    erased: {
      at: now.toISOString(),
      bytesHash: digest(bytes),
      sensitivity: null,
      sensitivityRule: null,
    },
  };
}

/** A version that no mapping could read, with nothing in place of its bytes. */
export function versionWithout<Raw extends RawBytes>(raw: Raw, at: Date): Raw {
  const bytes = Buffer.alloc(0);
  const note = { at: at.toISOString(), bytesHash: digest(bytes), ...UNGUARDED };
  return { ...raw, bytes, erased: note };
}

/** Whether bytes that nobody could read have something of erased people in them, in UTF-8 or GB 18030. */
export function namesErased(
  bytes: Uint8Array,
  tombstones: Tombstones,
  values: readonly ScrubParty[] = [],
): boolean {
  const people = tombstones.people();
  if (people.length === 0 || bytes.byteLength === 0) return false;
  const numbers = new Set(people.flatMap((person) => [...person.numbers]));
  const forms = partyForms(values);
  return textsOf(bytes).some((text) => eraseText(text, forms, numbers, tombstones.marker) !== null);
}

/** Bytes that nobody could read as the texts that they may be: in UTF-8 and in GB 18030. */
export function textsOf(bytes: Uint8Array): readonly string[] {
  return ENCODINGS.map((encoding) => decoded(bytes, encoding));
}

const ENCODINGS = ['utf-8', 'gb18030'] as const;

/** JSON may write characters by their numbers. */
function decoded(bytes: Uint8Array, encoding: (typeof ENCODINGS)[number]): string {
  return new TextDecoder(encoding)
    .decode(bytes)
    .replace(/\\u([0-9a-fA-F]{4})/g, (_all, unit: string) => String.fromCharCode(parseInt(unit, 16)));
}

/** What stays of a dead letter that named somebody who was erased: that there was one, and why. */
export const ERASED_LETTER = {
  key: null,
  value: Buffer.alloc(0),
  reason: 'its words and bytes were erased with a person whom they named',
  reasonClass: 'erased with a person',
} as const;
