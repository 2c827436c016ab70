import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { Seeded } from '../../test/federation/seeded.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { openDoor, type Door } from '../access/door.ts';
import { ask } from './testing/ask.ts';
import { dispute as disputeOf, record } from './testing/fixtures.ts';
import { risk } from './testing/full-risk.ts';
import { randomHistory } from './testing/random-history.ts';

const FROM = '2026-03-01T00:00:00+08:00';
const TO = '2026-04-01T00:00:00+08:00';
const HOUR_MS = 3_600_000;
/** As wide as they are in the world. */
const OFFSETS = ['+14:00', '+08:00', '+05:45', 'Z', '-03:30', '-12:00'];
const random = new Seeded(20_260_301);

/** A moment written by a clock that is so far ahead. */
function writtenWith(offset: string, ms: number): string {
  if (offset === 'Z') return new Date(ms).toISOString();
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  const aheadMs = (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return `${new Date(ms + aheadMs).toISOString().slice(0, -1)}${offset}`;
}

/** Most within a day and a half of an end of the range, where texts do not tell. */
const disputes: readonly DisputeDoc[] = Array.from({ length: 300 }, (_, index) => {
  const near = Date.parse(random.pick([FROM, TO])) + (random.next() - 0.5) * 72 * HOUR_MS;
  // Some at the very ends.
  const ms = index < 12 ? Date.parse(index % 2 === 0 ? FROM : TO) - (index % 3) : near;
  const openedAt = writtenWith(random.pick(OFFSETS), Math.round(ms));
  const code = `T-320612-260301-${String(index).padStart(6, '0')}`;
  return disputeOf(code, [record('police110', `S${index}`)], {
    openedAt,
    regionCode: random.pick(['320612003', '320602001']),
    category: random.pick(['0101', '0402']),
    risk: risk({ colour: random.pick(['GREEN', 'RED']) }),
    workflow: random.next() < 0.7 ? randomHistory(code, random) : null,
  });
});
const inRange = disputes.filter(({ openedAt }) => {
  const ms = Date.parse(openedAt);
  return ms >= Date.parse(FROM) && ms < Date.parse(TO);
});

let store: Store;
let door: Door;
beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
  await store.disputes.insertMany([...disputes]);
});

async function answer(subgraph: string, query: string): Promise<Record<string, Record<string, unknown>>> {
  const { data, errors } = await ask(door, subgraph, `{ ${query} }`);
  expect(errors).toBeUndefined();
  return (data ?? {}) as Record<string, Record<string, unknown>>;
}

const RANGE = `from: "${FROM}", to: "${TO}"`;
const stats = (by: string, more = ''): string =>
  `disputeStats(groupBy: [${by}], filter: { ${RANGE}${more} }) { total cells { count } }`;

test('a dispute counts in the range that its moment is in, whatever clock wrote it down', async () => {
  expect(inRange.length).toBeGreaterThan(50);
  expect(inRange.length).toBeLessThan(disputes.length - 50);
  const { disputeStats } = await answer('indicators', stats('DAY'));
  expect(disputeStats?.['total']).toBe(inRange.length);
  const { disputes: listed } = await answer(
    'disputes',
    `disputes(filter: { openedBetween: { ${RANGE} } }) { totalCount }`,
  );
  expect(listed?.['totalCount']).toBe(inRange.length);
});

test('tables of one request are the same as each by itself', async () => {
  const tables = ['DAY', 'REGION', 'REGION, CATEGORY', 'FEED', 'FEED, COLOUR', 'COLOUR, CATEGORY, DAY'];
  const together = await answer('indicators', tables.map((by, at) => `t${at}: ${stats(by)}`).join(' '));
  for (const [at, by] of tables.entries()) {
    expect(together[`t${at}`], by).toEqual((await answer('indicators', stats(by)))['disputeStats']);
  }
});

describe('is read from an index alone, without a look at the disputes:', () => {
  /** What MongoDB says of each read of disputes. */
  async function readsOf(subgraph: string, query: string): Promise<{ docs: number; plan: string }[]> {
    const { db } = store.connection;
    if (db === undefined) throw new Error('not connected');
    await db.command({ profile: 2 });
    await answer(subgraph, query);
    await db.command({ profile: 0 });
    const profile = db.collection('system.profile');
    const found = await profile.find({ ns: `${db.databaseName}.disputes` }).toArray();
    await profile.drop();
    expect(found.length).toBeGreaterThan(0);
    return found.map((one) => ({ docs: Number(one['docsExamined']), plan: String(one['planSummary']) }));
  }

  test.each([
    ['indicators', 'one table', stats('REGION, CATEGORY')],
    ['indicators', 'tables of a request', `a: ${stats('DAY')} b: ${stats('REGION')} c: ${stats('COLOUR')}`],
    ['indicators', 'a table of a class', stats('DAY', ', category: [MARRIAGE_FAMILY]')],
    [
      'indicators',
      'rates, days to settle and their median',
      `indicators(filter: { ${RANGE}, category: [MARRIAGE_FAMILY] }) { registered responseRate { value } daysToSettle { mean median } }`,
    ],
    ['indicators', 'rates of an agency', `indicators(filter: { ${RANGE}, agency: "court" }) { registered }`],
    [
      'disputes',
      'the number of a list',
      'disputes(filter: { category: [MARRIAGE_FAMILY], regionCode: "3206" }) { totalCount pageInfo { hasNextPage } }',
    ],
  ])('%s: %s', async (subgraph, _, query) => {
    // Of a list its page is read, its number is not.
    const reads = (await readsOf(subgraph, query)).filter(
      ({ docs }) => subgraph !== 'disputes' || docs === 0,
    );
    expect(reads.length).toBeGreaterThan(0);
    for (const { docs, plan } of reads) {
      expect(docs).toBe(0);
      expect(plan).toMatch(/^IXSCAN/);
    }
  });

  test('but for feeds, of which a dispute has several', async () => {
    const reads = await readsOf('indicators', `f: ${stats('FEED')} r: ${stats('REGION')}`);
    expect(reads.map(({ docs }) => docs > 0).sort()).toEqual([false, true]);
    for (const { plan } of reads) expect(plan).toMatch(/^IXSCAN/);
  });
});
