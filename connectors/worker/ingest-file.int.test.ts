import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { readSettings, type Settings } from '../../runtime/settings.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { courtCsv } from '../simulator/agencies/court/csv.ts';
import { courtXml } from '../simulator/agencies/court/xml.ts';
import { exportCsv } from '../simulator/agencies/hotline12345/export.ts';
import { ofAgency, storyOf } from '../simulator/testing/story.ts';
import { ingestFile, type IngestProgress, type IngestResult } from './ingest-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-file-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const log = createLog('test', 'silent');
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../open311/fixtures/${name}`, import.meta.url));
/** The real exports lie beside the repository on some machines. */
const REAL = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

async function ingest(
  path: string,
  feed: FeedName = 'open311',
  profile: string | null = 'nyc',
): Promise<{ result: IngestResult; inTopics: number; progress: IngestProgress[] }> {
  const topicPrefix = freshTopicPrefix();
  const settings: Settings = readSettings({
    TRIBUTARY_KAFKA_BROKERS: testServers().kafkaBrokers.join(','),
    TRIBUTARY_TOPIC_PREFIX: topicPrefix,
  });
  const progress: IngestProgress[] = [];
  const result = await ingestFile({
    feed,
    path,
    profile,
    settings,
    log,
    onProgress: (step) => progress.push(step),
  });
  const topics = topicsOf(topicPrefix, [feed]);
  const kafka = createKafka({ brokers: settings.kafkaBrokers, clientId: 'test', log });
  // Topics that were just made may be without a leader for a moment.
  const counts = await eventually(() => kafka.topicCounts([topics.feed(feed), topics.deadLetters(feed)]));
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

describe('takes files of every feed that has them, without a profile where there is none', () => {
  const { versions } = storyOf({
    seed: 'ingest',
    records: 600,
    days: 20,
    start: '2026-11-01T00:00:00+08:00',
  });
  const cases = ofAgency(versions, 'court')
    .slice(0, 30)
    .map(({ body }) => body);
  const tickets = ofAgency(versions, 'hotline12345')
    .slice(0, 30)
    .map(({ body }) => body);
  const exportedMs = Date.parse('2026-11-25T02:00:00+08:00');

  it.each<readonly [string, FeedName, string, Uint8Array]>([
    ['XML of the court in GB18030', 'court', 'a.xml', courtXml(cases, exportedMs, 'gb18030')],
    ['XML of the court in UTF-8', 'court', 'a.XML', courtXml(cases, exportedMs, 'utf-8')],
    ['a table of the court in GB18030', 'court', 'a.csv', courtCsv(cases, 'gb18030')],
    [
      'a daily export of the hotline in GB18030',
      'hotline12345',
      'tickets-20261124-asof-20261125T020000.csv',
      exportCsv(tickets, 'gb18030'),
    ],
    [
      'a daily export of the hotline in UTF-8 with a byte order mark',
      'hotline12345',
      'tickets-20261124-asof-20261125T020000.csv',
      exportCsv(tickets, 'utf-8-bom'),
    ],
  ])('%s', async (_what, feed, name, bytes) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const { result, inTopics } = await ingest(path, feed, null);
    const count = feed === 'court' ? cases.length : tickets.length;
    expect(count).toBe(30);
    expect(result).toMatchObject({ records: count, deadLetters: 0 });
    expect(inTopics).toBe(count);
  });

  it('tells what was sent before a file breaks off', async () => {
    const many = Array.from({ length: 40 }, () => cases).flat();
    const whole = courtXml(many, exportedMs, 'utf-8');
    const path = join(folder, 'cut.xml');
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length * 0.9)));
    await expect(ingest(path, 'court', null)).rejects.toMatchObject({
      code: 'HUB_RECORD_UNPARSABLE',
      message: expect.stringMatching(/sent before that: \d{3,} records, 0 dead letters/) as string,
    });
  });
});

it('says what is wrong with the file, the feed or the profile', async () => {
  await expect(ingest('/nonexistent.csv')).rejects.toMatchObject({ code: 'HUB_NOT_FOUND' });
  await expect(ingest('/')).rejects.toThrow(/does not/);
  const path = fixture('nyc.csv');
  await expect(ingest(path, 'open311', 'boston')).rejects.toThrow(/boston.*nyc/);
  await expect(ingest(path, 'open311', null)).rejects.toThrow(/profile of a CSV layout must be named.*nyc/);
  await expect(ingest(path, 'court', 'nyc')).rejects.toThrow(/no profiles.*nyc/);
  await expect(ingest(path, 'police110', null)).rejects.toThrow(
    /police110 takes no files; those that do: .*court/,
  );
  await expect(ingest(path.replace('.csv', '.json'), 'court', null)).rejects.toThrow(
    /end in \.xml or \.csv; nyc\.json does not/,
  );
});
