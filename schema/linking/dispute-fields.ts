import type { Dispute } from '../canonical/dispute.ts';
import { reachesOf } from '../canonical/reach.ts';
import { highestSensitivity } from '../canonical/sensitivity.ts';
import { FEED_NAMES } from '../vocabulary/feeds.ts';
import { disputePartiesOf } from './dispute-parties.ts';
import type { Member } from './member.ts';

/** What a dispute says of itself, made of its members each time. */
export type DerivedFields = Pick<
  Dispute,
  | 'feeds'
  | 'title'
  | 'category'
  | 'regionCode'
  | 'address'
  | 'parties'
  | 'amountFen'
  | 'sensitivity'
  | 'guard'
  | 'reach'
  | 'openedAt'
  | 'lastActivityAt'
>;

/**
 * Fields of a dispute by its members, which must not be empty: from the records that hold it together (else the active ones, else all),
 * earliest registered first; evidence adds its feed, parties and activity. Depends on the members only.
 */
export function derivedFieldsOf(disputeId: string, members: readonly Member[]): DerivedFields {
  const ordered = members.toSorted((a, b) => (a.registered < b.registered ? -1 : 1));
  const core = ordered.filter(({ isCore }) => isCore);
  const active = ordered.filter(({ record }) => record.state === 'ACTIVE');
  const counted = active.length > 0 ? active : ordered;
  const leading = core.length > 0 ? core : counted;
  const placed = leading.find(({ record }) => record.place.regionCode !== null);
  const addressed = leading.find(({ record }) => record.place.address !== null);
  const amounts = leading.flatMap(({ record }) => record.amountFen ?? []);
  const feeds = new Set(ordered.map(({ record }) => record.feed));
  return {
    feeds: FEED_NAMES.filter((feed) => feeds.has(feed)),
    title: leading[0]?.record.title ?? '',
    category: commonCategory(leading),
    regionCode: placed?.record.place.regionCode ?? null,
    address: addressed?.record.place.address ?? null,
    parties: disputePartiesOf(disputeId, counted),
    amountFen: amounts.length === 0 ? null : Math.max(...amounts),
    sensitivity: highestSensitivity(counted.map(({ record }) => record.sensitivity)),
    guard: highestSensitivity(members.map(({ record }) => record.sensitivity)),
    reach: reachesOf(members.map(({ record }) => record)),
    openedAt: leading[0]?.record.reportedAt ?? '',
    lastActivityAt: lastActivity(counted),
  };
}

/** The class that most records give; of equally frequent ones the narrower, then that of the earliest record. */
function commonCategory(records: readonly Member[]): string | null {
  const counts = new Map<string, number>();
  for (const { record } of records) {
    const { category } = record;
    if (category !== null) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, m], [b, n]) => n - m || b.length - a.length);
  return best?.[0] ?? null;
}

/** The latest time at which a source says that something happened; a source clock that runs ahead is not believed. */
function lastActivity(records: readonly Member[]): string {
  const times = records.flatMap(({ record }) => [
    record.reportedAt,
    record.flags.includes('SOURCE_TIME_AHEAD') ? record.receivedAt : record.sourceTime,
  ]);
  return times.toSorted((a, b) => Date.parse(b) - Date.parse(a) || (a < b ? -1 : 1))[0] ?? '';
}
