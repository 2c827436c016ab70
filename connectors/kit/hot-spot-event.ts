import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import { regionName } from '../../schema/vocabulary/regions.ts';
import { isHotSpotKind, type HotSpotEventKind } from '../../schema/vocabulary/risk-terms.ts';
import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';
import { OUTBOUND_EVENT_SOURCE } from './outbound-event.ts';
import type { Subscription } from './outbound.ts';

/** What was told of a hot spot, with its numbers at that moment. */
export type HotSpotEvent = HubEvent & {
  readonly kind: HotSpotEventKind;
  readonly hotSpot: NonNullable<HubEvent['hotSpot']>;
};

/** What an agency reads of a hot spot in its region: the numbers, and those disputes inside in which it has a record itself. */
export interface HotSpotData {
  readonly agency: string;
  readonly hotSpot: string;
  /** Counts what was told of the hot spot from 1. */
  readonly seq: number;
  readonly level: 'STREET' | 'COUNTY';
  readonly regionCode: string;
  readonly regionName: string | null;
  /** GB/T 31000 table 91. */
  readonly category: string;
  readonly categoryName: string | null;
  readonly state: 'OPEN' | 'CLOSED';
  /** The day is not over. */
  readonly provisional: boolean;
  readonly openedOn: string;
  readonly lastDay: string;
  readonly closedOn: string | null;
  /** Disputes of the last day, and what is usual on such a day. */
  readonly count: number;
  readonly baseline: number;
  readonly score: number;
  readonly threshold: number;
  /** Disputes inside since it opened. */
  readonly disputes: number;
  /** Unified codes (一案一码) of those in which the agency has a record. */
  readonly codes: readonly string[];
}

export function isHotSpotEvent(event: HubEvent): event is HotSpotEvent {
  return event.hotSpot !== null && isHotSpotKind(event.kind);
}

/** Whether the hot spot lies in a region of the agency. */
export function isInItsRegion({ hotSpot }: HotSpotEvent, { hotSpotRegions }: Subscription): boolean {
  return hotSpotRegions?.some((prefix) => hotSpot.regionCode.startsWith(prefix)) ?? false;
}

/** The CloudEvent (1.0, JSON) that tells the agency of a hot spot: the same bytes for the same event and codes. */
export function hotSpotMessage(event: HotSpotEvent, agency: string, codes: readonly string[]): string {
  const { hotSpot } = event;
  const data: HotSpotData = {
    agency,
    hotSpot: hotSpot.id,
    seq: event.seq,
    level: hotSpot.level,
    regionCode: hotSpot.regionCode,
    regionName: regionName(hotSpot.regionCode) ?? null,
    category: hotSpot.category,
    categoryName: DISPUTE_CATEGORIES.get(hotSpot.category)?.labelZh ?? null,
    state: hotSpot.state,
    provisional: hotSpot.provisional,
    openedOn: hotSpot.openedOn,
    lastDay: hotSpot.lastDay,
    closedOn: hotSpot.closedOn,
    count: hotSpot.count,
    baseline: hotSpot.baseline,
    score: hotSpot.score,
    threshold: hotSpot.threshold,
    disputes: hotSpot.disputeIds.length,
    codes: [...codes].sort(),
  };
  return JSON.stringify({
    specversion: '1.0',
    id: event.id,
    source: OUTBOUND_EVENT_SOURCE,
    type: hotSpotMessageType(event.kind),
    subject: hotSpot.id,
    time: event.at,
    datacontenttype: 'application/json',
    data,
  });
}

/** `tributary.hot-spot.opened.v1` */
export function hotSpotMessageType(kind: HotSpotEventKind): string {
  return `tributary.hot-spot.${kind.slice('HOT_SPOT_'.length).toLowerCase()}.v1`;
}
