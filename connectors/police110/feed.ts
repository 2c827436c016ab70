import type { Feed } from '../kit/feed.ts';
import { POLICE_CROSSWALK, POLICE_CROSSWALK_VERSION } from './crosswalk.ts';
import { policeDraft } from './draft.ts';
import { policePush } from './push.ts';

/** Police 110 dispatch (接处警): incidents pushed as CloudEvents. */
export const police110: Feed = {
  name: 'police110',
  connectors: [policePush],
  crosswalkVersion: POLICE_CROSSWALK_VERSION,
  crosswalk: POLICE_CROSSWALK,
  // 接警单编号 and 处警单编号: J or C, county code, day, 5 digits.
  numberPatterns: [/(?<![A-Za-z0-9])[JC]\d{19}(?!\d)/gi],
  toDraft: policeDraft,
};
