import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { COMMITTEE_NAMES, ENTRY_CODES } from './fixture-entries.ts';
import { momentOf, type Seeded } from './seeded.ts';

/** Feeds that the stored data have, in the hub's order. */
export const FIXTURE_FEEDS = [
  'police110',
  'hotline12345',
  'court',
  'grid',
  'open311',
] as const satisfies readonly FeedName[];
export type FixtureFeed = (typeof FIXTURE_FEEDS)[number];

interface DetailNames {
  readonly texts: string;
  readonly times?: string;
  readonly numbers?: string;
  readonly lists?: string;
}

/** Names of what each feed tells beside the common fields. */
const NAMES: Readonly<Record<FixtureFeed, DetailNames>> = {
  police110: {
    texts:
      'dispatchSheetNo typeL1 typeL2 typeL3 level channelCode channel jurisdictionUnitCode jurisdictionUnit beatCode beat officerCode officer disposalCode disposal disposalNote feedbackResultCode feedbackResult feedbackNote',
    times: 'dispatchedAt arrivedAt feedbackAt',
  },
  hotline12345: {
    texts: 'requestTypeCode requestType callerGender counterparty stage handlingUnit reply satisfaction',
    times: 'deadlineAt repliedAt',
    lists: 'relatedNumbers',
  },
  court: {
    texts:
      'courtCode courtName caseType caseTypeCode causeCode causeName causeRules source sourceCode mediationOrganisationType mediationOrganisationTypeCode mediator outcomeCode outcome claims confirmationNumber confirmationResult',
    times: 'confirmedAt',
    numbers: 'caseYear caseSerial',
    lists: 'partyPositions',
  },
  grid: { texts: 'eventClass eventSubclass stage result counterparty gridName' },
  open311: {
    texts:
      'serviceName descriptor locationType zipcode city borough communityBoard resolution channel agencyCode agency bbl taxi',
    times: 'expectedAt resolutionUpdatedAt',
  },
};

/** Each there in three of four records. */
export function detailsOf(feed: FixtureFeed, random: Seeded): CanonicalRecord['details'] {
  const { texts, times, numbers, lists } = NAMES[feed];
  const details: CanonicalRecord['details'] = {};
  const fill = (names: string | undefined, value: (name: string) => string | number | string[]): void => {
    for (const name of names?.split(' ') ?? []) if (random.chance(0.75)) details[name] = value(name);
  };
  fill(texts, (name) => `${name} ${random.int(1, 4)}`);
  fill(times, () => momentOf(random));
  fill(numbers, () => random.int(1, 2_026));
  if (feed === 'court') {
    fill('countyCode', () => '320612');
    fill('mediationOrganisation', () => random.pick(COMMITTEE_NAMES));
  }
  if (feed === 'grid') {
    fill('gridCode', () => random.pick(ENTRY_CODES.GRID));
    fill('communityCode', () => random.pick(ENTRY_CODES.COMMUNITY));
  }
  fill(lists, () => random.some(['NT1', 'NT2', 'J3'], random.int(0, 3)));
  return details;
}
