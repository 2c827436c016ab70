import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createLog } from '../../../runtime/log.ts';
import { readSettings, type Settings } from '../../../runtime/settings.ts';
import type { HotlineTicket } from '../agencies/hotline12345/shape.ts';
import { listenForPushes, type ListeningIntake } from '../testing/intake.ts';
import { cityOf } from '../timeline/city-of.ts';
import { readTruth, type Truth } from '../truth/truth.ts';
import { startLivingCity } from './living-city.ts';
import { CitySchema } from './state.ts';

const SECRET = Buffer.from('0123456789abcdef0123456789abcdef');
const log = createLog('test', 'silent');
const ending: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

async function prepare(recordsPerMinute: string): Promise<{ settings: Settings; intake: ListeningIntake }> {
  const home = await mkdtemp(join(tmpdir(), 'city-'));
  ending.push(() => rm(home, { recursive: true }));
  const intake = await listenForPushes(SECRET, () => ({ status: 202 }));
  ending.push(() => intake.close());
  await mkdir(join(home, 'secrets'));
  await writeFile(join(home, 'secrets', 'police110.hmac'), `whsec_${SECRET.toString('base64')}\n`);
  await writeFile(join(home, 'secrets', 'hotline12345.token'), 'a-token\n');
  const settings = readSettings({
    TRIBUTARY_HOME: home,
    TRIBUTARY_INTAKE_PORT: String(intake.port),
    TRIBUTARY_SIMULATOR_PORT: String(await freePort()),
    TRIBUTARY_SIMULATOR_RECORDS: '400',
    TRIBUTARY_SIMULATOR_DAYS: '7',
    TRIBUTARY_SIMULATOR_RECORDS_PER_MINUTE: recordsPerMinute,
  });
  return { settings, intake };
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
  // At most the post that was under way is sent twice.
  expect(idsOf(intake).length).toBeLessThanOrEqual(wanted.length + 100);
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
