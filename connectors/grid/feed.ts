import type { Feed } from '../kit/feed.ts';
import { GRID_CROSSWALK, GRID_CROSSWALK_VERSION } from './crosswalk.ts';
import { gridDraft } from './draft.ts';
import { gridReference } from './reference.ts';
import { gridLists, gridSql } from './sql.ts';

/** Grid inspection (网格): events polled from a view of the platform's PostgreSQL, and its lists of grids, communities, committees, mediators. */
export const grid: Feed = {
  name: 'grid',
  connectors: [gridSql, gridLists],
  crosswalkVersion: GRID_CROSSWALK_VERSION,
  crosswalk: GRID_CROSSWALK,
  // 事件编号: WG, the street's 9 digits, day, 4 digits.
  numberPatterns: [/(?<![A-Za-z0-9])WG\d{9}20\d{10}(?!\d)/gi],
  toDraft: gridDraft,
  toReference: gridReference,
};
