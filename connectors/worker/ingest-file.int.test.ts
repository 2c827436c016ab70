import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { readSettings, type Settings } from '../../runtime/settings.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { ingestFile, type IngestProgress, type IngestResult } from './ingest-file.ts';

const log = createLog('test', 'silent');
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../open311/fixtures/${name}`, import.meta.url));
/** The real exports lie beside the repository on some machines. */
const REAL = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

async function ingest(
  path: string,
): Promise<{ result: IngestResult; inTopics: number; progress: IngestProgress[] }> {
  const topicPrefix = freshTopicPrefix();
  const settings: Settings = readSettings({
    TRIBUTARY_KAFKA_BROKERS: testServers().kafkaBrokers.join(','),
    TRIBUTARY_TOPIC_PREFIX: topicPrefix,
  });
  const progress: IngestProgress[] = [];
  const result = await ingestFile({
    feed: 'open311',
    path,
    profile: 'nyc',
    settings,
    log,
    onProgress: (step) => progress.push(step),
  });
  const topics = topicsOf(topicPrefix, ['open311']);
  const kafka = createKafka({ brokers: settings.kafkaBrokers, clientId: 'test', log });
  // Topics that were just made may be without a leader for a moment.
  const counts = await eventually(() =>
    kafka.topicCounts([topics.feed('open311'), topics.deadLetters('open311')]),
  );
  const inTopics = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { result, inTopics, progress };
}

it('puts every row of a file into the topics and counts them, dead letters by reason', async () => {
  expect(await ingest(fixture('nyc.csv'))).toMatchObject({
    result: { records: 3, deadLetters: 0, byReason: {}, layout: 'nyc' },
    inTopics: 3,
  });
  const { result, inTopics } = await ingest(fixture('bad-nyc.csv'));
  expect(result).toMatchObject({
    records: 0,
    deadLetters: 4,
    byReason: { 'HUB_RECORD_INVALID Unique Key': 1, 'HUB_RECORD_INVALID Created Date': 3 },
  });
  expect(inTopics).toBe(4);
});

it.runIf(existsSync(REAL))('ends all 2,199 real rows as records or dead letters', async () => {
  const first = await ingest(`${REAL}nyc311-2000.csv`);
  const second = await ingest(`${REAL}nyc311-oldschema-199.csv`);
  expect([first.inTopics, second.inTopics]).toEqual([2_000, 199]);
  expect(first.result.records + first.result.deadLetters).toBe(2_000);
  expect(second.result.records + second.result.deadLetters).toBe(199);
  expect(second.result.layout).toBe('nyc-2013');
  expect(first.progress.length).toBeGreaterThan(2);
  expect(first.progress.at(-1)).toMatchObject({ records: first.result.records });
});

it('says what is wrong with the file or the profile', async () => {
  await expect(ingest('/nonexistent.csv')).rejects.toMatchObject({ code: 'HUB_NOT_FOUND' });
  await expect(
    ingestFile({
      feed: 'open311',
      path: fixture('nyc.csv'),
      profile: 'boston',
      settings: readSettings({ TRIBUTARY_KAFKA_BROKERS: testServers().kafkaBrokers.join(',') }),
      log,
    }),
  ).rejects.toThrow(/boston.*nyc/);
});
