import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import type { FeedStatusDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { openDoor, type Door } from '../access/door.ts';
import { ask } from './testing/ask.ts';
import {
  connectorStatus,
  deadLetter,
  feedColumns,
  feedMinute,
  storeQuality,
} from './testing/feed-quality.ts';
import { feedStatus } from './testing/fixtures.ts';

/** One moment for what is stored and what is asked. */
const NOW = new Date();
let store: Store;
let door: Door;

beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
  await store.feedStatuses.insertMany([feedStatus('police110')]);
  await storeQuality(store, 'police110', 'police110-aa', NOW);
  await store.feedMinutes.insertMany([
    feedMinute('police110', NOW, 0, { stored: 1_000 }),
    feedMinute('police110', NOW, 600, { stored: 30, refused: { HUB_RECORD_INVALID: 5, HUB_INTERNAL: 5 } }),
    feedMinute('hotline12345', NOW, 1, { stored: 7 }),
  ]);
});

type Data = Record<string, unknown>;

/** One feed with a selection. */
async function feed(selection: string, name = 'POLICE110'): Promise<Data> {
  const { data, errors } = await ask(door, 'feeds', `{ feed(name: ${name}) { ${selection} } }`, {}, NOW);
  expect(errors).toBeUndefined();
  return data?.['feed'] as Data;
}

const agoIso = (ms: number): string => new Date(NOW.getTime() - ms).toISOString();

describe('flow', () => {
  test('rates count complete minutes only, each over its own stretch', async () => {
    const rate = '{ minutes stored repeats refused perMinute }';
    const { rates } = await feed(
      `rates { lastMinute ${rate} last15Minutes ${rate} lastHour ${rate} last24Hours ${rate} }`,
    );
    expect(rates).toEqual({
      lastMinute: { minutes: 1, stored: 10, repeats: 2, refused: 3, perMinute: 15 },
      last15Minutes: { minutes: 15, stored: 10, repeats: 2, refused: 3, perMinute: 1 },
      lastHour: { minutes: 60, stored: 30, repeats: 2, refused: 3, perMinute: 35 / 60 },
      last24Hours: { minutes: 1_440, stored: 60, repeats: 2, refused: 13, perMinute: 75 / 1_440 },
    });
  });

  test('the error rate is of all that came, and null when nothing did', async () => {
    expect(await feed('one: errorRate(minutes: 1) day: errorRate(minutes: 1440)')).toEqual({
      one: 3 / 15,
      day: 13 / 75,
    });
    expect(await feed('errorRate', 'OPEN311')).toEqual({ errorRate: null });
    const { errors } = await ask(door, 'feeds', '{ feeds { errorRate(minutes: 1441) } }');
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'HUB_BAD_REQUEST' } });
  });

  test('delays are means over the last hour, ages count from now', async () => {
    const { freshness } = await feed(
      'freshness { sourceToReceivedSeconds receivedToStoredSeconds secondsSinceStored }',
    );
    expect(freshness).toMatchObject({
      sourceToReceivedSeconds: 50 / 30,
      receivedToStoredSeconds: 1 / 30,
    });
    expect((freshness as { secondsSinceStored: number }).secondsSinceStored).toBeGreaterThan(0);
    expect(await feed('freshness { sourceToReceivedSeconds secondsSinceStored }', 'OPEN311')).toEqual({
      freshness: { sourceToReceivedSeconds: null, secondsSinceStored: null },
    });
  });

  test('completeness is of the versions of the last 24 hours', async () => {
    const { completeness } = await feed('completeness { records fields { field filled share } }');
    expect(completeness).toMatchObject({ records: 60 });
    expect((completeness as { fields: unknown[] }).fields).toEqual(
      expect.arrayContaining([
        { field: 'REPORTER_PHONE', filled: 28, share: 28 / 60 },
        { field: 'NARRATIVE', filled: 10, share: 10 / 60 },
        { field: 'OCCURRED_AT', filled: 0, share: 0 },
      ]),
    );
  });

  test('the series has each minute, up to the one under way, also those in which nothing came', async () => {
    const { minutes } = (await feed(
      'minutes(count: 3) { at stored refused refusedByCode { code count } receivedToStoredSeconds }',
    )) as { minutes: { at: string }[] };
    expect(minutes).toMatchObject([
      { stored: 0, refused: 0, refusedByCode: [], receivedToStoredSeconds: null },
      { stored: 10, refused: 3, refusedByCode: [{ code: 'HUB_RECORD_INVALID', count: 3 }] },
      { stored: 1_000, refused: 0, receivedToStoredSeconds: 0 },
    ]);
    expect(minutes.every(({ at }) => /:00\.000Z$/.test(at))).toBe(true);
  });
});

describe('dead letters', () => {
  beforeAll(async () => {
    const text = Buffer.from('{"内容":"吵架"}');
    await store.deadLetters.insertMany([
      deadLetter('hotline12345', 1, { value: text }),
      deadLetter('hotline12345', 2, { value: Buffer.from('c4fabac3', 'hex'), code: 'HUB_RECORD_UNPARSABLE' }),
      deadLetter('hotline12345', 3, { value: Buffer.from([0xff, 0xfe, 0]), at: agoIso(0) }),
      deadLetter('hotline12345', 4, {
        value: Buffer.alloc(262_145, 'x'),
        reason: 'too "big"',
        at: agoIso(0),
      }),
    ]);
  });

  test('come newest first, page by page, with their bytes as base64 and as text when they are text', async () => {
    const page = 'nodes { id sizeBytes bytesBase64 text key } pageInfo { endCursor hasNextPage } totalCount';
    const first = await feed(`deadLetters(first: 2) { ${page} }`, 'HOTLINE12345');
    const { nodes, pageInfo, totalCount } = first['deadLetters'] as {
      nodes: Data[];
      pageInfo: Data;
      totalCount: number;
    };
    expect(totalCount).toBe(4);
    expect(nodes.map(({ id }) => String(id).slice(-1)).sort()).toEqual(['3', '4']);
    expect(nodes.find(({ id }) => String(id).endsWith('4'))).toMatchObject({
      sizeBytes: 262_145,
      bytesBase64: null,
      text: null,
    });
    expect(nodes.find(({ id }) => String(id).endsWith('3'))).toMatchObject({
      sizeBytes: 3,
      bytesBase64: '//4A',
      text: null,
    });
    const second = await feed(
      `deadLetters(first: 2, after: ${JSON.stringify(pageInfo['endCursor'])}) { ${page} }`,
      'HOTLINE12345',
    );
    expect(second['deadLetters']).toMatchObject({
      nodes: [
        { text: '您好', bytesBase64: 'xPq6ww==', key: 'J2' },
        { text: '{"内容":"吵架"}', key: 'J1' },
      ],
      pageInfo: { hasNextPage: false },
    });
  });

  test('are counted by reason, and listed by code', async () => {
    expect(
      await feed(
        'deadLettersByReason { code reason count } deadLetters(code: "HUB_RECORD_UNPARSABLE") { totalCount }',
        'HOTLINE12345',
      ),
    ).toEqual({
      deadLettersByReason: [
        { code: 'HUB_RECORD_INVALID', reason: '报警时间（bjsj）: "…" does not exist', count: 2 },
        { code: 'HUB_RECORD_INVALID', reason: 'too "…"', count: 1 },
        { code: 'HUB_RECORD_UNPARSABLE', reason: '报警时间（bjsj）: "…" does not exist', count: 1 },
      ],
      deadLetters: { totalCount: 1 },
    });
  });

  test('a cursor of another feed or code is refused', async () => {
    const { deadLetters } = await feed('deadLetters(first: 1) { pageInfo { endCursor } }', 'HOTLINE12345');
    const cursor = JSON.stringify((deadLetters as { pageInfo: { endCursor: string } }).pageInfo.endCursor);
    const { errors } = await ask(
      door,
      'feeds',
      `{ feed(name: POLICE110) { deadLetters(after: ${cursor}) { totalCount } } }`,
    );
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'HUB_CURSOR_INVALID' } });
  });
});

describe('columns', () => {
  test('drift shows what stands, and with it what is over when asked', async () => {
    expect(await feed('drift { kind column sample }')).toEqual({
      drift: [
        { kind: 'MISSING', column: 'lxdh', sample: null },
        { kind: 'NEW', column: 'sjly', sample: '字字99' },
      ],
    });
    const { drift } = await feed('drift(includeClosed: true) { kind was now closedAt form recordId }');
    expect(drift).toHaveLength(3);
    expect(drift).toContainEqual({
      kind: 'RETYPED',
      was: 'TEXT',
      now: 'NUMBER',
      closedAt: '2026-11-24T01:30:00.000Z',
      form: 'application/json',
      recordId: 'police110-aa',
    });
  });

  test('tell how often they come and what they hold', async () => {
    expect(await feed('columns { name isKnown sampledRows rows filled kinds { kind count } }')).toEqual({
      columns: [
        {
          name: 'bjnr',
          isKnown: true,
          sampledRows: 400,
          rows: 400,
          filled: 390,
          kinds: [
            { kind: 'TEXT', count: 390 },
            { kind: 'EMPTY', count: 10 },
          ],
        },
      ],
    });
    expect(feedColumns('police110', 'x').findings).toHaveLength(3);
  });
});

describe('silence, lag and connectors', () => {
  const SILENCE = 'silence { state since limitSeconds limitFrom }';

  async function withStatus(given: Partial<FeedStatusDoc>, selection = SILENCE): Promise<Data> {
    await store.feedStatuses.replaceOne(
      { _id: 'open311' },
      { ...feedStatus('open311'), ...given },
      { upsert: true },
    );
    return feed(selection, 'OPEN311');
  }

  test('a feed that nothing is known of is being learned', async () => {
    await store.feedStatuses.deleteOne({ _id: 'open311' });
    expect(await feed(`${SILENCE} connectors { name } lag { messages } connectorState`, 'OPEN311')).toEqual({
      silence: { state: 'LEARNING', since: null, limitSeconds: null, limitFrom: null },
      connectors: [],
      lag: null,
      connectorState: null,
    });
  });

  test.each([
    ['within its learned limit is well', 60_000, 'OK'],
    ['beyond it is silent', 1_300_000, 'SILENT'],
  ])('a feed %s', async (_, silentMs, state) => {
    const lastArrivalAt = agoIso(silentMs);
    expect(await withStatus({ connectors: [], lastArrivalAt })).toEqual({
      silence: { state, since: lastArrivalAt, limitSeconds: 1_200, limitFrom: 'LEARNED' },
    });
  });

  test('a connector’s own limit alarms though the feed as a whole goes on, and is shown with the connector', async () => {
    const quiet = connectorStatus('drop', { silenceAlarmMs: 60_000, lastRecordAt: agoIso(90_000) });
    const busy = connectorStatus('rest', { lastRecordAt: agoIso(1_000) });
    const answer = await withStatus(
      { connectors: [busy, quiet], lastArrivalAt: agoIso(1_000) },
      `${SILENCE} connectors { name class state silence { state } }`,
    );
    expect(answer).toEqual({
      silence: {
        state: 'SILENT',
        since: quiet.lastRecordAt,
        limitSeconds: 60,
        limitFrom: 'CONFIGURED',
      },
      connectors: [
        { name: 'rest', class: 'police110.push', state: 'RUNNING', silence: null },
        { name: 'drop', class: 'police110.push', state: 'RUNNING', silence: { state: 'SILENT' } },
      ],
    });
  });

  test('a configured limit is a verdict before one is learned, and counts from the start until something comes', async () => {
    const startedAt = agoIso(5_000);
    const fresh = connectorStatus('drop', { silenceAlarmMs: 60_000, lastRecordAt: null, startedAt });
    expect(
      await withStatus({
        connectors: [fresh],
        learnedSilence: null,
        lastArrivalAt: null,
        lastStoredAt: null,
      }),
    ).toEqual({ silence: { state: 'OK', since: startedAt, limitSeconds: 60, limitFrom: 'CONFIGURED' } });
  });

  test('a fault in words comes through, a stack of the hub does not', async () => {
    const { connectors } = await feed('connectors { trace }');
    expect(connectors).toEqual([
      { trace: 'HUB_SOURCE_UNAVAILABLE: the system answers 500; trying again' },
      { trace: 'the connector failed on a defect of the hub; its log tells more' },
    ]);
  });

  test('lag in seconds is 0 when nothing waits, else since the latest message that was stored came in', async () => {
    const measuredAt = agoIso(2_000);
    const lag = 'lag { messages seconds measuredAt }';
    expect(await withStatus({ lag: { messages: 0, measuredAt } }, lag)).toEqual({
      lag: { messages: 0, seconds: 0, measuredAt },
    });
    const waiting = await withStatus(
      { lag: { messages: 5, measuredAt }, lastReceivedAt: agoIso(90_500) },
      lag,
    );
    expect(waiting).toEqual({ lag: { messages: 5, seconds: 90, measuredAt } });
  });
});

test('a feed that the hub does not serve is null, and every feed is in the list', async () => {
  const { data } = await ask(door, 'feeds', '{ feeds { name recordType repeatCount deadLetterCount } }');
  expect((data?.['feeds'] as Data[])[0]).toEqual({
    name: 'POLICE110',
    recordType: 'PoliceIncident',
    repeatCount: 1,
    deadLetterCount: 2,
  });
});
