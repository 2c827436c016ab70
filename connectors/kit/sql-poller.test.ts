import { createServer, type AddressInfo, type Server } from 'node:net';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestGridDatabase, type TestGridDatabase } from '../simulator/testing/grid-database.ts';
import { openSqlPoller, type SqlPollerConfig } from './sql-poller.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { testContext, type TestContext } from './testing/test-context.ts';

// A real PostgreSQL in a process of its own.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 120_000 });

const MINUTE_MS = 60_000;
let database: TestGridDatabase;
let agency: pg.Client;

beforeAll(async () => {
  database = await startTestGridDatabase();
  agency = await database.connect();
  await agency.query(
    'CREATE TABLE platform.rows (id bigint, no text, updated_at timestamp, n numeric, shown_at timestamptz)',
  );
  await agency.query(
    'CREATE VIEW share.rows AS SELECT no, updated_at, n, id FROM platform.rows WHERE shown_at IS NULL OR shown_at <= clock_timestamp()',
  );
});
beforeEach(() => agency.query('DELETE FROM platform.rows'));
afterAll(() => database.remove());

const configOf = (more: Partial<SqlPollerConfig> = {}): SqlPollerConfig => ({
  ...database.place,
  'connect.timeout.ms': 5_000,
  'statement.timeout.ms': 5_000,
  view: 'share.rows',
  'updated.column': 'updated_at',
  'id.column': 'id',
  'poll.interval.ms': 20,
  'overlap.ms': 10 * MINUTE_MS,
  'page.size': 7,
  ...more,
});

const contextOf = (password = database.password): TestContext =>
  testContext({ secrets: { 'grid.password': password } });

interface Row {
  readonly no: string | null;
  readonly updated_at: string | null;
}

/** Runs a poller, again after what may pass, until the check holds. @throws what may not pass, or that it never held. */
async function poll(
  context: TestContext,
  until: () => boolean,
  config: SqlPollerConfig = configOf(),
  onFault: (error: HubError) => void = () => undefined,
): Promise<void> {
  const stop = new AbortController();
  const deadline = performance.now() + 15_000;
  const watching = setInterval(() => {
    if (until() || performance.now() > deadline) stop.abort();
  }, 5);
  try {
    while (!stop.signal.aborted) {
      const source = openSqlPoller(
        {
          feed: 'grid',
          eventType: 't',
          eventSource: 'urn:t',
          config,
          localOffset: '+08:00',
          toDraft(bytes) {
            const { no, updated_at: updatedAt } = JSON.parse(Buffer.from(bytes).toString()) as Row;
            if (no === null || updatedAt === null) {
              throw new HubError('HUB_RECORD_INVALID', 'no or updated_at: is missing', { field: 'no' });
            }
            return { sourceId: no, sourceTime: /[+Z]/.test(updatedAt) ? updatedAt : `${updatedAt}+08:00` };
          },
        },
        context,
      );
      try {
        await source.run(stop.signal);
      } catch (error) {
        if (!(error instanceof HubError) || error.fault !== 'transient') throw error;
        onFault(error);
      }
    }
  } finally {
    clearInterval(watching);
  }
  expect(until()).toBe(true);
}

const polls = (context: TestContext, count: number) => {
  const before = context.contacts;
  return () => context.contacts >= before + count;
};
const ids = (context: TestContext): string[] => context.records.map(({ sourceId }) => sourceId);
const texts = (context: TestContext): string[] =>
  context.records.map(({ bytes }) => Buffer.from(bytes).toString());

/** An instant as the agency's clock shows it. */
const local = (ms: number): string => new Date(ms + 8 * 60 * MINUTE_MS).toISOString().replace('Z', '');

async function put(
  no: string | null,
  updatedAt: string | null,
  more: { id?: number; shownMs?: number } = {},
): Promise<void> {
  await agency.query(
    `INSERT INTO platform.rows (id, no, updated_at, shown_at) VALUES ($1, $2, $3::timestamp, $4)`,
    [
      more.id ?? Math.floor(Math.random() * 1e9),
      no,
      updatedAt,
      more.shownMs === undefined ? null : new Date(more.shownMs),
    ],
  );
}

it('takes every row of one and the same time once, over pages', async () => {
  await agency.query(
    `INSERT INTO platform.rows (id, no, updated_at) SELECT i, 'N' || i, '2026-11-24 08:00:00' FROM generate_series(1, 60) i`,
  );
  const context = contextOf();
  await poll(context, polls(context, 3));
  expect(ids(context)).toEqual(Array.from({ length: 60 }, (_, index) => `N${index + 1}`));
});

it('keeps a row as the server writes it: order of columns, microseconds, all digits, NULL', async () => {
  await agency.query(
    `INSERT INTO platform.rows (id, no, updated_at, n) VALUES (9007199254740993, '张三"', '2026-11-24 08:00:00.123456', 123456789012345678901.50), (2, 'b', '2026-11-24 08:00:00.123457', NULL)`,
  );
  const context = contextOf();
  await poll(context, polls(context, 2), configOf({ 'page.size': 1 }));
  expect(texts(context)).toEqual([
    '{"no":"张三\\"","updated_at":"2026-11-24T08:00:00.123456","n":123456789012345678901.50,"id":9007199254740993}',
    '{"no":"b","updated_at":"2026-11-24T08:00:00.123457","n":null,"id":2}',
  ]);
  expect(context.records[0]).toMatchObject({
    sourceTime: '2026-11-24T08:00:00.123456+08:00',
    contentType: 'application/json; form=sql-row',
  });
});

it('does not lose a row that is committed behind newer ones, and takes a changed row again', async () => {
  const nowMs = Date.now();
  await put('OLD', local(nowMs - 20 * MINUTE_MS));
  await put('LATE', local(nowMs - 9 * MINUTE_MS), { shownMs: nowMs + 1_500 });
  await put('NEW', local(nowMs));
  const context = contextOf();
  await poll(context, () => context.records.length === 3);
  expect(ids(context)).toEqual(['OLD', 'NEW', 'LATE']);
  await agency.query(`UPDATE platform.rows SET n = 1, updated_at = $1::timestamp WHERE no = 'OLD'`, [
    local(nowMs + 1),
  ]);
  await poll(context, polls(context, 2));
  expect(ids(context)).toEqual(['OLD', 'NEW', 'LATE', 'OLD']);
});

it('never runs ahead of the database’s clock for a row that is stamped in the future', async () => {
  const nowMs = Date.now();
  await put('FUTURE', local(nowMs + 24 * 60 * MINUTE_MS));
  const context = contextOf();
  await poll(context, polls(context, 2));
  await put('NEXT', local(nowMs));
  await poll(context, polls(context, 2));
  expect(ids(context)).toEqual(['FUTURE', 'NEXT']);
  expect((context.saved as { watermarkMs: number }).watermarkMs).toBeLessThanOrEqual(Date.now());
});

it('goes on where it was when it is started again, without repeats', async () => {
  const nowMs = Date.now();
  for (let index = 0; index < 20; index += 1) await put(`A${index}`, local(nowMs - index * 1_000));
  const context = contextOf();
  await poll(context, polls(context, 1));
  await put('B', local(nowMs));
  const next = contextOf();
  next.saved = context.saved;
  await poll(next, polls(next, 2));
  expect(ids(context)).toHaveLength(20);
  expect(ids(next)).toEqual(['B']);
});

it('makes dead letters of rows that cannot be read, one each, and of rows without a time', async () => {
  await put('A', local(Date.now()));
  await put(null, local(Date.now()));
  await put('UNDATED', null);
  const context = contextOf();
  await poll(context, polls(context, 3));
  expect(ids(context)).toEqual(['A']);
  expect(context.letters.map(({ code }) => code)).toEqual(['HUB_RECORD_INVALID', 'HUB_RECORD_INVALID']);
  expect(context.letters.some(({ value }) => Buffer.from(value).includes('UNDATED'))).toBe(true);
});

it('makes a dead letter of a row that is too long for a message, and goes on', async () => {
  await put('A', local(Date.now()));
  await agency.query(`UPDATE platform.rows SET no = repeat('张', 1200000)`);
  await put('B', local(Date.now()));
  const context = contextOf();
  await poll(context, polls(context, 2));
  expect(ids(context)).toEqual(['B']);
  expect(context.letters.map(({ code, value }) => [code, value.length])).toEqual([
    ['HUB_RECORD_TOO_LARGE', 1_048_576],
  ]);
});

it('reads a time with a zone as an instant', async () => {
  await agency.query(
    `CREATE OR REPLACE VIEW share.zoned AS SELECT id::text AS key, no, updated_at AT TIME ZONE '+08' AS updated_at FROM platform.rows`,
  );
  const nowMs = Date.now();
  for (const no of ['a', 'b', 'c']) await put(no, local(nowMs));
  const context = contextOf();
  const config = configOf({ view: 'share.zoned', 'id.column': 'key', 'page.size': 1 });
  await poll(context, polls(context, 2), config);
  expect(ids(context).sort()).toEqual(['a', 'b', 'c']);
});

it('takes a name as a name, whatever it holds', async () => {
  await agency.query(
    `CREATE OR REPLACE VIEW share."a""; DROP TABLE rows; --" AS SELECT id AS "I d", no, updated_at, updated_at AS "Über""" FROM platform.rows`,
  );
  await put('A', local(Date.now()));
  const context = contextOf();
  const config = configOf({
    view: 'share.a"; DROP TABLE rows; --',
    'updated.column': 'Über"',
    'id.column': 'I d',
  });
  await poll(context, polls(context, 2), config);
  expect(ids(context)).toEqual(['A']);
});

it('only reads: what a view would write is refused', async () => {
  await agency.query('CREATE SEQUENCE IF NOT EXISTS platform.counter');
  await agency.query(
    `CREATE OR REPLACE VIEW share.writing AS SELECT nextval('platform.counter') AS id, 'x' AS no, timestamp '2026-11-24 08:00' AS updated_at`,
  );
  const context = contextOf();
  let said = '';
  await poll(
    context,
    () => said !== '',
    configOf({ view: 'share.writing' }),
    ({ message }) => (said = message),
  );
  expect(said).toContain('read-only');
});

describe('what somebody must mend', () => {
  const failing = async (more: Partial<SqlPollerConfig>): Promise<HubError> => {
    try {
      await poll(contextOf(), () => false, configOf(more));
    } catch (error) {
      if (error instanceof HubError) return error;
      throw error;
    }
    throw new Error('did not fail');
  };

  it.each([
    ['a view that is not there', { view: 'share.nothing' }, 'view', 'share.nothing'],
    ['a schema that is not there', { view: 'nowhere.rows' }, 'view', 'nowhere.rows'],
    [
      'a column of times that is not there',
      { 'updated.column': 'changed' },
      'updated.column',
      'no, updated_at, n, id',
    ],
    ['a column of numbers that is not there', { 'id.column': 'nr' }, 'id.column', '"nr"'],
    ['a time that is none', { 'updated.column': 'no' }, 'updated.column', 'text'],
    ['TLS that the server does not speak', { 'ssl.mode': 'verify-full' }, 'ssl.mode', 'no TLS'],
  ] as const)('is told: %s', async (_, more, field, words) => {
    const error = await failing(more);
    expect([error.code, error.field]).toEqual(['HUB_CONFIG_INVALID', field]);
    expect(error.message).toContain(words);
  });

  it('is told: numbers that are not unique', async () => {
    for (let index = 0; index < 9; index += 1) await put(`A${index}`, '2026-11-24 08:00:00', { id: 1 });
    expect(await failing({})).toMatchObject({ code: 'HUB_CONFIG_INVALID', field: 'id.column' });
  });

  it('is told: a column that goes away while it runs', async () => {
    await agency.query(
      'CREATE OR REPLACE VIEW share.changing AS SELECT no, updated_at, id FROM platform.rows',
    );
    const context = contextOf();
    const running = poll(context, () => false, configOf({ view: 'share.changing' }));
    running.catch(() => undefined);
    await vi.waitFor(() => {
      expect(context.contacts).toBeGreaterThan(0);
    });
    await agency.query(
      'DROP VIEW share.changing; CREATE VIEW share.changing AS SELECT no, id FROM platform.rows',
    );
    await expect(running).rejects.toMatchObject({ code: 'HUB_CONFIG_INVALID' });
    await expect(running).rejects.toThrow('updated_at');
  });
});

it('tries again with a wrong password, which may just be being replaced', async () => {
  await put('A', local(Date.now()));
  const secrets = { 'grid.password': 'wrong' };
  const context = testContext({ secrets });
  await poll(
    context,
    () => context.records.length === 1,
    configOf(),
    ({ code, message }) => {
      expect(code).toBe('HUB_SOURCE_UNAVAILABLE');
      expect(message).toContain('password.file');
      expect(message).toContain('"tributary"');
      secrets['grid.password'] = database.password;
    },
  );
  expect(ids(context)).toEqual(['A']);
});

describe('a server that says nothing', () => {
  let silent: Server;
  beforeAll(async () => {
    silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    silent.close();
  });
  const config = (): SqlPollerConfig =>
    configOf({ port: (silent.address() as AddressInfo).port, 'connect.timeout.ms': 200 });

  it('is given up after connect.timeout.ms', async () => {
    let said = '';
    await poll(
      contextOf(),
      () => said !== '',
      config(),
      ({ code }) => (said = code),
    );
    expect(said).toBe('HUB_SOURCE_UNAVAILABLE');
  });

  it('holds up no stop', async () => {
    const startedMs = performance.now();
    let stopping = false;
    setTimeout(() => (stopping = true), 50);
    await poll(contextOf(), () => stopping, { ...config(), 'connect.timeout.ms': 20_000 });
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});

// The last one: from here on the database cuts connections.
it('goes on over connections that are cut and a database that is killed, losing and repeating nothing', async () => {
  const nowMs = Date.now();
  for (let index = 0; index < 30; index += 1) await put(`A${index}`, local(nowMs - index * 1_000));
  await database.disconnect();
  await database.end('SIGKILL');
  await database.start({ TRIBUTARY_SIMULATOR_FAULT_SHARE: '0.02' });
  agency = await database.connect();
  const context = contextOf();
  const faults: string[] = [];
  await poll(context, polls(context, 4), configOf(), ({ code, message }) =>
    faults.push(`${code} ${message}`),
  );
  expect(faults.length).toBeGreaterThan(0);
  for (const fault of faults)
    expect(fault).toMatch(/^HUB_SOURCE_UNAVAILABLE PostgreSQL at 127.0.0.1:\d+ does not answer/);
  expect(ids(context).sort()).toEqual(Array.from({ length: 30 }, (_, index) => `A${index}`).sort());
});
