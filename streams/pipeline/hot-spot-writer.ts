import { HOT_SPOT_ID_PREFIX, HotSpotSchema, type HotSpot } from '../../schema/canonical/hot-spot.ts';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import { digest, hubEventIdOf } from '../../schema/canonical/ids.ts';
import { insertOnce } from '../../schema/store/bulk-command.ts';
import type { HotSpotDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { regionName } from '../../schema/vocabulary/regions.ts';
import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';
import {
  spotAfter,
  type SpotChange,
  type SpotDay,
  type WatchedSpot,
} from '../stages/detect/area/hot-spot.ts';
import { cellKey, disputesInside } from './area-counts.ts';

/** Someone else changes the same spot in between so often only when something is wrong. */
const MOST_TRIES = 20;

/**
 * What one day makes of a cell's hot spot, with the event that tells it in the same write. Of several watchers one writes: an opening has the
 * id of cell and day, any other change is a compare-and-set. Answers whether this call changed anything.
 */
export async function applySpotDay(store: Store, day: SpotDay, now: Date): Promise<boolean> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const document = await storing(
      store.hotSpots
        .findOne({ state: 'OPEN', regionCode: day.regionCode, category: day.category })
        .lean<HotSpotDoc>()
        .exec(),
    );
    if (document === null && !day.alarm) return false;
    const spot = document === null ? null : watchedOf(document);
    const inside = await disputesInside(store, day, spot?.openedOn ?? day.day, day.day);
    const change = spotAfter(spot, day, () => hotSpotIdOf(day), inside.disputeIds, now.toISOString());
    if (change === null) return false;
    const seq = (document?.seq ?? 0) + 1;
    const event = eventOf(change, seq, inside.feeds as FeedName[]);
    if (document === null) return open(store, change.spot, event);
    if (await replace(store, document, change.spot, event)) return true;
  }
  throw new Error(`the hot spot of ${cellKey(day)} changes all the time`);
}

async function open(store: Store, { id, ...spot }: WatchedSpot, event: HubEvent): Promise<boolean> {
  const document: HotSpotDoc = { _id: id, ...spot, rev: 1, seq: event.seq, outbox: [event] };
  return insertOnce(store.hotSpots, document);
}

/** `told` is not ours to write: whoever tells adds to it. */
async function replace(
  store: Store,
  before: HotSpotDoc,
  spot: WatchedSpot,
  event: HubEvent,
): Promise<boolean> {
  const { id, ...rest } = spot;
  const fields: Partial<WatchedSpot> = rest;
  delete (fields as { told?: unknown }).told;
  const rev = before.rev ?? 0;
  const { matchedCount } = await storing(
    store.hotSpots.collection.updateOne({ _id: id as never, rev: before.rev ?? null }, {
      $set: { ...fields, rev: rev + 1, seq: event.seq },
      $push: { outbox: event },
    } as never),
  );
  return matchedCount > 0;
}

/** `hotspot-<hash of cell and opening day>`. */
function hotSpotIdOf({ regionCode, category, day }: SpotDay): string {
  return `${HOT_SPOT_ID_PREFIX}${digest('hot-spot', regionCode, category, day).slice(0, 32)}`;
}

function watchedOf({ _id, lastAlarmOn, ...document }: HotSpotDoc): WatchedSpot {
  return { ...plainSpot({ id: _id, ...document }), lastAlarmOn: lastAlarmOn ?? document.openedOn };
}

/** A hot spot without what only its watcher keeps. */
function plainSpot(spot: HotSpot): HotSpot {
  const names = Object.keys(HotSpotSchema.shape) as (keyof HotSpot)[];
  return Object.fromEntries(names.map((name) => [name, spot[name]])) as HotSpot;
}

function eventOf({ kind, spot }: SpotChange, seq: number, feeds: FeedName[]): HubEvent {
  const { id, regionCode, category, ruleVersion, updatedAt } = spot;
  const label = DISPUTE_CATEGORIES.get(category)?.labelZh ?? category;
  return {
    id: hubEventIdOf(id, seq, kind),
    kind,
    subjectId: id,
    seq,
    at: updatedAt,
    disputeId: null,
    code: null,
    hotSpotId: id,
    title: `${regionName(regionCode) ?? regionCode} ${label}`,
    regionCode,
    category,
    feeds,
    recordIds: [],
    score: null,
    colour: null,
    fromColour: null,
    factors: [],
    changes: [],
    mergedInto: null,
    move: null,
    hotSpot: plainSpot(spot),
    ruleVersion,
  };
}
