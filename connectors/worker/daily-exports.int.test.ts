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
import { flowOf } from '../../cli/status/flow.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { DisputeDoc, RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { startHubProcesses, type HubProcesses } from '../../test/harness/hub-processes.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { exportCsv, exportNameOf } from '../simulator/agencies/hotline12345/export.ts';
import type { HotlineTicket } from '../simulator/agencies/hotline12345/shape.ts';
import { ofAgency, storyOf } from '../simulator/testing/story.ts';
import { DAY_MS, HOUR_MS, rfc3339 } from '../simulator/writing/time.ts';
import { startHotline, type HotlineServer } from './testing/hotline-server.ts';

/** The hotline's interface and its daily exports, through real processes, Kafka and MongoDB, which are killed on the way. */
const CHINA_MS = 8 * HOUR_MS;
const dayMs = Math.floor((Date.now() + CHINA_MS) / DAY_MS - 4) * DAY_MS - CHINA_MS;
const exportName = (nights: number): string => exportNameOf(dayMs, dayMs + nights * DAY_MS + 2 * HOUR_MS);
const isOfDay = ({ createdAt }: HotlineTicket): boolean =>
  Date.parse(createdAt) >= dayMs && Date.parse(createdAt) < dayMs + DAY_MS;

const { versions } = storyOf({ seed: 'hotline', records: 300, days: 1, start: dayMs });
const all = new Map(
  ofAgency(versions, 'hotline12345')
    .filter(({ visibleMs }) => visibleMs < dayMs + DAY_MS)
    .map(({ body }) => [body.ticketNo, body]),
);
const tickets = [...all.values()].filter(isOfDay).sort((a, b) => (a.ticketNo < b.ticketNo ? -1 : 1));
const [first, ...early] = tickets as [HotlineTicket, ...HotlineTicket[]];
/** Changed after all others, so that the interface's poller sees it. */
const late: HotlineTicket = {
  ...first,
  updatedAt: rfc3339(Math.max(...early.map(({ updatedAt }) => Date.parse(updatedAt))) + 1_000),
};

const home = mkdtempSync(join(tmpdir(), 'daily-exports-'));
const drop = join(home, 'drop');
const topicPrefix = freshTopicPrefix();
const mongodbUri = freshDatabaseUri();
let store: Store;
let hotline: HotlineServer;
let hub: HubProcesses;

beforeAll(async () => {
  store = await freshStore(mongodbUri);
  hotline = await startHotline();
  hotline.committed.push(...early.map((ticket) => ({ ...ticket })));
  mkdirSync(drop);
  hub = await startHubProcesses({
    home,
    kafkaBrokers: testServers().kafkaBrokers,
    mongodbUri,
    topicPrefix,
    partitions: 3,
    roles: ['worker', 'pipeline'],
    secrets: { 'hotline12345.token': 'test-token' },
    connectors: [
      {
        name: 'hotline12345-rest',
        config: {
          'connector.class': 'hotline12345.rest',
          'base.url': hotline.url,
          'token.file': 'hotline12345.token',
          'poll.interval.ms': 100,
        },
      },
      {
        name: 'hotline12345-export',
        config: {
          'connector.class': 'hotline12345.export',
          folder: 'drop',
          'poll.interval.ms': 100,
          'errors.retry.delay.max.ms': 200,
        },
      },
    ],
  });
});
afterAll(async () => {
  await hub.stop();
  await hotline.close();
  rmSync(home, { recursive: true, force: true });
});

const idOf = ({ ticketNo }: HotlineTicket): string => recordIdOf('hotline12345', ticketNo);
const recordOf = (ticket: HotlineTicket): Promise<RecordDoc | null> =>
  store.records.findById(idOf(ticket)).lean();

function put(name: string, content: readonly HotlineTicket[]): void {
  writeFileSync(join(drop, `${name}.part`), exportCsv(content, 'gb18030'));
  renameSync(join(drop, `${name}.part`), join(drop, name));
}
const isWorking = (): boolean => {
  const folder = join(drop, 'working');
  return existsSync(folder) && readdirSync(folder).length > 0;
};
const reportOf = (name: string): Promise<unknown> =>
  eventually(() => {
    const path = join(drop, 'done', `${name}.report.json`);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : undefined;
  });
/** The dispute that has the ticket's record, once its membership is in this state. */
const disputeWith = (ticket: HotlineTicket, state: 'ACTIVE' | 'WITHDRAWN'): Promise<DisputeDoc> =>
  eventually(
    async () =>
      (await store.disputes
        .findOne({ members: { $elemMatch: { recordId: idOf(ticket), state } } })
        .lean<DisputeDoc>()) ?? undefined,
  );

let gone: HotlineTicket;

test('tickets that a night’s export lacks leave their dispute and stay in its timeline, also what was not stored yet, whoever is killed', async () => {
  await eventually(async () => (await store.records.countDocuments({ state: 'ACTIVE' })) > 0);
  await eventually(async () => (await store.records.countDocuments()) === early.length);
  const member = await eventually(async () => {
    const [dispute] = await store.disputes.find({ state: 'ACTIVE' }).sort({ _id: 1 }).limit(1).lean();
    return dispute?.members.find(({ state }) => state === 'ACTIVE')?.recordId;
  });
  gone = early.find((ticket) => idOf(ticket) === member) as HotlineTicket;

  // The last ticket of the day is in Kafka and not in the store when the export comes.
  hub.processes.pipeline?.kill();
  await hub.processes.pipeline?.whenExited();
  const { polls } = hotline;
  hotline.committed.push({ ...late });
  const before = polls.length;
  await eventually(() => polls.length > before + 2);
  put(
    exportName(1),
    early.filter((ticket) => ticket !== gone),
  );
  await eventually(isWorking);
  hub.processes.worker?.kill();
  await hub.processes.worker?.whenExited();
  expect(await recordOf(late)).toBeNull();
  await hub.processes.worker?.restart();
  await hub.processes.pipeline?.restart();

  expect(await reportOf(exportName(1))).toMatchObject({
    rows: early.length - 1,
    new: 0,
    newer: 0,
    confirmed: early.length - 1,
    withdrawn: 2,
    guard: null,
  });
  for (const ticket of [gone, late]) {
    const record = await eventually(async () => {
      const found = await recordOf(ticket);
      return found?.state === 'WITHDRAWN' ? found : undefined;
    });
    expect(record.flags).toContain('GONE_FROM_EXPORT');
    expect(record.title).toBe(ticket.title);
  }
  expect(await store.records.countDocuments({ flags: 'GONE_FROM_EXPORT' })).toBe(2);
  const dispute = await disputeWith(gone, 'WITHDRAWN');
  expect(dispute.members.map(({ recordId }) => recordId)).toContain(idOf(gone));
});

test('a ticket that is in a later export is back in its dispute, also when the worker is killed over it again and again', async () => {
  const { code } = await disputeWith(gone, 'WITHDRAWN');
  put(exportName(2), early);
  for (let round = 0; round < 3; round += 1) {
    await eventually(() => isWorking() || existsSync(join(drop, 'done', exportName(2))));
    hub.processes.worker?.kill();
    await hub.processes.worker?.whenExited();
    await hub.processes.worker?.restart();
  }
  await reportOf(exportName(2));
  const record = await eventually(async () => {
    const found = await recordOf(gone);
    return found?.state === 'ACTIVE' ? found : undefined;
  });
  expect(record.flags).toContain('BACK_IN_EXPORT');
  expect((await disputeWith(gone, 'ACTIVE')).code).toBe(code);
  expect((await recordOf(late))?.state).toBe('WITHDRAWN');
});

test('every message of it counts once', async () => {
  const accounting = await eventually(async () => {
    const { feeds } = await flowOf(
      { kafkaBrokers: [...testServers().kafkaBrokers], mongodbUri, topicPrefix },
      new Date(),
    );
    const found = feeds.find(({ feed }) => feed === 'hotline12345')?.accounting;
    return found?.verdict === 'EVEN' && found;
  });
  expect(accounting).toMatchObject({ toDo: 0, balance: 0, deadLetters: 0 });
  // Tickets, two tombstones, one that came back.
  expect(accounting.versions).toBe(tickets.length + 3);
});
