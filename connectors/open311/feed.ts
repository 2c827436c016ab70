import type { Feed } from '../kit/feed.ts';
import { OPEN311_CROSSWALK, OPEN311_CROSSWALK_VERSION } from './crosswalk.ts';
import { serviceRequestDraft } from './draft.ts';
import { open311Csv, open311Drop } from './drop.ts';

/** City 311 service requests, as exported by any city that has a profile. */
export const open311: Feed = {
  name: 'open311',
  connectors: [open311Drop],
  crosswalkVersion: OPEN311_CROSSWALK_VERSION,
  crosswalk: OPEN311_CROSSWALK,
  // Bare digits say nothing in a text; with the city's own words around them they do.
  numberPatterns: [/(?<=\b(?:SR|service request|311 request|311)\s?(?:#|no\.?|number)?\s?)\d{8}(?!\d)/gi],
  csv: open311Csv,
  toDraft: serviceRequestDraft,
};
