import { csvFormat, type CsvFeed } from '../kit/csv-file.ts';
import type { Feed } from '../kit/feed.ts';
import { OPEN311_CROSSWALK, OPEN311_CROSSWALK_VERSION } from './crosswalk.ts';
import { ServiceRequestMapper } from './draft.ts';
import { open311Drop } from './drop.ts';
import { open311GeoReport } from './georeport.ts';
import { Profiles, profilesWith, SHIPPED_PROFILES } from './profiles.ts';

const shipped = new Profiles(SHIPPED_PROFILES);

/** City 311 service requests, as exported by any city that has a profile or as its GeoReport v2 interface gives them. */
export const open311: Feed = {
  ...open311With(shipped),
  withProfiles: (folder) => open311With(profilesWith(folder)),
};

function csvOf(profiles: Profiles): CsvFeed {
  const mapper = new ServiceRequestMapper(profiles);
  return {
    feed: 'open311',
    eventType: 'org.open311.service-request.v1',
    layoutsNamed: (profile) => profiles.csvNamed(profile),
    toDraft: (bytes, context) => mapper.draft(bytes, context),
  };
}

/** The feed with these profiles and no others. */
export function open311With(profiles: Profiles): Feed {
  const csv = csvOf(profiles);
  const files = [csvFormat(csv)];
  const crosswalks = new Map(
    profiles.all
      .filter(({ categories }) => categories.length > 0)
      .map(({ profile, categories }) => [
        profile,
        {
          crosswalkVersion: `${OPEN311_CROSSWALK_VERSION}+${profile}`,
          crosswalk: [...categories, ...OPEN311_CROSSWALK],
        },
      ]),
  );
  return {
    name: 'open311',
    connectors: [open311Drop(files), open311GeoReport(profiles)],
    crosswalkVersion: OPEN311_CROSSWALK_VERSION,
    crosswalk: OPEN311_CROSSWALK,
    crosswalkOf: (profile) => crosswalks.get(profile ?? '') ?? null,
    // Bare digits say nothing in a text; with the city's own words around them they do.
    numberPatterns: [
      /(?<=\b(?:SR|service request|311 request|311)\s?(?:#|no\.?|number)?\s?)\d{8}(?!\d)/gi,
      ...profiles.all.flatMap(({ numberPattern }) => numberPattern ?? []),
    ],
    files,
    toDraft: (bytes, context) => csv.toDraft(bytes, context),
  };
}
