import type { RecordDoc } from '../../../schema/store/documents.ts';
import type { ReferenceKind } from '../../../schema/canonical/reference.ts';
import type { SensitiveKind } from '../../../schema/vocabulary/disclosure.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import type { Shown } from './context.ts';
import { showPartyName } from './parties.ts';

/**
 * What a column of an agency's own holds: no value about anybody (PLAIN), a sensitive kind, the name of a party (PARTY), or what may hold anything and
 * is shown only to whoever sees everything (ANYTHING). Names of those on duty are no secret: officers, mediators, workers of a grid.
 */
export type DetailKind = SensitiveKind | 'PLAIN' | 'PARTY' | 'ANYTHING';

type Details = RecordDoc['details'];
type DetailKinds = Readonly<Record<string, DetailKind>>;

/** A column that stands here not is NARRATIVE where it is a text, ANYTHING where it is not. */
export const RECORD_DETAILS: Readonly<Record<FeedName, DetailKinds>> = {
  police110: {
    ...plain(
      'dispatchSheetNo dispatchedAt arrivedAt feedbackAt channelCode channel levelCode level typeL1 typeL2 typeL3',
      'jurisdictionUnitCode jurisdictionUnit beatCode beat officerCode officer disposalCode disposal feedbackResultCode feedbackResult',
    ),
    disposalNote: 'NARRATIVE',
    feedbackNote: 'NARRATIVE',
  },
  hotline12345: {
    ...plain(
      'requestTypeCode requestType category regionName callerGender stage deadlineAt handlingUnit repliedAt satisfaction relatedNumbers',
    ),
    counterparty: 'PARTY',
    reply: 'NARRATIVE',
  },
  court: {
    ...plain(
      'caseYear caseType caseTypeCode caseSerial courtCode courtName countyCode causeCode causeName causeRules source sourceCode',
      'mediationOrganisation mediationOrganisationType mediationOrganisationTypeCode mediator outcome outcomeCode',
      'confirmationNumber confirmedAt partyPositions',
    ),
    claims: 'NARRATIVE',
    confirmationResult: 'NARRATIVE',
  },
  grid: {
    ...plain('eventClass eventSubclass gridCode gridName communityCode stage'),
    counterparty: 'PARTY',
    result: 'NARRATIVE',
  },
  open311: {
    ...plain(
      'serviceName serviceCode serviceGroup descriptor agencyCode agency locationType city borough communityBoard expectedAt',
      'resolutionUpdatedAt channel createdBy duplicate communityArea ward policeSector policeDistrict precinct facilityType',
    ),
    resolution: 'NARRATIVE',
    serviceNotice: 'NARRATIVE',
    zipcode: 'ADDRESS',
    streetName: 'ADDRESS',
    crossStreet1: 'ADDRESS',
    crossStreet2: 'ADDRESS',
    intersectionStreet1: 'ADDRESS',
    intersectionStreet2: 'ADDRESS',
    landmark: 'ADDRESS',
    addressId: 'ANYTHING',
    bbl: 'ANYTHING',
    xCoordinateStatePlane: 'ANYTHING',
    yCoordinateStatePlane: 'ANYTHING',
    // A picture.
    mediaUrl: 'ANYTHING',
  },
};

/** Entries of an agency's lists: the telephone of a person on duty may be their own; that of a committee is its office's. */
export const REFERENCE_DETAILS: Readonly<Record<ReferenceKind, DetailKinds>> = {
  GRID: { ...plain('communityName workerName households'), workerPhone: 'PHONE' },
  COMMUNITY: plain('population'),
  MEDIATION_COMMITTEE: plain('committeeKind level address phone establishedOn'),
  MEDIATOR: { ...plain('gender specialities fullTime certificateNumber'), phone: 'PHONE' },
};

/** Details as they are shown. */
export function showDetails(
  details: Details,
  kinds: DetailKinds,
  shown: Shown,
  parties: RecordDoc['parties'] = [],
): Details {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      Object.hasOwn(kinds, name)
        ? showDetail(value, kinds[name] ?? 'ANYTHING', shown, parties)
        : showDetail(value, isTexts(value) ? 'NARRATIVE' : 'ANYTHING', shown, parties),
    ]),
  );
}

function showDetail(
  value: Details[string],
  kind: DetailKind,
  shown: Shown,
  parties: RecordDoc['parties'],
): Details[string] {
  if (value === null || kind === 'PLAIN') return value;
  if (Array.isArray(value)) {
    return value.flatMap((one) => {
      const found = showDetail(one, kind, shown, parties);
      return typeof found === 'string' ? [found] : [];
    });
  }
  if (kind === 'ANYTHING' || typeof value !== 'string') return null;
  if (kind === 'NARRATIVE') return shown.text(value);
  if (kind === 'PARTY') {
    const party = parties.find(({ name }) => name === value);
    return showPartyName({ kind: party?.kind ?? 'UNKNOWN', name: value }, shown);
  }
  return kind === 'AMOUNT' || kind === 'COORDINATES' ? null : shown.value(kind, value);
}

function isTexts(value: Details[string]): boolean {
  return typeof value === 'string' || Array.isArray(value);
}

function plain(...names: readonly string[]): Record<string, DetailKind> {
  return Object.fromEntries(names.flatMap((line) => line.split(' ')).map((name) => [name, 'PLAIN']));
}
