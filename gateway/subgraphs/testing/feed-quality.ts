import { originOf, reasonClassOf } from '../../../schema/topics/dead-letter.ts';
import type { ConnectorStatus, FeedColumnsDoc, FeedMinuteDoc } from '../../../schema/store/feed-quality.ts';
import type { DeadLetterDoc } from '../../../schema/store/documents.ts';
import type { Store } from '../../../schema/store/models.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';

const AT = '2026-11-24T01:30:00.000Z';
const MINUTE_MS = 60_000;

/** A connector as its worker tells of it. */
export function connectorStatus(name: string, given: Partial<ConnectorStatus> = {}): ConnectorStatus {
  return {
    name,
    class: 'police110.push',
    state: 'RUNNING',
    trace: null,
    lastContactAt: AT,
    lastRecordAt: AT,
    startedAt: AT,
    silenceAlarmMs: null,
    ...given,
  };
}

/** What a feed did in a minute so many minutes ago, counted from the one that is under way. */
export function feedMinute(
  feed: FeedName,
  now: Date,
  minutesAgo: number,
  given: Partial<FeedMinuteDoc> = {},
): FeedMinuteDoc {
  const minute = new Date(now.getTime() - (now.getTime() % MINUTE_MS) - minutesAgo * MINUTE_MS);
  return { _id: `${feed}|${minute.toISOString().slice(0, 16)}Z`, feed, minute, ...given };
}

/** The columns of one form: one that all rows have, and one finding of each kind that there is. */
export function feedColumns(feed: FeedName, recordId: string): FeedColumnsDoc {
  const finding = { at: AT, firstSeenAt: AT, lastSeenAt: AT, recordId, closedAt: null };
  return {
    _id: `${feed}|application/json`,
    feed,
    form: 'application/json',
    rev: 3,
    rows: 400,
    columns: [
      {
        name: 'bjnr',
        firstSeenAt: AT,
        lastSeenAt: AT,
        rowsBefore: 0,
        rows: 400,
        filled: 390,
        kinds: { EMPTY: 10, TEXT: 390 },
        unknown: false,
        absent: null,
        other: null,
        usualRows: 0,
      },
    ],
    findings: [
      { ...finding, kind: 'NEW', column: 'sjly', sample: '字字99', was: null, now: 'TEXT' },
      { ...finding, kind: 'MISSING', column: 'lxdh', sample: null, was: 'TEXT', now: null },
      { ...finding, kind: 'RETYPED', column: 'jqjb', sample: '9', was: 'TEXT', now: 'NUMBER', closedAt: AT },
    ],
  };
}

/** A dead letter as the pipeline keeps it. */
export function deadLetter(
  feed: FeedName,
  offset: number,
  given: Partial<Omit<DeadLetterDoc, 'key' | 'value'>> & { readonly value?: Uint8Array } = {},
): DeadLetterDoc {
  const reason = given.reason ?? '报警时间（bjsj）: "2026-02-30" does not exist';
  const letter = {
    _id: originOf({ topic: `test.feed.${feed}.v1`, partition: 0, offset: String(offset) }),
    feed,
    connector: 'pipeline',
    stage: 'TRANSFORMATION',
    code: 'HUB_RECORD_INVALID',
    reason,
    reasonClass: reasonClassOf(reason),
    at: new Date(Date.parse(AT) + offset * 1_000).toISOString(),
    key: Buffer.from(`J${offset}`),
    ...given,
    value: Buffer.from(given.value ?? Buffer.from('{"bjsj":"2026-02-30"}')),
  };
  // mongoose casts buffers to BSON's own type.
  return letter as unknown as DeadLetterDoc;
}

/** Something of everything that a feed's quality is told from, as of now. */
export async function storeQuality(store: Store, feed: FeedName, recordId: string, now: Date): Promise<void> {
  await store.feedMinutes.insertMany([
    feedMinute(feed, now, 1, {
      stored: 10,
      repeats: 2,
      refused: { HUB_RECORD_INVALID: 3 },
      filled: { reporterPhone: 8, narrative: 10 },
      sourceToReceivedMs: 50_000,
      receivedToStoredMs: 1_000,
    }),
    feedMinute(feed, now, 30, { stored: 20, filled: { reporterPhone: 20 } }),
  ]);
  await store.feedColumns.insertMany([feedColumns(feed, recordId)]);
  await store.deadLetters.insertMany([deadLetter(feed, 1), deadLetter(feed, 2)]);
  await store.repeats.insertMany([
    { _id: `test.feed.${feed}.v1:0:9`, feed, rawRecordId: `${recordId}:aa`, at: AT },
  ]);
}
