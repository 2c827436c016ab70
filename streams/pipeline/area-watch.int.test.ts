import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { simulatedCounts, FLAT_WEEK } from '../../bench/detect-counts.ts';
import { dispute as disputeOf, record } from '../../gateway/subgraphs/testing/fixtures.ts';
import { HotSpotSchema } from '../../schema/canonical/hot-spot.ts';
import { HubEventSchema, type HubEvent } from '../../schema/canonical/hub-event.ts';
import { hubEventIdOf } from '../../schema/canonical/ids.ts';
import type { Step } from '../../schema/store/dispute-move.ts';
import type { DisputeDoc, HotSpotDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { dayAfter } from './area-day.ts';
import { AreaWatch } from './area-watch.ts';

/** 100 days of a street's neighbours' quarrels, one or two a day, and nine more a day in ten days from day 80 on. */
const STREET = '320612001';
const COUNTY = '320612';
const CATEGORY = '0203';
const FIRST = '2026-01-05';
const CLUSTER = 80;
const day = (at: number): string => dayAfter(FIRST, at);
/** Of the hub's time zone. */
const time = (at: number, clock: string): Date => new Date(`${day(at)}T${clock}:00+08:00`);

let store: Store;
let made = 0;

beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  await Promise.all([store.disputes.deleteMany({}), forgetAll()]);
});

/** What the watcher wrote. */
const forgetAll = async (): Promise<void> => {
  await Promise.all([store.hotSpots.deleteMany({}), store.areaDays.deleteMany({})]);
};

interface Opened {
  readonly clock?: string;
  readonly offset?: string;
}

function disputesOn(
  at: number,
  count: number,
  { clock = '12:00', offset = '+08:00' }: Opened = {},
): DisputeDoc[] {
  return Array.from({ length: count }, () => {
    made += 1;
    return disputeOf(`T-320612-${String(made).padStart(12, '0')}`, [record('police110', `A${made}`)], {
      openedAt: `${day(at)}T${clock}:00${offset}`,
      regionCode: STREET,
      category: CATEGORY,
    });
  });
}

/** Disputes opened on a day, at noon unless told. */
async function open(at: number, count: number, given: Opened = {}): Promise<void> {
  await store.disputes.insertMany(disputesOn(at, count, given));
}

async function openMonths(until: number): Promise<void> {
  const counts = simulatedCounts(
    11,
    until,
    { mean: 1.5, dispersion: 1, week: FLAT_WEEK },
    { from: CLUSTER, periods: 10, more: 9 },
  );
  await store.disputes.insertMany(counts.flatMap((count, at) => disputesOn(at, count)));
}

let now = time(0, '12:00');
const watcher = (step?: Step): AreaWatch =>
  new AreaWatch({ store, now: () => now, ...(step === undefined ? {} : { step }) });

/** Looks at 02:00 of every day, as if nobody had looked in between. */
async function lookDaily(watch: () => AreaWatch, from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += 1) {
    now = time(at, '02:00');
    await watch().look();
  }
}

const spots = (): Promise<HotSpotDoc[]> =>
  store.hotSpots.find({}).sort({ regionCode: 1, openedOn: 1 }).lean<HotSpotDoc[]>().exec();
const streetSpot = async (): Promise<HotSpotDoc> => {
  const [spot] = (await spots()).filter(({ regionCode }) => regionCode === STREET);
  if (spot === undefined) throw new Error('no hot spot');
  return spot;
};
const eventsOf = ({ outbox = [] }: HotSpotDoc): HubEvent[] => outbox;
const closedDays = async (): Promise<string[]> =>
  (await store.areaDays.find({ kind: 'AREA_DAY_CLOSED' }).sort({ _id: 1 }).lean().exec()).map(
    (row) => row.day,
  );
/** What must not depend on who looked and when it was written. */
const picture = async (): Promise<unknown[]> =>
  (await spots()).map(({ outbox = [], ...spot }) => ({
    ...spot,
    updatedAt: null,
    outbox: outbox.map(({ id, kind, seq }) => ({ id, kind, seq })),
  }));

describe('a month with a cluster', () => {
  test('opens a hot spot of the street and of the county, updates it every day, closes it a week after its last alarm', async () => {
    await openMonths(115);
    const watch = watcher();
    await lookDaily(() => watch, CLUSTER, 115);
    const found = await spots();
    expect(found.map(({ level, regionCode }) => [level, regionCode])).toEqual([
      ['COUNTY', COUNTY],
      ['STREET', STREET],
    ]);
    const spot = await streetSpot();
    expect(spot.openedOn >= day(CLUSTER)).toBe(true);
    expect(spot.openedOn <= day(CLUSTER + 2)).toBe(true);
    expect(spot).toMatchObject({ category: CATEGORY, state: 'CLOSED', provisional: false, told: [] });
    expect(spot.closedOn).toBe(dayAfter(spot.lastAlarmOn ?? '', 7));
    expect(spot.baseline).toBeGreaterThan(0.8);
    expect(spot.baseline).toBeLessThan(3);
    const events = eventsOf(spot);
    expect(events.map(({ kind }) => kind)).toEqual([
      'HOT_SPOT_OPENED',
      ...events.slice(1, -1).map(() => 'HOT_SPOT_UPDATED'),
      'HOT_SPOT_CLOSED',
    ]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    for (const event of events) {
      expect(HubEventSchema.safeParse(event).error).toBeUndefined();
      expect(event.id).toBe(hubEventIdOf(spot._id, event.seq, event.kind));
      expect(event.hotSpot?.id).toBe(spot._id);
      expect(event.feeds).toEqual(['police110']);
    }
    const opened = events[0]?.hotSpot;
    expect(opened?.count).toBeGreaterThan(5);
    expect(opened?.score).toBeGreaterThanOrEqual(opened?.threshold ?? Infinity);
    expect(opened?.disputeIds).toHaveLength(opened?.count ?? 0);
    const inside = await store.disputes
      .find({ openedAt: { $gte: spot.openedOn, $lt: dayAfter(spot.lastDay) } })
      .lean()
      .exec();
    expect([...spot.disputeIds].sort()).toEqual(inside.map(({ _id }) => _id).sort());
    const names = Object.keys(HotSpotSchema.shape).filter((name) => name !== 'id');
    expect(Object.keys(spot)).toEqual(expect.arrayContaining(names));
  });

  test('is told of the same by a watcher that is started anew every day', async () => {
    await openMonths(105);
    const one = watcher();
    await lookDaily(() => one, CLUSTER, 105);
    const steady = await picture();
    await forgetAll();
    await lookDaily(() => watcher(), CLUSTER, 105);
    expect(await picture()).toEqual(steady);
  });

  test('closes days that were missed one by one, each once', async () => {
    await openMonths(105);
    await lookDaily(() => watcher(), CLUSTER, CLUSTER);
    now = time(105, '02:00');
    await watcher().look();
    expect(await closedDays()).toEqual(Array.from({ length: 26 }, (_, at) => day(CLUSTER - 1 + at)));
    const events = eventsOf(await streetSpot());
    expect(events[0]?.kind).toBe('HOT_SPOT_OPENED');
    expect(events.at(-1)?.kind).toBe('HOT_SPOT_CLOSED');
    expect(new Set(events.map(({ hotSpot }) => hotSpot?.lastDay)).size).toBe(events.length);
  });
});

test('a day is closed at two in the morning of the next and not before', async () => {
  await open(0, 3);
  now = time(1, '01:59');
  await watcher().look();
  expect(await closedDays()).toEqual([day(-1)]);
  now = time(1, '02:00');
  await watcher().look();
  expect(await closedDays()).toEqual([day(-1), day(0)]);
});

test('days are those of the hub’s time zone, whatever offset a time is written with', async () => {
  await openMonths(CLUSTER);
  await lookDaily(() => watcher(), CLUSTER, CLUSTER);
  // 23:30 of the day before in UTC is 07:30 of this day.
  await open(CLUSTER - 1, 15, { clock: '23:30', offset: 'Z' });
  await lookDaily(() => watcher(), CLUSTER + 1, CLUSTER + 1);
  expect((await streetSpot()).openedOn).toBe(day(CLUSTER));
  expect((await streetSpot()).count).toBeGreaterThanOrEqual(15);
});

test('a hub that has known of disputes for three weeks only raises no alarm', async () => {
  for (let at = 0; at < 21; at += 1) await open(at, 3);
  await open(20, 30);
  now = time(21, '12:00');
  await watcher().look();
  expect(await spots()).toEqual([]);
});

describe('the day under way', () => {
  test('is looked at once an hour: alarms open at once, and stand when the day is closed', async () => {
    await openMonths(CLUSTER);
    const watch = watcher();
    await lookDaily(() => watch, CLUSTER, CLUSTER);
    await open(CLUSTER, 12, { clock: '09:00' });
    now = time(CLUSTER, '02:30');
    await watch.look();
    expect(await spots()).toEqual([]);
    now = time(CLUSTER, '10:00');
    await watch.look();
    expect(await streetSpot()).toMatchObject({ provisional: true, openedOn: day(CLUSTER), count: 12 });
    const id = `area-alarm:${day(CLUSTER)}:${STREET}:${CATEGORY}`;
    expect(await store.areaDays.findById(id).lean()).toMatchObject({
      kind: 'AREA_DAY_ALARMED',
      day: day(CLUSTER),
    });
    await open(CLUSTER, 2, { clock: '10:30' });
    now = time(CLUSTER, '11:00');
    await watch.look();
    expect((await streetSpot()).count).toBe(14);
    now = time(CLUSTER, '12:00');
    await watch.look();
    // Thirteen turn out to be no disputes of this place; what was raised is not unsaid.
    await store.disputes.updateMany(
      { openedAt: new RegExp(`^${day(CLUSTER)}T09`) },
      { $set: { state: 'WITHDRAWN' } },
    );
    await lookDaily(() => watch, CLUSTER + 1, CLUSTER + 1);
    const spot = await streetSpot();
    expect(spot).toMatchObject({ provisional: false, state: 'OPEN', count: 2, lastAlarmOn: day(CLUSTER) });
    expect(spot.disputeIds).toHaveLength(2);
    expect(eventsOf(spot).map(({ kind, hotSpot }) => [kind, hotSpot?.count, hotSpot?.provisional])).toEqual([
      ['HOT_SPOT_OPENED', 12, true],
      ['HOT_SPOT_UPDATED', 14, true],
      ['HOT_SPOT_UPDATED', 2, false],
    ]);
    const row = await store.areaDays.findById(`area-day:${day(CLUSTER)}`).lean();
    expect(row?.cells.find(({ regionCode }) => regionCode === STREET)).toMatchObject({
      alarm: true,
      count: 2,
    });
  });
});

test('late records revise what is usual and what is inside, and raise no alarm about a day that is closed', async () => {
  await openMonths(CLUSTER);
  await lookDaily(() => watcher(), CLUSTER, CLUSTER + 1);
  await open(CLUSTER - 1, 20);
  await open(CLUSTER - 30, 20);
  await lookDaily(() => watcher(), CLUSTER + 2, CLUSTER + 2);
  const rows = await store.areaDays.find({ day: { $lt: day(CLUSTER + 1) } }).lean();
  expect(rows.flatMap(({ cells }) => cells).filter(({ alarm }) => alarm)).toEqual([]);
  const late = (await spots()).filter(({ openedOn }) => openedOn < day(CLUSTER + 1));
  expect(late).toEqual([]);
});

test('late records are inside an open hot spot with the next look', async () => {
  await openMonths(CLUSTER + 4);
  const watch = watcher();
  await lookDaily(() => watch, CLUSTER, CLUSTER + 4);
  const before = await streetSpot();
  await open(CLUSTER + 2, 5);
  await lookDaily(() => watch, CLUSTER + 5, CLUSTER + 5);
  const after = await streetSpot();
  expect(after._id).toBe(before._id);
  expect(after.disputeIds).toHaveLength(before.disputeIds.length + 5);
});

describe('several watchers', () => {
  test('close each day once and tell each event once', async () => {
    await openMonths(105);
    const one = watcher();
    await lookDaily(() => one, CLUSTER, 105);
    const alone = await picture();
    await forgetAll();
    const many = [watcher(), watcher(), watcher()];
    for (let at = CLUSTER; at <= 105; at += 1) {
      now = time(at, '02:00');
      await Promise.all(many.map((watch) => watch.look()));
    }
    expect(await picture()).toEqual(alone);
  });

  test('leave who was told to whoever tells', async () => {
    await openMonths(CLUSTER + 5);
    const watch = watcher();
    await lookDaily(() => watch, CLUSTER, CLUSTER + 3);
    const told = { to: 'webhook-1', at: now.toISOString() };
    await store.hotSpots.updateMany({}, { $push: { told } });
    await lookDaily(() => watch, CLUSTER + 4, CLUSTER + 5);
    const spot = await streetSpot();
    expect(spot.told).toEqual([told]);
    expect(eventsOf(spot).at(-1)?.hotSpot?.told).toEqual([told]);
  });
});

test('a crash at any await is made good by the next start: the same spots, the same events', async () => {
  await openMonths(CLUSTER + 2);
  await lookDaily(() => watcher(), CLUSTER, CLUSTER + 2);
  const whole = await picture();
  let crashed = 0;
  for (let crashAt = 1; ; crashAt += 1) {
    await forgetAll();
    now = time(CLUSTER, '02:00');
    await watcher().look();
    let awaits = 0;
    const crash: Step = async (place, work) => {
      awaits += 1;
      if (awaits * 2 - 1 === crashAt) throw new Error(`crash before ${place}`);
      const value = await work();
      if (awaits * 2 === crashAt) throw new Error(`crash after ${place}`);
      return value;
    };
    const broken = watcher(crash);
    let failed = false;
    for (let at = CLUSTER + 1; at <= CLUSTER + 2 && !failed; at += 1) {
      now = time(at, '02:00');
      failed = await broken.look().then(
        () => false,
        () => true,
      );
      if (failed) await lookDaily(() => watcher(), at, CLUSTER + 2);
    }
    expect(await picture(), `crash ${crashAt}`).toEqual(whole);
    if (!failed) break;
    crashed += 1;
  }
  expect(crashed).toBeGreaterThan(15);
});

test('the same hot spots stand when disputes are made anew', async () => {
  await openMonths(CLUSTER + 6);
  await lookDaily(() => watcher(), CLUSTER, CLUSTER + 4);
  const before = await picture();
  const disputes = await store.disputes.find({}).lean().exec();
  await store.disputes.deleteMany({});
  await store.disputes.insertMany(disputes);
  await watcher().look();
  expect(await picture()).toEqual(before);
});
