import type { HotSpot } from '../../../../schema/canonical/hot-spot.ts';

/** A hot spot with what its watcher keeps beside it. */
export interface WatchedSpot extends HotSpot {
  /** Last day with an alarm. */
  readonly lastAlarmOn: string;
}

/** A cell on one day: what was judged, and what is inside. */
export interface SpotDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** The day is not over. */
  readonly provisional: boolean;
  readonly regionCode: string;
  readonly category: string;
  readonly count: number;
  readonly baseline: number;
  readonly score: number;
  readonly threshold: number;
  readonly alarm: boolean;
  readonly ruleVersion: string;
}

export type SpotEventKind = 'HOT_SPOT_OPENED' | 'HOT_SPOT_UPDATED' | 'HOT_SPOT_CLOSED';

export interface SpotChange {
  readonly kind: SpotEventKind;
  readonly spot: WatchedSpot;
}

/** After so many days without an alarm a hot spot is over: the sums start anew at each alarm, and a weak cluster needs days to alarm again. */
export const QUIET_DAYS = 7;

/**
 * What a day makes of a hot spot; null when nothing. A day that is over counts once, whoever asks and however often; a day under way changes
 * a spot only where something is new. No day before the last one that was looked at changes anything: alarms are not unsaid.
 * @param spot the open one of the cell, or null
 * @param idOf id of the hot spot that begins with this day
 * @param inside ids of the disputes since the opening day, sorted
 * @param at UTC
 */
export function spotAfter(
  spot: WatchedSpot | null,
  day: SpotDay,
  idOf: () => string,
  inside: readonly string[],
  at: string,
): SpotChange | null {
  if (spot === null)
    return day.alarm ? { kind: 'HOT_SPOT_OPENED', spot: opened(day, idOf(), inside, at) } : null;
  if (day.day < spot.lastDay || (day.day === spot.lastDay && !spot.provisional)) return null;
  const lastAlarmOn = day.alarm ? day.day : spot.lastAlarmOn;
  if (day.provisional && !isNews(spot, day, lastAlarmOn, inside)) return null;
  const isOver = !day.provisional && daysBetween(lastAlarmOn, day.day) >= QUIET_DAYS;
  return {
    kind: isOver ? 'HOT_SPOT_CLOSED' : 'HOT_SPOT_UPDATED',
    spot: {
      ...spot,
      ...judged(day),
      state: isOver ? 'CLOSED' : 'OPEN',
      closedOn: isOver ? day.day : null,
      lastAlarmOn,
      disputeIds: [...inside],
      updatedAt: at,
    },
  };
}

function opened(day: SpotDay, id: string, inside: readonly string[], at: string): WatchedSpot {
  const { regionCode, category } = day;
  return {
    id,
    level: regionCode.length > COUNTY_DIGITS ? 'STREET' : 'COUNTY',
    regionCode,
    category,
    state: 'OPEN',
    openedOn: day.day,
    closedOn: null,
    lastAlarmOn: day.day,
    disputeIds: [...inside],
    told: [],
    updatedAt: at,
    ...judged(day),
  };
}

const COUNTY_DIGITS = 6;

function judged(
  day: SpotDay,
): Pick<
  WatchedSpot,
  'provisional' | 'lastDay' | 'count' | 'baseline' | 'score' | 'threshold' | 'ruleVersion'
> {
  const { provisional, count, baseline, score, threshold, ruleVersion } = day;
  return { provisional, lastDay: day.day, count, baseline, score, threshold, ruleVersion };
}

function isNews(spot: WatchedSpot, day: SpotDay, lastAlarmOn: string, inside: readonly string[]): boolean {
  return (
    lastAlarmOn !== spot.lastAlarmOn ||
    inside.length !== spot.disputeIds.length ||
    inside.some((id, at) => id !== spot.disputeIds[at]) ||
    (day.day === spot.lastDay && day.count !== spot.count)
  );
}

function daysBetween(one: string, other: string): number {
  return (Date.parse(other) - Date.parse(one)) / 86_400_000;
}
