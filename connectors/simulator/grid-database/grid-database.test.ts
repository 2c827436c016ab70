import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { GridPlatform, type GridCommit } from '../agencies/grid/platform.ts';
import { gridReference } from '../agencies/grid/reference.ts';
import { readCities } from '../city/regions.ts';
import { startTestGridDatabase, type TestGridDatabase } from '../testing/grid-database.ts';
import { ofAgency, storyOf } from '../testing/story.ts';

// A real database in a process of its own, made anew.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 120_000 });

const { versions } = storyOf({ seed: 'grid', records: 2_000, days: 7, start: '2026-11-02T00:00:00+08:00' });
const events = ofAgency(versions, 'grid');
const reference = gridReference('grid', Date.parse('2026-10-01T00:00:00+08:00'));

let grid: TestGridDatabase;

beforeAll(async () => {
  grid = await startTestGridDatabase();
});
afterEach(() => grid.disconnect());
afterAll(() => grid.remove());

const connected = (password = grid.password): Promise<pg.Client> =>
  grid.connect({ user: 'tributary', password });

const platformOf = (city: string): GridPlatform =>
  new GridPlatform({
    host: '127.0.0.1',
    port: grid.port,
    city,
    password: () => Promise.resolve(grid.password),
  });

const commitsOf = (from: number, to: number): GridCommit[] =>
  events
    .slice(from, to)
    .map(({ body, visibleMs }) => ({ event: body, committedMs: visibleMs, spoilt: null }));

async function countIn(view: string): Promise<number> {
  const { rows } = await (
    await connected()
  ).query<{ count: number }>(`SELECT count(*)::int AS count FROM share.${view}`);
  return rows[0]?.count ?? -1;
}

test('only who knows the password is let in, and the health pages are on the same port', async () => {
  await expect(connected('wrong')).rejects.toMatchObject({ code: '28P01' });
  expect(await (await fetch(`http://127.0.0.1:${grid.port}/healthz`)).text()).toBe('ok\n');
  expect((await fetch(`http://127.0.0.1:${grid.port}/elsewhere`)).status).toBe(404);
});

test('many connections with parameters at once each get their own answers', async () => {
  const several = await Promise.all([1, 2, 3, 4, 5, 6].map(() => connected()));
  await Promise.all(
    several.map(async (client, index) => {
      for (let round = 0; round < 40; round += 1) {
        const { rows } = await client.query<{ sum: number }>('SELECT $1::int + $2::int AS sum', [
          index * 1_000,
          round,
        ]);
        expect(rows).toEqual([{ sum: index * 1_000 + round }]);
      }
    }),
  );
});

test('a wrong statement is told with its code and leaves the connection usable', async () => {
  const client = await connected();
  await expect(client.query('SELECT nothing_such')).rejects.toMatchObject({ code: '42703' });
  await expect(client.query('SELECT 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
  expect((await client.query('SELECT $1::int AS one', [1])).rows).toEqual([{ one: 1 }]);
});

test('a transaction whose connection is lost is rolled back, and others go on', async () => {
  const lost = await connected();
  const other = await connected();
  await lost.query('BEGIN');
  await lost.query('CREATE TABLE platform.lost (a int)');
  const waiting = other.query(`SELECT to_regclass('platform.lost') AS found`);
  (lost as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  expect((await waiting).rows).toEqual([{ found: null }]);
});

test('strangers and half a message do not disturb anybody', async () => {
  for (const bytes of [
    Buffer.from([0, 0, 0, 8, 1, 2, 3, 4]),
    Buffer.from([0, 0]),
    Buffer.from([0x7f, 0xff, 0xff, 0xff]),
  ]) {
    const socket = connect(grid.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    socket.write(bytes);
    socket.destroySoon();
    await once(socket, 'close');
  }
  expect((await (await connected()).query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

test('reference data cover every street, and every event finds its grid, community and committee there', async () => {
  const platform = platformOf('a');
  expect(await platform.open(() => reference)).toBe(0);
  await platform.commit(commitsOf(0, events.length), 0, events.length);
  await platform.close();
  const streets = Object.values(readCities()).flatMap(({ counties }) =>
    counties.flatMap((county) => county.streets),
  );
  expect(await countIn('grids')).toBe(streets.length * 18);
  expect(await countIn('mediation_committees')).toBe(reference.mediation_committees.length);
  const client = await connected();
  const { rows } = await client.query<{ lost: number }>(
    `SELECT count(*)::int AS lost FROM share.grid_events e
     LEFT JOIN share.grids g ON g.code = e.grid_code AND g.community_code = e.community_code AND g.region_code = e.region_code
     LEFT JOIN share.mediation_committees m ON m.code = g.committee_code
     LEFT JOIN share.mediators d ON d.committee_code = m.code WHERE d.code IS NULL`,
  );
  expect(rows).toEqual([{ lost: 0 }]);
  const last = new Map(events.map(({ body }) => [body.event_no, body]));
  const { rows: texts } = await client.query<{ text: string }>(
    'SELECT row_to_json(e)::text AS text FROM share.grid_events e',
  );
  expect(texts.length).toBe(last.size);
  for (const { text } of texts) {
    const row = JSON.parse(text) as Record<string, unknown> & { event_no: string };
    const wanted = last.get(row.event_no);
    expect({ ...row, updated_at: String(row['updated_at']).replace('T', ' ') }).toMatchObject({
      description: wanted?.description,
      stage: wanted?.stage,
      updated_at: wanted?.updated_at,
      people_involved: wanted?.people_involved,
    });
  }
});

test('an event that is committed late appears after events that are newer', async () => {
  const platform = platformOf('late');
  await platform.open(() => reference);
  const [old, fresh] = events;
  if (old === undefined || fresh === undefined) throw new Error('no events');
  const soonMs = Date.now() + 700;
  await platform.commit(
    [
      { event: old.body, committedMs: soonMs, spoilt: null },
      { event: fresh.body, committedMs: fresh.visibleMs, spoilt: null },
    ],
    0,
    2,
  );
  await platform.close();
  expect(await countIn('grid_events')).toBe(1);
  await expect.poll(() => countIn('grid_events'), { timeout: 5_000 }).toBe(2);
});

test('what was written survives a kill, and is not written again', async () => {
  const platform = platformOf('killed');
  expect(await platform.open(() => reference)).toBe(0);
  await platform.commit(commitsOf(0, 50), 0, 50);
  await platform.commit(commitsOf(0, 50), 0, 50);
  const before = await countIn('grid_events');
  expect(before).toBe(new Set(events.slice(0, 50).map(({ sourceId }) => sourceId)).size);
  await grid.end('SIGKILL');
  await expect(platform.commit(commitsOf(50, 60), 50, 60)).rejects.toThrow();
  await grid.start();
  const again = platformOf('killed');
  expect(await again.open(() => reference)).toBe(50);
  expect(await countIn('grid_events')).toBe(before);
  await again.commit(commitsOf(50, 60), 50, 60);
  expect(await countIn('grid_events')).toBe(
    new Set(events.slice(0, 60).map(({ sourceId }) => sourceId)).size,
  );
  await Promise.all([platform.close(), again.close()]);
});

test('a commit that is asked for again does not bring an older state back', async () => {
  const [older] = events.filter(({ change }) => change === 'new');
  const newer = events.find((one) => one.sourceId === older?.sourceId && one.change === 'progress');
  if (older === undefined || newer === undefined) throw new Error('no event goes on');
  const platform = platformOf('again');
  await platform.open(() => reference);
  const commit = (version: (typeof events)[number]): GridCommit[] => [
    { event: version.body, committedMs: version.visibleMs, spoilt: null },
  ];
  await platform.commit(commit(older), 0, 1);
  await platform.commit(commit(newer), 1, 2);
  await platform.commit(commit(older), 0, 1);
  await platform.close();
  const { rows } = await (
    await connected()
  ).query<{ stage: string }>('SELECT stage FROM share.grid_events WHERE event_no = $1', [older.sourceId]);
  expect(rows).toEqual([{ stage: newer.body.stage }]);
});

test('without its password, or with its port taken, it ends with words', async () => {
  const run = (env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: {
        ...process.env,
        TRIBUTARY_LOG_LEVEL: 'silent',
        TRIBUTARY_SIMULATOR_GRID_PORT: String(grid.port),
        ...env,
      },
    });
  const empty = await mkdtemp(join(tmpdir(), 'grid-database-'));
  await expect(run({ TRIBUTARY_HOME: empty })).rejects.toMatchObject({
    code: 78,
    stderr: expect.stringContaining('grid.password') as string,
  });
  await mkdir(join(empty, 'secrets'));
  await writeFile(join(empty, 'secrets', 'grid.password'), 'x');
  await expect(run({ TRIBUTARY_HOME: empty })).rejects.toMatchObject({
    code: 78,
    stderr: expect.stringContaining('TRIBUTARY_SIMULATOR_GRID_PORT') as string,
  });
  await rm(empty, { recursive: true });
});
