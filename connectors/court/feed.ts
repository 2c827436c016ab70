import type { Feed } from '../kit/feed.ts';
import { CASE_NUMBER_IN_TEXT } from './case-number.ts';
import { COURT_CROSSWALK, COURT_CROSSWALK_VERSION } from './crosswalk.ts';
import { courtDrop } from './drop.ts';
import { COURT_FILES } from './files.ts';
import { courtDraft } from './mapping.ts';

/** Pre-litigation mediation of the courts (法院诉前调解): cases in files that their platform puts into a folder. */
export const court: Feed = {
  name: 'court',
  connectors: [courtDrop],
  crosswalkVersion: COURT_CROSSWALK_VERSION,
  crosswalk: COURT_CROSSWALK,
  numberPatterns: [CASE_NUMBER_IN_TEXT],
  files: COURT_FILES,
  toDraft: courtDraft,
};
