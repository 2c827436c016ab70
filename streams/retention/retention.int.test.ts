import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { endOverdue, type RetentionDoc } from './retention-job.ts';
import { DEFAULT_TERMS, readTerms } from './terms.ts';

const NOW = new Date('2026-11-24T08:00:00.000Z');
const day = (ago: number): string => new Date(NOW.getTime() - ago * 86_400_000).toISOString();

test('terms are read from a file, and a mistake is named with its place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-terms-'));
  const file = join(folder, 'retention.yaml');
  const read = (text: string): ReturnType<typeof readTerms> => {
    writeFileSync(file, text);
    return readTerms(file);
  };
  try {
    expect(read('version: city-1\ndeadLettersDays: 60\ndeliveriesDays: null')).toEqual({
      version: 'city-1',
      deadLettersDays: 60,
      refusedDays: 30,
      deliveriesDays: null,
      disputesDays: null,
      recordsDays: null,
    });
    expect(
      read('version: city-1\ndisputesDays: 1095\nrecordsDays: {police110: 730, court: null}'),
    ).toMatchObject({ disputesDays: 1095, recordsDays: { police110: 730, court: null } });
    expect(() => read('version: city-1\nrecordsDays: {polise: 730}')).toThrow('recordsDays');
    expect(() => read('version: city-1\nrecordsDays: 7')).toThrow('recordsDays');
    expect(read('version: city-1')).toEqual({ ...DEFAULT_TERMS, version: 'city-1' });
    expect(() => read('version: city-1\ndeadLetterDays: 60')).toThrow('deadLetterDays');
    expect(read('version: city-1\nrefusedDays: 90')).toMatchObject({ refusedDays: 90 });
    expect(() => read('version: city-1\nrefusedDays: 29')).toThrow('refusedDays');
    expect(() => read('version: city-1\ndeadLettersDays: 7')).toThrow('deadLettersDays');
    expect(() => readTerms(join(folder, 'none.yaml'))).toThrow('TRIBUTARY_RETENTION_FILE');
    expect(readTerms(null)).toEqual(DEFAULT_TERMS);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is over its term ends once and is written down; what is held, open or younger stays', async () => {
  const store = await freshStore();
  const letter = (id: string, ago: number): object => ({
    _id: id,
    feed: 'court',
    at: day(ago),
    code: 'HUB_RECORD_INVALID',
    reason: '张三的行',
    reasonClass: 'x',
    key: Buffer.from('k'),
    value: Buffer.from('张三'),
  });
  await store.deadLetters.collection.insertMany([letter('old', 61), letter('young', 59)] as never);
  const delivery = (id: string, ago: number, state: string, disputeId: string): object => ({
    _id: id,
    connector: 'c',
    agency: 'court',
    state,
    disputeId,
    queuedAt: day(ago),
  });
  await store.deliveries.collection.insertMany([
    delivery('old', 91, 'DELIVERED', 'd1'),
    delivery('held', 91, 'DELIVERED', 'd2'),
    delivery('open', 91, 'WAITING', 'd1'),
    delivery('young', 89, 'DEAD', 'd1'),
  ] as never);
  await store.legalHolds.collection.insertOne({
    _id: 'h',
    disputeId: 'd2',
    numbers: [],
    releasedAt: null,
  } as never);
  const options = {
    store,
    terms: { ...DEFAULT_TERMS, version: 'test-1', deadLettersDays: 60, deliveriesDays: 90 },
    now: () => NOW,
  };

  expect(await endOverdue(options)).toBe(2);
  expect(await endOverdue({ ...options, now: () => new Date(NOW.getTime() + 1_000) })).toBe(0);

  const letters = await store.deadLetters.find().sort({ _id: 1 }).lean();
  expect(letters.map(({ _id, value }) => [_id, value.length()])).toEqual([
    ['old', 0],
    ['young', 6],
  ]);
  expect(JSON.stringify(letters[0])).not.toContain('张三');
  const kept = await store.deliveries.find().sort({ _id: 1 }).lean();
  expect(kept.map(({ _id }) => _id)).toEqual(['held', 'open', 'young']);
  const log = (await store.decisions.find().sort({ _id: 1 }).lean()) as unknown as RetentionDoc[];
  expect(
    log.map(({ dataset, documents, ruleVersion, before }) => [dataset, documents, ruleVersion, before]),
  ).toEqual([
    ['deadLetters', 1, 'test-1', day(60)],
    ['deliveries', 1, 'test-1', day(90)],
  ]);
});
