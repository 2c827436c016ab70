import { FEED_NAMES, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import type { Access, RowAccess } from '../grants/access.ts';
import { allOf, type Filter } from '../criteria.ts';
import { anyOf, extentFilter, isEverything, levelsUpTo } from './boxes.ts';
import { conditionOf, type Resolved } from './conditions.ts';

export interface RecordScopeOptions {
  readonly access: Access;
  readonly partner: string;
  readonly resolved: Resolved;
  /** Only by these rows. */
  readonly by?: (row: RowAccess) => boolean;
  /** Before the path of each field, e.g. `record.`. */
  readonly under?: string;
}

/** Records that may be seen, as a filter: `{}` for all of them. */
export function recordScope({
  access,
  partner,
  resolved,
  by = () => true,
  under = '',
}: RecordScopeOptions): Filter {
  const byFilter = new Map<string, { filter: Filter; feeds: FeedName[] }>();
  for (const feed of FEED_NAMES) {
    for (const row of (access.datasets.get(feed) ?? []).filter(by)) {
      const filter = rowFilter(row, partner, resolved, under);
      const key = JSON.stringify(filter);
      const known = byFilter.get(key);
      if (known === undefined) byFilter.set(key, { filter, feeds: [feed] });
      else known.feeds.push(feed);
    }
  }
  return anyOf(
    [...byFilter.values()].map(({ filter, feeds }) =>
      allOf([
        ...(feeds.length === FEED_NAMES.length ? [] : [{ [`${under}feed`]: { $in: feeds } }]),
        ...(Object.keys(filter).length === 0 ? [] : [filter]),
      ]),
    ),
  );
}

function rowFilter(row: RowAccess, partner: string, resolved: Resolved, under: string): Filter {
  const condition = conditionOf(row, partner);
  const extent = { regions: row.regionPrefixes, levels: levelsUpTo(row.sensitivity) };
  const records =
    condition === null ? null : (resolved.get(condition.key) ?? []).flatMap((one) => one.recordIds);
  return allOf([
    ...(isEverything(extent)
      ? []
      : [extentFilter(extent, `${under}place.regionCode`, `${under}sensitivity`)]),
    ...(records === null ? [] : [{ [`${under}_id`]: { $in: records } }]),
  ]);
}
