import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import { Marker } from '../../schema/erasure/marks.ts';
import { freshStore } from '../../test/harness/servers.ts';
import type { RetentionDoc } from '../../schema/store/retention-docs.ts';
import { endOverdue } from './retention-job.ts';
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

test('dead letters that a legal hold names stay whole until it is released', async () => {
  const store = await freshStore();
  const marker = new Marker(new Uint8Array(32).fill(7));
  const letter = (id: string, text: string | Buffer, key: string | null = null): object => ({
    _id: id,
    feed: 'police110',
    at: day(200),
    code: 'HUB_RECORD_INVALID',
    reason: '某行',
    reasonClass: 'x',
    key: key === null ? null : Buffer.from(key),
    value: Buffer.from(text),
  });
  const record = {
    _id: recordIdOf('police110', 'r1'),
    feed: 'police110',
    sourceId: 'J3206122026112400001',
    numbers: ['J3206122026112400001'],
    parties: [],
  };
  await store.records.collection.insertOne(record as never);
  await store.disputes.collection.insertOne({
    _id: 'd1',
    code: 'T-320612-261124-K7QF27',
    members: [{ recordId: record._id }],
    recurrences: [],
  } as never);
  await store.deadLetters.collection.insertMany([
    letter('by-key', '一行', 'r1'),
    letter('by-number', '<单号>J3206122026112400001</单号>'),
    letter('by-code', '并入T-320612-261124-K7QF27'),
    letter('by-person', Buffer.from([0xb5, 0xe7, 0xbb, 0xb0, ...Buffer.from('13612340099')])),
    letter('of-nobody', '张三 13900000000', 'r2'),
  ] as never);
  await store.deliveries.collection.insertOne({
    _id: 'told',
    disputeId: 'd1',
    state: 'DELIVERED',
    queuedAt: day(400),
  } as never);
  const numbers = [marker.phone('136-1234-0099')];
  await store.legalHolds.collection.insertMany([
    { _id: 'of-dispute', disputeId: 'd1', numbers: [], releasedAt: null },
    { _id: 'of-person', disputeId: null, numbers, releasedAt: null },
  ] as never);
  const end = (laterMs: number, by: Marker | null = marker): Promise<number> =>
    endOverdue({ store, terms: DEFAULT_TERMS, marker: by, now: () => new Date(NOW.getTime() + laterMs) });
  const whole = async (): Promise<string[]> => {
    const letters = await store.deadLetters.find({ reasonClass: 'x' }).sort({ _id: 1 }).lean();
    expect(letters.every(({ value }) => value.length() > 0)).toBe(true);
    return letters.map(({ _id }) => _id);
  };

  // Nobody can say whom the second hold is on.
  expect(await end(0, null)).toBe(0);
  expect(await end(1)).toBe(1);
  expect(await whole()).toEqual(['by-code', 'by-key', 'by-number', 'by-person']);
  await store.legalHolds.updateOne({ _id: 'of-dispute' }, { $set: { releasedAt: 'now' } });
  expect(await end(2)).toBe(3 + 1);
  expect(await whole()).toEqual(['by-person']);
  await store.legalHolds.updateOne({ _id: 'of-person' }, { $set: { releasedAt: 'now' } });
  expect(await end(3)).toBe(1);
  expect(await whole()).toEqual([]);
});
