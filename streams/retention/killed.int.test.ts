import { beforeEach, expect, test } from 'vitest';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { Store } from '../../schema/store/models.ts';
import type { RetentionDoc } from '../../schema/store/retention-docs.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { killedEverywhere } from '../testing/killed-everywhere.ts';
import { endOverdue, type RetentionOptions } from './retention-job.ts';
import { DEFAULT_TERMS } from './terms.ts';

const NOW = new Date('2026-11-28T08:00:00.000Z');
const OLD = '2023-03-01T02:00:00.000Z';
const TERMS = { ...DEFAULT_TERMS, version: 'test-1', disputesDays: 730, recordsDays: 730 };
/** What `add` adds. */
const EACH = { deadLetters: 1, refused: 1, deliveries: 1, disputes: 1, records: 3 };
/** So that whoever comes next has the turn at once, as if the time of the one who was killed were over. */
const OVER_AT_ONCE_MS = -1;

let store: Store;
let added = 0;
beforeEach(async () => {
  store = await freshStore();
  added = 0;
});

/** Adds something old of each dataset: of records two that are a dispute and one that stands alone. Answers the dispute. */
async function add(): Promise<string> {
  const n = (added += 1);
  const disputeId = `dispute-${n}`;
  const ids = ['a', 'b', 'lone'].map((name) => recordIdOf('police110', `${name}-${n}`));
  await store.deadLetters.collection.insertOne({
    _id: `letter-${n}`,
    feed: 'court',
    at: OLD,
    reasonClass: 'x',
    key: null,
    value: Buffer.from('张三'),
  } as never);
  await store.deliveries.collection.insertOne({
    _id: `delivery-${n}`,
    state: 'DELIVERED',
    disputeId: 'another',
    queuedAt: OLD,
  } as never);
  const version = (id: string): object => ({
    _id: `${id}:hash`,
    recordId: id,
    feed: 'police110',
    receivedAt: OLD,
    bytes: Buffer.from('张三'),
  });
  await store.rawRecords.collection.insertMany([
    ...ids.map(version),
    { ...version(recordIdOf('police110', `refused-${n}`)), refused: true },
  ] as never);
  await store.records.collection.insertMany(
    ids.map((_id) => ({
      _id,
      feed: 'police110',
      versionKey: OLD,
      reportedAt: OLD,
      sourceTime: OLD,
      closedAt: null,
      sourceId: _id,
      numbers: [],
      parties: [],
    })) as never,
  );
  await store.links.collection.insertOne({ _id: `link-${n}`, recordIds: ids.slice(0, 2) } as never);
  await store.disputes.collection.insertOne({
    _id: disputeId,
    code: `code-${n}`,
    state: 'ACTIVE',
    mergedInto: null,
    absorbing: [],
    members: ids.slice(0, 2).map((recordId) => ({ recordId })),
    recurrences: [],
    lastActivityAt: OLD,
    workflow: null,
    outbox: [],
  } as never);
  return disputeId;
}

/** A run so many milliseconds later: each has its own moment. */
function run(laterMs: number, more: Partial<RetentionOptions> = {}): Promise<number> {
  const now = (): Date => new Date(NOW.getTime() + laterMs);
  return endOverdue({ store, terms: TERMS, now, leaseMs: OVER_AT_ONCE_MS, ...more });
}

const killedAt = (place: string) => (here: string) =>
  here === place ? Promise.reject(new Error('killed')) : Promise.resolve();

/** What all rows of `decisions` say together. */
async function told(): Promise<Record<string, number>> {
  const rows = await store.decisions.collection.find({ kind: 'RETENTION_ENDED' } as never).toArray();
  const counts: Record<string, number> = {};
  for (const { dataset, documents } of rows as unknown as RetentionDoc[])
    counts[dataset] = (counts[dataset] ?? 0) + documents;
  return counts;
}

async function left(): Promise<Record<string, number>> {
  const bytes = { bytes: { $ne: Buffer.alloc(0) } } as never;
  return {
    deadLetters: await store.deadLetters.countDocuments({ reasonClass: 'x' }),
    refused: await store.rawRecords.collection.countDocuments(bytes),
    deliveries: await store.deliveries.countDocuments(),
    disputes: await store.disputes.countDocuments(),
    records: await store.records.countDocuments(),
    links: await store.links.countDocuments(),
  };
}

const NONE = { deadLetters: 0, refused: 0, deliveries: 0, disputes: 0, records: 0, links: 0 };

test('killed at every place, what ended is told whole and once, and all of it has ended', async () => {
  const places = await killedEverywhere(async (fault) => {
    await add();
    await run(added, { fault });
  });
  expect([...places]).toEqual(
    expect.arrayContaining([
      ...['deadLetters', 'refused', 'deliveries', 'units'].flatMap((of) => [`${of} noted`, `${of} ended`]),
      ...['bytes', 'links', 'decisions', 'records', 'disputes'].map((name) => `unit without ${name}`),
      'run ended',
    ]),
  );
  expect(await left()).toEqual(NONE);
  const whole = Object.entries(EACH).map(([dataset, each]) => [dataset, each * added]);
  expect(await told()).toEqual(Object.fromEntries(whole));
  expect(await store.retentionRuns.find().lean()).toMatchObject([{ lease: null, run: null }]);
});

test('what was cut in two counts with the run that began it', async () => {
  await add();
  await expect(run(1, { fault: killedAt('unit without records') })).rejects.toThrow('killed');
  await add();
  expect(await run(2)).toBe(2 * 7);
  const rows = await store.decisions.collection.find({ kind: 'RETENTION_ENDED' } as never).toArray();
  expect(
    rows
      .map((row) => `${String(row['at']).slice(-5)} ${String(row['dataset'])} ${String(row['documents'])}`)
      .sort(),
  ).toEqual([
    '.001Z deadLetters 1',
    '.001Z deliveries 1',
    '.001Z disputes 1',
    '.001Z records 2',
    '.001Z refused 1',
    '.002Z deadLetters 1',
    '.002Z deliveries 1',
    '.002Z disputes 1',
    '.002Z records 4',
    '.002Z refused 1',
  ]);
  expect(await left()).toEqual(NONE);
});

test.each([
  ['units noted', { disputes: 1, records: 2 }],
  ['unit without records', { disputes: 1, records: 0 }],
])(
  'a hold that comes after it was killed at "%s" keeps what is left, which does not count',
  async (place, kept) => {
    const disputeId = await add();
    await expect(run(1, { fault: killedAt(place) })).rejects.toThrow('killed');
    await store.legalHolds.collection.insertOne({
      _id: 'hold',
      disputeId,
      numbers: [],
      releasedAt: null,
    } as never);
    await run(2);
    expect(await left()).toMatchObject(kept);
    const { disputes = 0, records = 0 } = await told();
    expect({ disputes, records }).toEqual({
      disputes: EACH.disputes - kept.disputes,
      records: EACH.records - kept.records,
    });
  },
);

test('of two pipelines one ends what is over', async () => {
  await add();
  const ended = await Promise.all([1, 2].map((laterMs) => run(laterMs, { leaseMs: 60_000 })));
  expect(ended.sort()).toEqual([0, 7]);
  expect(await told()).toEqual(EACH);
});
