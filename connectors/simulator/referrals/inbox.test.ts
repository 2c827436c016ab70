import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import iconv from 'iconv-lite';
import { createLog } from '../../../runtime/log.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { signWebhook } from '../../../schema/webhooks/standard-webhooks.ts';
import type { HotlineTicket } from '../agencies/hotline12345/shape.ts';
import { startGridDatabase } from '../grid-database/start.ts';
import { startLivingCity } from '../living/living-city.ts';
import { CitySchema } from '../living/state.ts';
import { makeCityHome, POLICE_SECRET } from '../testing/city-home.ts';
import { listenForPushes, type ListeningIntake } from '../testing/intake.ts';
import { cityOf, type CityVersion } from '../timeline/city-of.ts';

// A whole city on a machine that may have much else to do.
vi.setConfig({ testTimeout: 90_000 });
const log = createLog('test', 'silent');
const secret = randomBytes(32);
const CODE = 'T-320612-261124-K7QF27';
const ending: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

interface City {
  readonly settings: Settings;
  readonly intake: ListeningIntake;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

async function startCity(withGrid = false): Promise<City> {
  const intake = await listenForPushes(POLICE_SECRET, () => ({ status: 202 }));
  ending.push(() => intake.close());
  const home = await makeCityHome(intake.port);
  ending.push(() => home.remove());
  await writeFile(join(home.settings.secretsDir, 'referrals.hmac'), `whsec_${secret.toString('base64')}\n`);
  if (withGrid) {
    await writeFile(join(home.settings.secretsDir, 'grid.password'), 'a password\n');
    const database = await startGridDatabase(home.settings, log);
    ending.push(() => database.stop());
  }
  let running: Awaited<ReturnType<typeof startLivingCity>> | null = null;
  const stop = async (): Promise<void> => {
    await running?.stop();
    running = null;
  };
  const restart = async (): Promise<void> => {
    await stop();
    running = await startLivingCity(home.settings, log);
    await expect
      .poll(async () => (await fetch(url(home.settings, '/readyz'))).status, { timeout: 60_000 })
      .toBe(200);
  };
  ending.push(stop);
  await restart();
  return { settings: home.settings, intake, restart, stop };
}

const url = ({ simulatorPort }: Settings, path: string): string => `http://127.0.0.1:${simulatorPort}${path}`;

/** The last version of a record of the agency that is still worked on. */
async function lastOf<Agency extends CityVersion['agency']>(
  settings: Settings,
  agency: Agency,
  fits: (version: Extract<CityVersion, { agency: Agency }>) => boolean,
): Promise<Extract<CityVersion, { agency: Agency }>> {
  const city = CitySchema.parse(
    JSON.parse(await readFile(join(settings.home, 'simulator', 'city.json'), 'utf8')),
  );
  const { seed, records, days, startMs } = city;
  const latest = new Map<string, Extract<CityVersion, { agency: Agency }>>();
  for (const version of cityOf({ seed, records, days, start: startMs })) {
    if (version.agency === agency)
      latest.set(version.sourceId, version as Extract<CityVersion, { agency: Agency }>);
  }
  const found = [...latest.values()].find(fits);
  if (found === undefined) throw new Error(`the city has no such record of ${agency}`);
  return found;
}

async function tell(
  settings: Settings,
  agency: string,
  data: object,
  options: { readonly id?: string; readonly key?: Uint8Array } = {},
): Promise<number> {
  const id = options.id ?? `event-${randomBytes(4).toString('hex')}`;
  const body = Buffer.from(
    JSON.stringify({ specversion: '1.0', id, source: 'urn:tributary', type: 'x', data }),
  );
  const timestampS = Math.floor(Date.now() / 1_000);
  const response = await fetch(url(settings, `/agencies/${agency}/referrals`), {
    method: 'POST',
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(timestampS),
      'webhook-signature': signWebhook(options.key ?? secret, id, timestampS, body),
    },
    body,
  });
  return response.status;
}

const referral = (...records: readonly string[]) => ({
  code: CODE,
  records,
  move: 'REFER',
  state: 'REFERRED',
  note: '请受理',
});

async function ticketOf(settings: Settings, ticketNo: string): Promise<HotlineTicket | undefined> {
  const response = await fetch(url(settings, '/api/v1/tickets?pageSize=1000'), {
    headers: { authorization: 'Bearer a-token' },
  });
  const { items } = (await response.json()) as { items: HotlineTicket[] };
  return items.find((one) => one.ticketNo === ticketNo);
}

test('a referral changes the agency’s own records by its usual interface, with the code quoted, once', async () => {
  const { settings, intake } = await startCity();
  const ticket = await lastOf(settings, 'hotline12345', ({ body }) => body.stage === '已受理');
  const one = await lastOf(settings, 'court', ({ body }) => body.caseStatus.code === '2');
  const incident = await lastOf(settings, 'police110', ({ body }) => body.status === '1004');
  const pushed = intake.taken.length;

  expect(await tell(settings, 'hotline12345', referral(ticket.sourceId), { id: 'event-1' })).toBe(202);
  expect(await tell(settings, 'court', referral(one.sourceId))).toBe(202);
  expect(await tell(settings, 'police110', referral(incident.sourceId))).toBe(202);
  await expect
    .poll(async () => (await ticketOf(settings, ticket.sourceId))?.reply, { timeout: 20_000 })
    .toBe(`一案一码${CODE}，转办：请受理`);
  const answered = await ticketOf(settings, ticket.sourceId);
  expect(answered).toMatchObject({ stage: '已派遣', content: ticket.body.content });
  expect(Date.parse(answered?.updatedAt ?? '')).toBeGreaterThan(Date.parse(ticket.body.updatedAt));

  await expect.poll(() => intake.taken.length, { timeout: 20_000 }).toBe(pushed + 1);
  const [event] = intake.taken.at(-1)?.events ?? [];
  expect(event?.subject).toBe(incident.sourceId);
  expect(JSON.parse(event?.data ?? '')).toMatchObject({
    status: '1005',
    bjnr: incident.body.bjnr,
    fkjg: `一案一码${CODE}，转办：请受理`,
  });
  const folder = join(settings.home, 'drop', 'court');
  const file = (await readdir(folder)).find((name) => name.includes('-referral-'));
  const xml = iconv.decode(await readFile(join(folder, file ?? '')), 'gb18030');
  expect(xml).toContain(one.sourceId);
  expect(xml).toContain(`（一案一码${CODE}）`);
  expect(xml).toContain('调解中');

  // The same event once more: acknowledged, and nothing happens.
  expect(await tell(settings, 'hotline12345', referral(ticket.sourceId), { id: 'event-1' })).toBe(202);
  const closing = { ...referral(ticket.sourceId), move: 'CLOSE', state: 'CLOSED', note: null };
  expect(await tell(settings, 'hotline12345', closing)).toBe(202);
  await expect
    .poll(async () => (await ticketOf(settings, ticket.sourceId))?.stage, { timeout: 20_000 })
    .toBe('已结案');
});

test('the grid platform shows the change in its view', async () => {
  const { settings } = await startCity(true);
  const event = await lastOf(settings, 'grid', ({ body }) => body.stage === '上报');
  expect(await tell(settings, 'grid', referral(event.sourceId))).toBe(202);
  const client = new pg.Client({
    host: '127.0.0.1',
    port: settings.simulatorGridPort,
    user: 'tributary',
    password: 'a password',
    database: 'grid',
  });
  await client.connect();
  ending.push(() => client.end());
  const shown = async () => {
    const query = 'SELECT stage, result, description FROM share.grid_events WHERE event_no = $1';
    return (await client.query(query, [event.sourceId])).rows[0] as unknown;
  };
  await expect.poll(shown, { timeout: 20_000 }).toEqual({
    stage: '处置',
    result: `一案一码${CODE}，转办：请受理`,
    description: event.body.description,
  });
});

test('a restart forgets neither what was answered nor what was not', async () => {
  const city = await startCity();
  const { settings } = city;
  const first = await lastOf(settings, 'hotline12345', ({ body }) => body.stage === '已受理');
  const second = await lastOf(
    settings,
    'hotline12345',
    ({ body, sourceId }) => body.stage === '已受理' && sourceId !== first.sourceId,
  );
  await tell(settings, 'hotline12345', referral(first.sourceId));
  await expect
    .poll(async () => (await ticketOf(settings, first.sourceId))?.stage, { timeout: 20_000 })
    .toBe('已派遣');
  const before = await ticketOf(settings, first.sourceId);
  expect(await tell(settings, 'hotline12345', referral(second.sourceId))).toBe(202);
  await city.restart();
  expect(await ticketOf(settings, first.sourceId)).toEqual(before);
  await expect
    .poll(async () => (await ticketOf(settings, second.sourceId))?.reply, { timeout: 20_000 })
    .toContain(CODE);
});

test('what is not signed with the shared secret, or for nobody, is refused and changes nothing', async () => {
  const { settings } = await startCity();
  expect(await tell(settings, 'court', referral('x'), { key: randomBytes(32) })).toBe(401);
  expect(await tell(settings, 'open311', referral('x'))).toBe(404);
  expect(await tell(settings, 'court', { code: CODE })).toBe(400);
  expect((await fetch(url(settings, '/agencies/court/referrals'))).status).toBe(405);
  expect(await tell(settings, 'court', referral('no such case'))).toBe(202);
});
