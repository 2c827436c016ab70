import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { createLog } from '../../../runtime/log.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { FAULTY_CHANNELS, type FaultChannel } from '../faults/fault-kinds.ts';
import { readFaults, type FaultEntry } from '../faults/fault-ledger.ts';
import { startGridDatabase } from '../grid-database/start.ts';
import { makeCityHome, POLICE_SECRET } from '../testing/city-home.ts';
import { listenForPushes, type ListeningIntake } from '../testing/intake.ts';
import { cityOf, type CityVersion } from '../timeline/city-of.ts';
import { startLivingCity } from './living-city.ts';
import { CitySchema } from './state.ts';

// A whole city with a real PostgreSQL, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 90_000 });

const log = createLog('test', 'silent');
const ending: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function prepare(): Promise<{ settings: Settings; intake: ListeningIntake }> {
  const intake = await listenForPushes(POLICE_SECRET, ({ events }) => {
    const readable = events.every(({ data }) => {
      try {
        return typeof JSON.parse(data) === 'object';
      } catch {
        return false;
      }
    });
    return { status: readable ? 202 : 422 };
  });
  ending.push(() => intake.close());
  const city = await makeCityHome(intake.port, {
    TRIBUTARY_SIMULATOR_RECORDS: '2000',
    TRIBUTARY_SIMULATOR_FAULT_SHARE: '0.02',
  });
  ending.push(() => city.remove());
  await writeFile(join(city.settings.secretsDir, 'grid.password'), 'a password\n');
  return { settings: city.settings, intake };
}

async function ledgerOf({ home }: Settings): Promise<FaultEntry[]> {
  const entries: FaultEntry[] = [];
  for await (const entry of readFaults(join(home, 'simulator', 'faults.jsonl'))) entries.push(entry);
  return entries;
}

async function versionsOf({ home }: Settings): Promise<CityVersion[]> {
  const text = await readFile(join(home, 'simulator', 'city.json'), 'utf8');
  const { seed, records, days, startMs } = CitySchema.parse(JSON.parse(text));
  return [...cityOf({ seed, records, days, start: startMs })];
}

const statusOf = async ({ simulatorPort }: Settings): Promise<number> =>
  (await fetch(`http://127.0.0.1:${simulatorPort}/readyz`)).status;

/** Reads the hotline's interface to its end, twice, trying again what fails: then its exports go out. */
async function readTickets({ simulatorPort }: Settings): Promise<Record<string, unknown>[]> {
  let items: Record<string, unknown>[] = [];
  for (let round = 0; round < 3; round += 1) {
    items = [];
    let page: string | null = null;
    do {
      const query: string = page === null ? '' : `&page=${encodeURIComponent(page)}`;
      const url: string = `http://127.0.0.1:${simulatorPort}/api/v1/tickets?pageSize=100${query}`;
      const body: { items: Record<string, unknown>[]; nextPage: string | null } | null = await fetch(url, {
        headers: { authorization: 'Bearer a-token' },
      })
        .then(
          (reply) => reply.json() as Promise<{ items: Record<string, unknown>[]; nextPage: string | null }>,
        )
        .catch(() => null);
      if (body === null || !('items' in body)) continue;
      items.push(...body.items);
      page = body.nextPage;
    } while (page !== null || items.length === 0);
  }
  return items;
}

test('with all faults on, every fault is told, every record arrives soundly, and a restart repeats nothing', async () => {
  const { settings, intake } = await prepare();
  const database = await startGridDatabase(settings, log);
  ending.push(() => database.stop());
  const first = await startLivingCity(settings, log);
  await expect.poll(() => statusOf(settings), { timeout: 60_000 }).toBe(200);
  const versions = await versionsOf(settings);
  const numbersOf = (agency: string): Set<string> =>
    new Set(versions.filter((version) => version.agency === agency).map(({ sourceId }) => sourceId));

  const tickets = await readTickets(settings);
  const drop = (agency: string): string => join(settings.home, 'drop', agency);
  await expect
    .poll(
      async () =>
        (await readdir(drop('hotline12345')).catch(() => [])).filter((file) => file.endsWith('020000.csv'))
          .length,
      {
        timeout: 10_000,
      },
    )
    .toBe(3);
  await expect
    .poll(async () => (await ledgerOf(settings)).filter(({ fault }) => fault === 'deleted').length)
    .toBeGreaterThan(2);
  await first.stop();

  const ledger = await ledgerOf(settings);
  expect(new Set(ledger.map(({ id }) => id)).size).toBe(ledger.length);
  const seen = new Set(ledger.map(({ channel, fault }) => `${channel} ${fault}`));
  const asked: FaultChannel[] = [
    'hotline12345.answers',
    'open311.answers',
    'grid.connections',
    'hotline12345.export',
  ];
  for (const [channel, { kinds }] of Object.entries(FAULTY_CHANNELS)) {
    if (asked.includes(channel as FaultChannel)) continue;
    for (const { fault } of kinds) expect(seen).toContain(`${channel} ${fault}`);
  }
  expect([...seen].some((one) => one.startsWith('hotline12345.answers'))).toBe(true);

  // The sound ones: court files, exports, tickets, events, pushes.
  const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === '案件' });
  const cases = new Set<string>();
  const courtFiles = (await readdir(drop('court'))).filter((file) => /-\d{9}-\d{9}\.\w+$/.test(file));
  for (const file of courtFiles) {
    const bytes = await readFile(join(drop('court'), file));
    const text = iconv.decode(bytes, bytes.includes('encoding="UTF-8"') ? 'utf-8' : 'gb18030');
    if (file.endsWith('.csv')) {
      for (const row of parse<Record<string, string>>(text, { columns: true })) cases.add(row['案号'] ?? '');
    } else {
      const read = parser.parse(text) as { 案件列表: { 案件: { 案号: string }[] } };
      for (const one of read.案件列表.案件) cases.add(one.案号);
    }
  }
  expect(cases).toEqual(numbersOf('court'));
  expect(new Set(tickets.map(({ ticketNo }) => ticketNo))).toEqual(numbersOf('hotline12345'));
  expect(new Set(intake.taken.flatMap(({ events }) => events.map(({ subject }) => subject)))).toEqual(
    numbersOf('police110'),
  );
  const deleted = ledger.filter(({ expect: expected }) => expected === 'WITHDRAWN');
  for (const { file = '', sourceId = '' } of deleted) {
    const bytes = await readFile(join(drop('hotline12345'), file));
    const text = bytes[0] === 0xef ? bytes.toString() : iconv.decode(bytes, 'gb18030');
    expect(text).toContain('工单编号');
    expect(text).not.toContain(`\n${sourceId},`);
  }
  const eventNumbers = async (): Promise<string[]> => {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: settings.simulatorGridPort,
      user: 'platform',
      password: 'a password',
    });
    await client.connect();
    const { rows } = await client.query<{ event_no: string }>(
      'SELECT event_no FROM platform.events ORDER BY id',
    );
    await client.end();
    return rows.map(({ event_no }) => event_no);
  };
  const events = await eventNumbers();
  expect(new Set(events.filter((number) => number !== ''))).toEqual(numbersOf('grid'));
  expect(events.filter((number) => number === '').length).toBe(
    ledger.filter(({ channel }) => channel === 'grid.rows').length,
  );

  const filesBefore = await Promise.all(
    ['court', 'open311', 'hotline12345'].map((agency) => readdir(drop(agency))),
  );
  const second = await startLivingCity(settings, log);
  await expect.poll(() => statusOf(settings), { timeout: 60_000 }).toBe(200);
  await second.stop();
  const sound = (files: string[][]): string[][] =>
    files.map((names) => names.filter((name) => !name.endsWith('.part')));
  expect(
    sound(await Promise.all(['court', 'open311', 'hotline12345'].map((agency) => readdir(drop(agency))))),
  ).toEqual(sound(filesBefore));
  expect(await eventNumbers()).toEqual(events);
  expect((await ledgerOf(settings)).map(({ id }) => id)).toEqual(ledger.map(({ id }) => id));
});
