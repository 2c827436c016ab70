import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accounting } from '../../cli/status/balance.ts';
import { flowOf } from '../../cli/status/flow.ts';
import { FEEDS } from '../../connectors/registry.ts';
import { courtCsv } from '../../connectors/simulator/agencies/court/csv.ts';
import type { CourtCase } from '../../connectors/simulator/agencies/court/shape.ts';
import { courtXml } from '../../connectors/simulator/agencies/court/xml.ts';
import { ofAgency, storyOf } from '../../connectors/simulator/testing/story.ts';
import { createLog } from '../../runtime/log.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { startPipeline, type Pipeline } from '../../streams/pipeline/pipeline.ts';
import { eventually } from '../harness/eventually.ts';
import { startHubProcesses, type HubProcesses } from '../harness/hub-processes.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../harness/servers.ts';

const { kafkaBrokers } = testServers();
const topicPrefix = freshTopicPrefix();
const mongodbUri = freshDatabaseUri();

let home: string;
let hub: HubProcesses;
let store: Store;
let pipeline: Pipeline;

const cases = [
  ...new Map(
    ofAgency(
      storyOf({ seed: 'court-int', records: 2_000, days: 21, start: '2026-11-02T00:00:00+08:00' }).versions,
      'court',
    ).map(({ body }) => [body.caseNumber, body]),
  ).values(),
];
const folder = (name = ''): string => join(home, 'drop', 'court', name);
const inside = (name: string): string[] => (existsSync(folder(name)) ? readdirSync(folder(name)) : []);
const reportOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(folder(`done/${name}.report.json`), 'utf8')) as Record<string, unknown>;

/** Drops as writers should: whole, by a rename. */
function drop(name: string, bytes: Uint8Array): void {
  writeFileSync(folder(`${name}.part`), bytes);
  renameSync(folder(`${name}.part`), folder(name));
}

async function accounting(): Promise<Accounting | undefined> {
  const { feeds } = await flowOf({ kafkaBrokers: [...kafkaBrokers], mongodbUri, topicPrefix }, new Date());
  return feeds.find(({ feed }) => feed === 'court')?.accounting;
}

const storedCases = async (some: readonly CourtCase[]): Promise<readonly RecordDoc[]> =>
  store.records.find({ _id: { $in: some.map(({ caseNumber }) => recordIdOf('court', caseNumber)) } }).lean();

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'court-files-'));
  mkdirSync(folder(), { recursive: true });
  store = await freshStore(mongodbUri);
  hub = await startHubProcesses({
    home,
    kafkaBrokers,
    mongodbUri,
    topicPrefix,
    partitions: 3,
    roles: ['worker'],
    connectors: [
      {
        name: 'court-drop',
        config: { 'connector.class': 'court.drop', folder: 'drop/court', 'poll.interval.ms': 100 },
      },
    ],
  });
  const log = createLog('test', 'silent');
  pipeline = await startPipeline({
    kafka: createKafka({ brokers: kafkaBrokers, clientId: 'test', log }),
    store,
    feeds: FEEDS,
    topicPrefix,
    partitions: 3,
    replication: 1,
    log,
    now: () => new Date(),
  });
});
afterAll(async () => {
  await hub.stop();
  await pipeline.stop();
  rmSync(home, { recursive: true });
});

test('cases of all forms of file are stored, each once, in the county of their court', async () => {
  const third = Math.ceil(cases.length / 3);
  drop('a.xml', courtXml(cases.slice(0, third), 0, 'gb18030'));
  drop('b.xml', courtXml(cases.slice(third, 2 * third), 0, 'utf-8'));
  drop('c.csv', courtCsv(cases.slice(2 * third), 'gb18030'));
  await eventually(async () => (await storedCases(cases)).length === cases.length);
  const records = new Map((await storedCases(cases)).map((record) => [record.sourceId, record]));
  for (const { caseNumber, summary, amountYuan, parties, courtCode } of cases) {
    const record = records.get(caseNumber);
    expect(record).toMatchObject({
      narrative: summary,
      place: { regionCode: expect.stringMatching(`^32${courtCode.slice(1)}`) as string },
      details: { courtCode, caseType: caseNumber.includes('民特') ? '民特' : '诉前调' },
      nature: caseNumber.includes('民特') ? 'OTHER' : 'DISPUTE',
    });
    if (amountYuan !== null) expect(record?.amountFen).toBe(Number(amountYuan.replace('.', '')));
    const names = parties.flatMap(({ name }) => name ?? []);
    expect(record?.parties.slice(0, names.length).map(({ name }) => name)).toEqual(names);
  }
  await eventually(async () => (await accounting())?.verdict === 'EVEN');
});

test('a file twice changes nothing, and an entity reads nothing', async () => {
  const before = await store.rawRecords.countDocuments({ feed: 'court' });
  const bytes = courtXml(cases.slice(0, 20), 1, 'gb18030');
  drop('again.xml', bytes);
  await eventually(() => inside('done').includes('again.xml'));
  expect(reportOf('again.xml')).toMatchObject({ records: 20, deadLetters: 0 });
  drop('twice.xml', bytes);
  await eventually(() => inside('done').includes('twice.xml'));
  expect(reportOf('twice.xml')).toMatchObject({ sameAs: 'again.xml' });
  const secret = join(home, 'secret.txt');
  writeFileSync(secret, 'nobody may read this');
  drop(
    'hostile.xml',
    Buffer.from(
      `<!DOCTYPE 案件列表 [<!ENTITY f SYSTEM "file://${secret}">]><案件列表><案件><案号>&f;</案号></案件></案件列表>`,
    ),
  );
  await eventually(() => inside('failed').includes('hostile.xml'));
  const letter = await eventually(
    async () => (await store.deadLetters.findOne({ feed: 'court' }).lean()) ?? undefined,
  );
  expect(letter.reason).toMatch(/document type/);
  expect(letter.value.toString()).not.toContain('nobody may read this');
  await eventually(async () => (await accounting())?.verdict === 'EVEN');
  expect(await store.rawRecords.countDocuments({ feed: 'court' })).toBe(before);
});

test('a kill in the middle of a file loses no case and doubles none', async () => {
  const [one] = cases;
  if (one === undefined) throw new Error('the city has no case');
  const many = Array.from({ length: 6_000 }, (_unused, index): CourtCase => {
    return { ...one, caseNumber: `（2026）苏0612诉前调${100_000 + index}号` };
  });
  drop('many.xml', courtXml(many, 0, 'gb18030'));
  const isWorkedOn = (): boolean => inside('working').some((file) => file.endsWith('many.xml'));
  await eventually(isWorkedOn);
  const sinceMs = performance.now();
  // Some cases are there, or so much time has passed: the file must not be read to its end before the kill.
  await eventually(
    async () => performance.now() - sinceMs > 300 || (await storedCases(many.slice(0, 100))).length > 0,
  );
  const { worker } = hub.processes;
  worker?.kill();
  await worker?.whenExited();
  const inMiddle = isWorkedOn();
  await worker?.restart();
  await eventually(() => inside('done').includes('many.xml'));
  expect(inMiddle, 'the kill came while the file was read').toBe(true);
  expect(reportOf('many.xml')).toMatchObject({ records: many.length, deadLetters: 0 });
  await eventually(async () => (await storedCases(many)).length === many.length);
  await eventually(async () => (await accounting())?.verdict === 'EVEN');
});
