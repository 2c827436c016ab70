import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flowOf, type FeedFlow } from '../../cli/status/flow.ts';
import { recordIdOf, referenceIdOf } from '../../schema/canonical/ids.ts';
import type { ReferenceDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { startHubProcesses, type HubProcesses } from '../../test/harness/hub-processes.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { GridPlatform, type GridCommit } from '../simulator/agencies/grid/platform.ts';
import { gridReference } from '../simulator/agencies/grid/reference.ts';
import type { GridEvent } from '../simulator/agencies/grid/shape.ts';
import { startTestGridDatabase, type TestGridDatabase } from '../simulator/testing/grid-database.ts';
import { ofAgency, storyOf } from '../simulator/testing/story.ts';

/** Each of the lists with the view that shows it. */
const LISTS = [
  ['grid-grids', 'GRID', 'grids'],
  ['grid-communities', 'COMMUNITY', 'communities'],
  ['grid-committees', 'MEDIATION_COMMITTEE', 'mediation_committees'],
  ['grid-mediators', 'MEDIATOR', 'mediators'],
] as const;
const CHUNKS = 6;

const { versions } = storyOf({
  seed: 'grid-int',
  records: 3_000,
  days: 2,
  start: '2026-11-20T00:00:00+08:00',
});
const events = ofAgency(versions, 'grid');
const lists = gridReference('grid-int', Date.parse('2026-10-01T00:00:00+08:00'));
const prefix = freshTopicPrefix();
const mongodbUri = freshDatabaseUri();

let store: Store;
let database: TestGridDatabase;
let platform: GridPlatform;
let hub: HubProcesses;
let home: string;
let committed = 0;
const spoilt: string[] = [];

beforeAll(async () => {
  // Connections are cut now and then.
  database = await startTestGridDatabase({ TRIBUTARY_SIMULATOR_FAULT_SHARE: '0.005' });
  platform = new GridPlatform({
    host: '127.0.0.1',
    port: database.port,
    city: 'grid-int',
    password: () => Promise.resolve(database.password),
  });
  await platform.open(() => lists);
  store = await freshStore(mongodbUri);
  home = mkdtempSync(join(tmpdir(), 'grid-hub-'));
  const place = {
    ...database.place,
    'poll.interval.ms': 200,
    'errors.retry.delay.max.ms': 200,
  };
  hub = await startHubProcesses({
    home,
    kafkaBrokers: testServers().kafkaBrokers,
    mongodbUri,
    topicPrefix: prefix,
    partitions: 3,
    roles: ['worker', 'pipeline'],
    secrets: { 'grid.password': database.password },
    connectors: [
      {
        name: 'grid-events',
        config: { 'connector.class': 'grid.sql', view: 'share.grid_events', 'page.size': 50, ...place },
      },
      ...LISTS.map(([name, kind, view]) => ({
        name,
        config: { 'connector.class': 'grid.reference', kind, view: `share.${view}`, ...place },
      })),
    ],
  });
});
afterAll(async () => {
  await hub.stop();
  await platform.close();
  await database.remove();
  rmSync(home, { recursive: true, force: true });
});

/** The platform writes its next events, one row that cannot be read among them. */
async function commitNext(): Promise<void> {
  const upTo = Math.min(events.length, committed + Math.ceil(events.length / CHUNKS));
  const next = events.slice(committed, upTo);
  const committedMs = Date.now();
  const commits = next.map(({ body }): GridCommit => ({ event: body, committedMs, spoilt: null }));
  const [first] = next;
  if (first !== undefined) {
    const name = `${first.sourceId}-${committed}`;
    commits.push({ event: { ...first.body, event_no: '' }, committedMs, spoilt: name });
    spoilt.push(name);
  }
  await platform.commit(commits, committed, upTo);
  committed = upTo;
}

const truth = (): ReadonlyMap<string, GridEvent> =>
  new Map(events.slice(0, committed).map(({ body }) => [body.event_no, body]));
const gridFlow = async (): Promise<FeedFlow | undefined> =>
  (
    await flowOf(
      { kafkaBrokers: [...testServers().kafkaBrokers], mongodbUri, topicPrefix: prefix },
      new Date(),
    )
  ).feeds.find(({ feed }) => feed === 'grid');
const killWorker = async (): Promise<void> => {
  hub.processes.worker?.kill();
  await hub.processes.worker?.restart();
};

test('every event is stored as the platform has it, every unreadable row is a dead letter, whatever is cut or killed', async () => {
  await commitNext();
  await eventually(async () => (await store.records.countDocuments({ feed: 'grid' })) > 0);
  // In the midst of the next events and of the lists.
  await commitNext();
  await killWorker();
  await commitNext();
  await eventually(async () => (await store.records.countDocuments({ feed: 'grid' })) > truth().size / 2);
  await commitNext();
  await killWorker();
  while (committed < events.length) await commitNext();

  const wanted = truth();
  await eventually(
    async () => {
      const rows = await store.records.find({ feed: 'grid' }).select({ sourceId: 1, details: 1 }).lean();
      return (
        rows.length === wanted.size &&
        rows.every(({ sourceId, details }) => details['stage'] === wanted.get(sourceId)?.stage)
      );
    },
    { what: 'every event in its last state' },
  );
  const [[, some] = ['', undefined]] = wanted;
  const record = await store.records.findById(recordIdOf('grid', some?.event_no ?? '')).lean();
  expect(record).toMatchObject({
    narrative: some?.description,
    details: { gridCode: some?.grid_code, communityCode: some?.community_code, result: some?.result },
  });
  await eventually(async () => (await store.deadLetters.countDocuments({ feed: 'grid' })) === spoilt.length);
  const letters = await store.deadLetters.find({ feed: 'grid' }).lean();
  for (const { code, connector, reason } of letters) {
    expect([code, connector]).toEqual(['HUB_RECORD_INVALID', 'grid-events']);
    expect(reason).toContain('event_no');
  }
  const flow = await eventually(
    async () => {
      const now = await gridFlow();
      return now?.accounting.verdict === 'EVEN' && now;
    },
    { what: 'an even balance' },
  );
  expect(flow.accounting).toMatchObject({ deadLetters: spoilt.length, balance: 0 });
  // A kill repeats what was sent since the position was last saved, not everything.
  expect(flow.accounting.repeats).toBeLessThan(wanted.size);
});

test('every entry of every list is stored, beside the balance, and a grid finds its committee', async () => {
  const counts = {
    GRID: lists.grids.length,
    COMMUNITY: lists.communities.length,
    MEDIATION_COMMITTEE: lists.mediation_committees.length,
    MEDIATOR: lists.mediators.length,
  };
  await eventually(
    async () => (await store.references.countDocuments()) === Object.values(counts).reduce((a, b) => a + b),
    {
      what: 'all entries',
    },
  );
  expect(await gridFlow()).toMatchObject({ references: counts, laterFailures: 0 });
  const [first] = lists.grids as readonly { code: string; committee_code: string; community_code: string }[];
  const stored = await store.references.findById(referenceIdOf('grid', 'GRID', first?.code ?? '')).lean();
  expect(stored).toMatchObject({
    committeeCode: first?.committee_code,
    communityCode: first?.community_code,
  });
  const committee = referenceIdOf('grid', 'MEDIATION_COMMITTEE', stored?.committeeCode ?? '');
  expect(await store.references.findById(committee).lean()).toMatchObject({ kind: 'MEDIATION_COMMITTEE' });
  expect(
    await store.references.countDocuments({ kind: 'MEDIATOR', committeeCode: stored?.committeeCode ?? '' }),
  ).toBeGreaterThan(0);
});

test('an entry that changes, or is no longer used, is taken again', async () => {
  const client = await database.connect();
  const change = (text: string): Promise<unknown> =>
    client.query(
      `${text}, updated_at = (now() AT TIME ZONE 'Asia/Shanghai') WHERE code = (SELECT min(code) FROM platform.mediators)`,
    );
  await change(`UPDATE platform.mediators SET phone = '14212349999'`);
  const code = (lists.mediators as readonly { code: string }[]).map((row) => row.code).sort()[0] ?? '';
  const entry = (): Promise<ReferenceDoc | null> =>
    store.references.findById(referenceIdOf('grid', 'MEDIATOR', code)).lean();
  await eventually(async () => (await entry())?.details['phone'] === '14212349999');
  await change('UPDATE platform.mediators SET active = false');
  await eventually(async () => (await entry())?.state === 'WITHDRAWN');
  expect(await store.rawReferences.countDocuments({ code, kind: 'MEDIATOR' })).toBe(3);
});

test('an entry that cannot be read is a dead letter beside the balance', async () => {
  const before = await gridFlow();
  const client = await database.connect();
  await client.query(
    `UPDATE platform.communities SET name = ' ', updated_at = (now() AT TIME ZONE 'Asia/Shanghai') WHERE code = (SELECT min(code) FROM platform.communities)`,
  );
  const letter = await eventually(
    async () => (await store.deadLetters.findOne({ connector: 'grid-communities' }).lean()) ?? undefined,
  );
  expect(letter.reason).toContain('name (名称)');
  const after = await eventually(
    async () => {
      const now = await gridFlow();
      return now?.accounting.verdict === 'EVEN' && now;
    },
    { what: 'an even balance' },
  );
  expect(after.laterFailures).toBe(1);
  expect(after.accounting).toEqual(before?.accounting);
});
