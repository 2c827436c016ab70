import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { readSettings, type Settings } from '../../runtime/settings.ts';
import type { Store } from '../../schema/store/models.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { startPipeline } from '../../streams/pipeline/pipeline.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { feedsWith } from '../registry.ts';
import { ingestFile } from './ingest-file.ts';

const log = createLog('test', 'silent');
const TOWN = `profile: town
description: a town
time: { zone: Europe/Berlin, format: ISO }
delimiter: ';'
idPrefix: 'town:'
categories:
  - { pattern: ^zeppelin, category: '0203', nature: DISPUTE }
columns: [no, made, kind]
map: { sourceId: no, reportedAt: made, category: [kind] }
`;

let home: string;
let settings: Settings;
let store: Store;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'own-profiles-'));
  mkdirSync(join(home, 'profiles', 'open311'), { recursive: true });
  writeFileSync(join(home, 'profiles', 'open311', 'town.yaml'), TOWN);
  writeFileSync(
    join(home, 'export.csv'),
    'no;made;kind\n1;2026-11-24 09:00;Zeppelin too low\n2;soon;Zeppelin\n',
  );
  settings = readSettings({
    TRIBUTARY_HOME: home,
    TRIBUTARY_KAFKA_BROKERS: testServers().kafkaBrokers.join(','),
    TRIBUTARY_TOPIC_PREFIX: freshTopicPrefix(),
  });
  store = await freshStore();
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

it('takes a file by a profile of the operator’s own through to the stored record, classed by its own words', async () => {
  const taken = await ingestFile({
    feed: 'open311',
    path: join(home, 'export.csv'),
    profile: 'town',
    settings,
    log,
  });
  expect(taken).toMatchObject({ records: 1, deadLetters: 1, byReason: { 'HUB_RECORD_INVALID made': 1 } });

  const kafka = createKafka({ brokers: settings.kafkaBrokers, clientId: 'test', log });
  const pipeline = await startPipeline({
    kafka,
    store,
    feeds: feedsWith(settings.profilesDir),
    topicPrefix: settings.topicPrefix,
    partitions: 1,
    replication: 1,
    log,
    now: () => new Date(),
  });
  try {
    const record = await eventually(
      async () => (await store.records.findOne({ sourceId: 'town:1' }).lean()) ?? undefined,
    );
    expect(record).toMatchObject({
      feed: 'open311',
      reportedAt: '2026-11-24T09:00:00+01:00',
      nature: 'DISPUTE',
      natureRule: 'open311.complaint-type.v1+town:^zeppelin',
      category: '0203',
    });
  } finally {
    await pipeline.stop();
  }
});
