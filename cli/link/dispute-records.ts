import { FEEDS, feedNamed } from '../../connectors/registry.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import {
  CanonicalRecordSchema,
  type CanonicalRecord,
  type RecordDraft,
} from '../../schema/canonical/record.ts';
import { organisationCore } from '../../schema/matching/organisation.ts';
import { foldName } from '../../schema/matching/fold.ts';
import { normalise } from '../../streams/stages/normalise/normalise.ts';
import { foldBirthDate } from '../../streams/stages/link/person/birth-date.ts';
import { mappedText, type LinkMap } from './map-file.ts';

/** Flat lines are read as the hotline's are: words of a category by its crosswalk, the reporter first. */
const READ_AS = 'hotline12345';
/** A day for lines without one: all on the same, so that time tells none of them apart. */
const NO_DAY = '2000-01-01T00:00:00+08:00';
const NUMBER_PATTERNS = FEEDS.flatMap(({ numberPatterns }) => numberPatterns);
const CATEGORY_CODE = /^\d{2}(?:\d{2})?$/;

/** A line that is a canonical record. @throws HubError HUB_RECORD_INVALID naming the field */
export function canonicalRecordOf(line: Readonly<Record<string, unknown>>): CanonicalRecord {
  const parsed = CanonicalRecordSchema.safeParse(line);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HubError(
    'HUB_RECORD_INVALID',
    `this is no canonical record: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}; for other data name its fields with --map`,
  );
}

/** One flat line as the canonical record of a dispute: read by the same steps as what an agency sends. */
export function disputeRecordOf(
  line: Readonly<Record<string, unknown>>,
  id: string,
  map: LinkMap,
): CanonicalRecord {
  const text = (column: string | undefined): string | null => mappedText(line, column);
  const lines = map.addressLines.map(text).filter((part) => part !== null);
  const place = [text(map.region), text(map.locality), ...lines].filter((part) => part !== null);
  const region = text(map.region);
  const coded = region !== null && /^\d{6,12}$/.test(region);
  const address = (coded ? place.slice(1) : place).join(/\p{Script=Han}/u.test(place.join('')) ? '' : ' ');
  const family = text(map.familyName);
  const given = text(map.givenName);
  const narrative = text(map.narrative);
  const category = text(map.category);
  const at = timeOf(text(map.occurredAt));
  const draft: RecordDraft = {
    sourceId: id,
    sourceTime: at ?? NO_DAY,
    state: 'ACTIVE',
    sourceCategory: category === null ? [] : [category],
    title: narrative?.slice(0, 50) ?? id,
    narrative,
    status: { code: null, label: null },
    reportedAt: at ?? NO_DAY,
    occurredAt: at,
    closedAt: null,
    place: {
      regionCode: coded ? region : null,
      address: address === '' ? null : address,
      longitude: null,
      latitude: null,
    },
    parties: [
      partyOf('REPORTER', wholeName(family, given) ?? text(map.name), text(map.phone), text(map.idNumber)),
      partyOf('COUNTERPARTY', text(map.counterparty), null, null),
    ].filter((party) => party !== null),
    numbers: [],
    quotedNumbers: [],
    amountFen: null,
    peopleInvolved: null,
    events: [],
    details: {},
    flags: [],
    columns: {},
  };
  const { crosswalk, crosswalkVersion } = feedNamed(READ_AS);
  const envelope = {
    feed: READ_AS,
    receivedAt: draft.sourceTime,
    contentHash: digest(JSON.stringify(line)),
  } as const;
  const record = normalise(draft, envelope, { crosswalk, crosswalkVersion, numberPatterns: NUMBER_PATTERNS });
  return {
    ...record,
    id,
    // Whoever gives lines to be linked says that they are about disputes.
    nature: 'DISPUTE',
    natureRule: 'given',
    category: category !== null && CATEGORY_CODE.test(category) ? category : record.category,
  };
}

function partyOf(
  role: 'REPORTER' | 'COUNTERPARTY',
  name: string | null,
  phone: string | null,
  idNumber: string | null,
): RecordDraft['parties'][number] | null {
  if (name === null && phone === null && idNumber === null) return null;
  const isOrganisation =
    role === 'COUNTERPARTY' &&
    name !== null &&
    foldName(name).length > 3 &&
    organisationCore(foldName(name)) !== null;
  return {
    role,
    kind: isOrganisation ? 'ORGANISATION' : 'PERSON',
    name,
    phone,
    idType: idNumber === null ? null : '111',
    idNumber,
    address: null,
  };
}

function wholeName(family: string | null, given: string | null): string | null {
  if (family === null || given === null) return family ?? given;
  return /\p{Script=Han}/u.test(family) ? family + given : `${given} ${family}`;
}

/** RFC 3339 with offset, China's where the text names none. @throws HubError for a text that is no time */
function timeOf(text: string | null): string | null {
  if (text === null) return null;
  const trimmed = text.trim();
  const [, clock = '00:00'] = /[T ](\d{1,2}:\d{2}(?::\d{2})?)/.exec(trimmed) ?? [];
  const offset = /(?:Z|[+-]\d{2}:?\d{2})$/.exec(trimmed.slice(10))?.[0] ?? '+08:00';
  const day = foldBirthDate(trimmed.replace(/(?:Z|[+-]\d{2}:?\d{2})$/, ''));
  const iso =
    day === null
      ? ''
      : `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${clock.padStart(5, '0')}${clock.length <= 5 ? ':00' : ''}${offset}`;
  if (Number.isNaN(Date.parse(iso))) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `"${text}" is no time: write 2026-11-24T10:00:00+08:00 or 2026-11-24`,
    );
  }
  return iso;
}
