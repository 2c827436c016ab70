import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createLog } from '../../../runtime/log.ts';
import type { Settings } from '../../../runtime/settings.ts';
import type { HotlineTicket } from '../agencies/hotline12345/shape.ts';
import { makeCityHome, POLICE_SECRET } from '../testing/city-home.ts';
import { listenForPushes, type Answer, type ListeningIntake } from '../testing/intake.ts';
import { isInGeoReport } from '../agencies/open311/georeport.ts';
import { eventIdOf, type PoliceVersion } from '../agencies/police110/events.ts';
import { cityOf } from '../timeline/city-of.ts';
import { readTruth, type Truth } from '../truth/truth.ts';
import { startLivingCity } from './living-city.ts';
import { CitySchema } from './state.ts';

const log = createLog('test', 'silent');
// Real processes, real files and generated histories on a machine that may have much else to do.
vi.setConfig({ testTimeout: 30_000 });

const ending: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function prepare(
  recordsPerMinute: string,
  answer: () => Answer | Promise<Answer> = () => ({ status: 202 }),
): Promise<{ settings: Settings; intake: ListeningIntake; env: Record<string, string> }> {
  const intake = await listenForPushes(POLICE_SECRET, answer);
  ending.push(() => intake.close());
  const city = await makeCityHome(intake.port, {
    TRIBUTARY_SIMULATOR_RECORDS_PER_MINUTE: recordsPerMinute,
  });
  ending.push(() => city.remove());
  return { settings: city.settings, intake, env: city.env };
}

async function get(settings: Settings, path: string, token = 'a-token'): Promise<Response> {
  return await fetch(`http://127.0.0.1:${settings.simulatorPort}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

async function allTickets(settings: Settings): Promise<HotlineTicket[]> {
  const tickets: HotlineTicket[] = [];
  let page: string | null = null;
  do {
    const query: string = page === null ? '' : `&page=${page}`;
    const reply = await get(settings, `/api/v1/tickets?pageSize=50${query}`);
    expect(reply.status).toBe(200);
    const body = (await reply.json()) as { items: HotlineTicket[]; nextPage: string | null };
    tickets.push(...body.items);
    page = body.nextPage;
  } while (page !== null);
  return tickets;
}

async function truthsIn(home: string): Promise<Truth[]> {
  const truths: Truth[] = [];
  for await (const truth of readTruth(join(home, 'simulator', 'truth.jsonl'))) truths.push(truth);
  return truths;
}

const ready = (settings: Settings) =>
  expect.poll(async () => (await get(settings, '/readyz')).status, { timeout: 10_000 }).toBe(200);
const idsOf = (intake: ListeningIntake): string[] =>
  intake.taken.flatMap(({ events }) => events.map(({ id }) => id));

test('the history goes out through every interface, with the truth beside it; a restart repeats and misses nothing', async () => {
  const { settings, intake } = await prepare('0');
  const first = await startLivingCity(settings, log);
  await ready(settings);

  const city = CitySchema.parse(
    JSON.parse(await readFile(join(settings.home, 'simulator', 'city.json'), 'utf8')),
  );
  const { seed, records, days, startMs } = city;
  const versions = [...cityOf({ seed, records, days, start: startMs })];
  const count = (agency: string): number => versions.filter((version) => version.agency === agency).length;

  await expect.poll(() => idsOf(intake).length, { timeout: 10_000 }).toBe(count('police110'));
  const tickets = await allTickets(settings);
  const ticketNumbers = new Set(
    versions.filter(({ agency }) => agency === 'hotline12345').map(({ sourceId }) => sourceId),
  );
  expect(new Set(tickets.map(({ ticketNo }) => ticketNo))).toEqual(ticketNumbers);
  const folder = join(settings.home, 'drop', 'open311');
  await expect.poll(() => readdir(folder).catch(() => []), { timeout: 10_000 }).not.toEqual([]);
  expect((await truthsIn(settings.home)).length).toBe(400);
  await first.stop();

  const files = await readdir(folder);
  const second = await startLivingCity(settings, log);
  ending.push(() => second.stop());
  await ready(settings);
  expect(await allTickets(settings)).toEqual(tickets);
  expect((await truthsIn(settings.home)).length).toBe(400);
  expect(await readdir(folder)).toEqual(files);
  expect(idsOf(intake).length).toBe(count('police110'));
});

test('a restart in the middle goes on with the next event', async () => {
  const { settings, intake } = await prepare('0');
  const first = await startLivingCity(settings, log);
  await expect.poll(() => idsOf(intake).length, { timeout: 10_000, interval: 2 }).toBeGreaterThan(0);
  await first.stop();
  const second = await startLivingCity(settings, log);
  ending.push(() => second.stop());
  const city = CitySchema.parse(
    JSON.parse(await readFile(join(settings.home, 'simulator', 'city.json'), 'utf8')),
  );
  const wanted = [
    ...cityOf({ seed: city.seed, records: city.records, days: city.days, start: city.startMs }),
  ].filter(({ agency }) => agency === 'police110');
  await expect
    .poll(() => new Set(idsOf(intake).map((id) => id.split('-')[0])).size, { timeout: 10_000 })
    .toBe(new Set(wanted.map(({ sourceId }) => sourceId)).size);
  // At most what was under way is sent twice.
  expect(idsOf(intake).length).toBeLessThanOrEqual(wanted.length + 100);
});

test('a process that is killed at any moment leaves no gap, keeps each incident in order and exports no row twice', async () => {
  let answered = 0;
  // A hub that takes its time, so that a kill falls between two posts.
  const { settings, intake, env } = await prepare('0', async () => {
    answered += 1;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return { status: 202 };
  });
  for (const kills of [1, 4, 9]) {
    const main = join(import.meta.dirname, '..', 'main.ts');
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, ...env, TRIBUTARY_LOG_LEVEL: 'error' },
    });
    const killed = once(child, 'exit');
    const until = answered + kills;
    await expect.poll(() => answered, { timeout: 10_000, interval: 1 }).toBeGreaterThanOrEqual(until);
    child.kill('SIGKILL');
    await killed;
  }
  const city = await startLivingCity(settings, log);
  ending.push(() => city.stop());
  await ready(settings);
  const { seed, records, days, startMs } = CitySchema.parse(
    JSON.parse(await readFile(join(settings.home, 'simulator', 'city.json'), 'utf8')),
  );
  const versions = [...cityOf({ seed, records, days, start: startMs })];
  const wanted = versions.filter((version): version is PoliceVersion => version.agency === 'police110');
  const firsts = [...new Set(idsOf(intake))];
  const incidents = (ids: readonly string[]): Map<string, string[]> =>
    Map.groupBy(new Set(ids), (id) => id.split('-')[0] ?? '');
  expect(incidents(firsts)).toEqual(incidents(wanted.map(eventIdOf)));
  const folder = join(settings.home, 'drop', 'open311');
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const rows = texts.reduce((sum, text) => sum + text.split('\r\n').length - 2, 0);
  expect(rows).toBe(
    versions.filter(({ agency, sourceId }) => agency === 'open311' && !isInGeoReport(sourceId)).length,
  );
  expect((await truthsIn(settings.home)).length).toBe(400);
});

test('until its history is out it says how much of it is, and starts while the hub is away', async () => {
  const { settings, intake } = await prepare('0');
  await intake.close();
  const city = await startLivingCity(settings, log);
  ending.push(() => city.stop());
  await expect
    .poll(async () => (await get(settings, '/readyz')).text(), { timeout: 10_000 })
    .toMatch(/^history: \d+ of \d+ records handed over/);
  const back = await listenForPushes(POLICE_SECRET, () => ({ status: 202 }), intake.port);
  ending.push(() => back.close());
  await ready(settings);
});

test('a port that is taken ends the start with words', async () => {
  const { settings } = await prepare('0');
  const first = await startLivingCity(settings, log);
  ending.push(() => first.stop());
  await expect(startLivingCity(settings, log)).rejects.toThrow('TRIBUTARY_SIMULATOR_PORT');
});

test('the city lives on after its history: new police events and new tickets come in by themselves', async () => {
  const { settings, intake } = await prepare('6000');
  const city = await startLivingCity(settings, log);
  ending.push(() => city.stop());
  await ready(settings);
  const tickets = (await allTickets(settings)).length;
  const events = idsOf(intake).length;
  await expect
    .poll(async () => (await allTickets(settings)).length, { timeout: 10_000 })
    .toBeGreaterThan(tickets);
  await expect.poll(() => idsOf(intake).length, { timeout: 10_000 }).toBeGreaterThan(events);
});

test('the hotline’s interface says what is wrong with a request', async () => {
  const { settings } = await prepare('0');
  const city = await startLivingCity(settings, log);
  ending.push(() => city.stop());
  await ready(settings);
  const statusOf = async (path: string, token?: string): Promise<number> =>
    (await get(settings, path, token)).status;
  expect(await statusOf('/api/v1/tickets', 'another')).toBe(401);
  expect(await statusOf('/api/v1/tickets?updatedSince=yesterday')).toBe(400);
  expect(await statusOf('/api/v1/tickets?pageSize=0')).toBe(400);
  expect(await statusOf('/api/v1/tickets?page=made-up')).toBe(400);
  expect(await statusOf('/elsewhere')).toBe(404);
  expect(await statusOf('/healthz')).toBe(200);
});
