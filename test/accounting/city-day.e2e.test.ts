import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FeedFlow } from '../../cli/status/flow.ts';
import type { Status } from '../../cli/status/status.ts';
import { AGENCY_NAMES, type AgencyName } from '../../connectors/simulator/agencies/agency.ts';
import { readFaults, type FaultEntry } from '../../connectors/simulator/faults/fault-ledger.ts';
import { CitySchema } from '../../connectors/simulator/living/state.ts';
import { cityOf } from '../../connectors/simulator/timeline/city-of.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { eventually } from '../harness/eventually.ts';
import { freshLauncher, type Launcher } from '../harness/launcher.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../harness/servers.ts';
import { testSize } from '../harness/size.ts';

/**
 * A day of the whole city with all faults on, started by `tributary up` and read back by `tributary status`: all agencies hand over through
 * their own interfaces, and every record, fault and deleted ticket must have become what the city's own books say.
 */
const RECORDS = testSize() === 'full' ? 20_000 : 2_000;
const SETTLED_WITHIN_MS = testSize() === 'full' ? 600_000 : 300_000;
const GONE_WITHIN_MS = testSize() === 'full' ? 240_000 : 60_000;
/** The grid platform's view shows some rows this much later than their time: those that are younger may be there or not. */
const SHOWN_WITHIN_MS: Readonly<Partial<Record<AgencyName, number>>> = { grid: 10 * 60_000 };
/** Nights whose exports the hotline still has. */
const EXPORTS = 3;

let launcher: Launcher;
let store: Store;
let status: Status;
let ledger: readonly FaultEntry[];

beforeAll(
  async () => {
    const mongodbUri = freshDatabaseUri();
    store = await freshStore(mongodbUri);
    launcher = await freshLauncher();
    Object.assign(launcher.env, {
      TRIBUTARY_MONGODB_URI: mongodbUri,
      TRIBUTARY_KAFKA_BROKERS: testServers().kafkaBrokers.join(','),
      TRIBUTARY_TOPIC_PREFIX: freshTopicPrefix(),
      TRIBUTARY_SIMULATOR_RECORDS: String(RECORDS),
      TRIBUTARY_SIMULATOR_DAYS: '1',
      TRIBUTARY_SIMULATOR_RECORDS_PER_MINUTE: '0',
      TRIBUTARY_SIMULATOR_FAULT_SHARE: '0.02',
    });
    const { code, output } = await launcher.tributary('up', '--detach');
    expect(code, output).toBe(0);
    status = await atRest();
    ledger = await ledgerOf(launcher.home);
  },
  2 * SETTLED_WITHIN_MS + 120_000,
);

afterAll(async () => {
  await launcher.remove();
});

/** Waits until everything that is due is stored, and nothing has come in for two looks. */
async function atRest(): Promise<Status> {
  const due = await lastVersions(launcher.home, 'must be there');
  const isStored = async (agency: AgencyName): Promise<boolean> =>
    (await store.records.countDocuments({ feed: agency })) >= (due.get(agency)?.size ?? 0);
  // Each `status` is a process of its own: it is asked for when there may be something to see.
  await eventually(
    async () => (await Promise.all(AGENCY_NAMES.map(isStored))).every(Boolean) && (await hasExported()),
    { timeoutMs: SETTLED_WITHIN_MS, what: 'all records of the day to be stored' },
  );
  let before = '';
  return eventually(
    async () => {
      const now = await launcher.status();
      const feeds = cityFeeds(now);
      const marks = JSON.stringify(feeds.map(({ accounting }) => accounting));
      const isSame = marks === before;
      before = marks;
      return isSame && now;
    },
    { timeoutMs: SETTLED_WITHIN_MS, what: 'the accounting to come to rest' },
  );
}

/** Whether the hub has taken the hotline's exports of all nights. */
async function hasExported(): Promise<boolean> {
  const names = await readdir(join(launcher.home, 'drop', 'hotline12345', 'done'));
  const done = names.filter((name) => name.endsWith('020000.csv')).length;
  return done >= EXPORTS && (await store.connectorCursors.countDocuments({ _id: 'hotline12345-export' })) > 0;
}

function cityFeeds({ flow }: Status): readonly FeedFlow[] {
  return (flow?.feeds ?? []).filter(({ feed }) => (AGENCY_NAMES as readonly string[]).includes(feed));
}

async function ledgerOf(home: string): Promise<FaultEntry[]> {
  const entries: FaultEntry[] = [];
  for await (const entry of readFaults(join(home, 'simulator', 'faults.jsonl'))) entries.push(entry);
  return entries;
}

/** By agency and source id the latest source time that may be there by now, or must be. */
async function lastVersions(
  home: string,
  which: 'may be there' | 'must be there',
): Promise<ReadonlyMap<AgencyName, ReadonlyMap<string, string>>> {
  const text = await readFile(join(home, 'simulator', 'city.json'), 'utf8');
  const { seed, records, days, startMs } = CitySchema.parse(JSON.parse(text));
  const nowMs = Date.now();
  const last = new Map<AgencyName, Map<string, string>>(AGENCY_NAMES.map((agency) => [agency, new Map()]));
  for (const { agency, sourceId, sourceTime, visibleMs } of cityOf({ seed, records, days, start: startMs })) {
    const ofAgency = last.get(agency);
    const shownMs = visibleMs + (which === 'must be there' ? (SHOWN_WITHIN_MS[agency] ?? 0) : 0);
    const known = ofAgency?.get(sourceId);
    if (shownMs > nowMs || (known !== undefined && Date.parse(known) >= Date.parse(sourceTime))) continue;
    ofAgency?.set(sourceId, sourceTime);
  }
  return last;
}

const expecting = (feed: string, expectation: FaultEntry['expect']): readonly FaultEntry[] =>
  ledger.filter((entry) => entry.agency === feed && entry.expect === expectation);
const sum = (entries: readonly FaultEntry[]): number => entries.reduce((all, { count }) => all + count, 0);

test.each(AGENCY_NAMES)('%s: in = versions + repeats + dead letters', (agency) => {
  const flow = cityFeeds(status).find(({ feed }) => feed === agency);
  expect(flow?.accounting).toMatchObject({ toDo: 0, balance: 0, verdict: 'EVEN' });
  expect(flow?.accounting.in).toBeGreaterThan(0);
  expect(flow?.connectorState).toBe('RUNNING');
});

test('status prints that every feed comes out even', async () => {
  const { output } = await launcher.tributary('status');
  for (const agency of AGENCY_NAMES) expect(output).toMatch(new RegExp(`^${agency} .*\\b0\\s+even$`, 'm'));
});

test.each(AGENCY_NAMES)(
  '%s: the records are those of the city, each in its latest version',
  async (agency) => {
    const nothing = new Map<string, string>();
    const may = (await lastVersions(launcher.home, 'may be there')).get(agency) ?? nothing;
    const must = (await lastVersions(launcher.home, 'must be there')).get(agency) ?? nothing;
    const records = await store.records
      .find({ feed: agency }, { sourceId: 1, sourceTime: 1, flags: 1 })
      .lean();
    const stored = new Set(records.map(({ sourceId }) => sourceId));
    expect([...must.keys()].filter((sourceId) => !stored.has(sourceId))).toEqual([]);
    expect([...stored].filter((sourceId) => !may.has(sourceId))).toEqual([]);
    const late = records.filter(({ sourceId, sourceTime, flags }) => {
      const latest = [may.get(sourceId), must.get(sourceId)].map((time) => Date.parse(time ?? ''));
      return !latest.includes(Date.parse(sourceTime)) && !flags.includes('GONE_FROM_EXPORT');
    });
    expect(late).toEqual([]);
  },
);

test.each(AGENCY_NAMES)('%s: dead letters are those of the ledger', (agency) => {
  const flow = cityFeeds(status).find(({ feed }) => feed === agency);
  const entries = [...expecting(agency, 'DEAD_LETTER'), ...expecting(agency, 'FILE_REFUSED')];
  // Of two versions of one ticket that cannot be read, who asks for what changed sees the later one alone when both came before.
  const hidden = entries.filter(
    ({ sourceId }, at) =>
      sourceId !== undefined && entries.slice(0, at).some((one) => one.sourceId === sourceId),
  );
  expect(sum(entries)).toBeGreaterThan(0);
  expect(flow?.laterFailures).toBe(0);
  expect(flow?.accounting.deadLetters).toBeLessThanOrEqual(sum(entries));
  expect(flow?.accounting.deadLetters).toBeGreaterThanOrEqual(sum(entries) - sum(hidden));
});

test('refused files lie in failed with a report, and no other', async () => {
  for (const agency of ['court', 'hotline12345', 'open311'] as const) {
    const names = await readdir(join(launcher.home, 'drop', agency, 'failed')).catch((): string[] => []);
    const refused = expecting(agency, 'FILE_REFUSED').map(({ file }) => file ?? '');
    expect(names.toSorted()).toEqual(refused.flatMap((name) => [name, `${name}.report.json`]).toSorted());
  }
});

test(
  'deleted tickets are withdrawn, and nothing else is for being gone',
  async () => {
    const deleted = expecting('hotline12345', 'WITHDRAWN').map(({ sourceId }) => sourceId);
    // A small day may delete none: then none may be gone.
    if (testSize() === 'full') expect(deleted.length).toBeGreaterThan(0);
    const gone = (): Promise<RecordDoc[]> =>
      store.records.find({ flags: 'GONE_FROM_EXPORT' }).lean<RecordDoc[]>();
    await eventually(
      async () => {
        if ((await gone()).length >= deleted.length) return true;
        throw new Error(`what the exports' reports say: ${await guards()}`);
      },
      { timeoutMs: GONE_WITHIN_MS, what: 'deleted tickets to be withdrawn' },
    );
    const withdrawn = await gone();
    expect(new Set(withdrawn.map(({ sourceId }) => sourceId))).toEqual(new Set(deleted));
    expect(withdrawn.every(({ state }) => state === 'WITHDRAWN')).toBe(true);
    const ids = deleted.map((sourceId) => recordIdOf('hotline12345', sourceId ?? ''));
    const standing = { members: { $elemMatch: { recordId: { $in: ids }, state: 'ACTIVE' } } };
    // Linking may still have a day's records before it.
    await eventually(async () => (await store.disputes.countDocuments(standing)) === 0, {
      timeoutMs: GONE_WITHIN_MS,
      what: 'withdrawn tickets to hold no dispute',
    });
  },
  2 * GONE_WITHIN_MS + 30_000,
);

/** What the reports say of exports that withdrew nothing, or not all. */
async function guards(): Promise<string> {
  const folder = join(launcher.home, 'drop', 'hotline12345', 'done');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.report.json'));
  const told = names.map(async (name) => {
    const { withdrawn, withheld, guard } = JSON.parse(await readFile(join(folder, name), 'utf8')) as Record<
      string,
      unknown
    >;
    return `${name}: ${JSON.stringify({ withdrawn, withheld, guard })}`;
  });
  return (await Promise.all(told)).join('; ');
}
