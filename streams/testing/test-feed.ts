import type { Feed } from '../../connectors/kit/feed.ts';
import type { PartyDraft } from '../../schema/canonical/party.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { headersOf } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { OutgoingMessage } from '../kafka/producer.ts';

/** One record version of a test's own feed; everything has a plain default. */
export interface TestRow {
  readonly id: string;
  readonly at?: string;
  readonly reportedAt?: string;
  readonly state?: 'ACTIVE' | 'WITHDRAWN';
  readonly category?: readonly string[];
  readonly title?: string;
  readonly text?: string;
  readonly phone?: string | null;
  readonly name?: string | null;
  readonly against?: string | null;
  readonly address?: string | null;
  readonly quotes?: readonly string[];
  /** Makes the mapping fail: with words for a clerk, or as a defect of the hub would. */
  readonly broken?: 'row' | 'hub';
}

export const TEST_TIME = '2026-11-24T10:00:00+08:00';

/** A feed with a JSON row of its own, so that tests of the pipeline need no agency's format. */
export function testFeed(name: FeedName): Feed {
  return {
    name,
    connectors: [],
    crosswalkVersion: 'test.v1',
    crosswalk: [
      { pattern: /^纠纷/u, category: '02', nature: 'DISPUTE' },
      { pattern: /^咨询/u, category: null, nature: 'OTHER' },
      { pattern: /./u, category: null, nature: 'POSSIBLE' },
    ],
    numberPatterns: [],
    toDraft: (bytes) => draftOf(readRow(bytes)),
  };
}

function readRow(bytes: Uint8Array): TestRow {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as TestRow;
  } catch (cause) {
    throw new HubError('HUB_RECORD_UNPARSABLE', 'the row is no JSON; send it again', { cause });
  }
}

function draftOf(row: TestRow): RecordDraft {
  if (row.broken === 'row') {
    throw new HubError('HUB_RECORD_INVALID', 'column x: 2026-02-30 does not exist', { field: 'x' });
  }
  if (row.broken === 'hub') throw new TypeError('a defect of the mapping');
  return {
    sourceId: row.id,
    sourceTime: row.at ?? TEST_TIME,
    state: row.state ?? 'ACTIVE',
    sourceCategory: row.category ?? ['纠纷警情'],
    title: row.title ?? row.id,
    narrative: row.text ?? null,
    status: { code: null, label: null },
    reportedAt: row.reportedAt ?? TEST_TIME,
    occurredAt: null,
    closedAt: null,
    place: { regionCode: '320612', address: row.address ?? null, longitude: null, latitude: null },
    parties: [
      party('REPORTER', row.name ?? null, row.phone ?? null),
      ...(row.against == null ? [] : [party('COUNTERPARTY', row.against, null)]),
    ],
    numbers: [row.id],
    quotedNumbers: row.quotes ?? [],
    amountFen: null,
    peopleInvolved: null,
    events: [],
    details: {},
    flags: [],
    columns: { ...row },
  };
}

function party(role: PartyDraft['role'], name: string | null, phone: string | null): PartyDraft {
  const kind = name?.endsWith('物业') === true || name?.endsWith('公司') === true ? 'ORGANISATION' : 'PERSON';
  return { role, kind, name, phone, idType: null, idNumber: null, address: null };
}

/** The row as a connector would put it into its feed's topic. */
export function feedMessage(
  feed: FeedName,
  row: TestRow,
  receivedAt = '2026-11-24T02:10:00.000Z',
): OutgoingMessage {
  const bytes = Buffer.from(JSON.stringify(row));
  return {
    key: row.id,
    value: bytes,
    headers: headersOf({
      feed,
      sourceId: row.id,
      sourceTime: row.at ?? TEST_TIME,
      receivedAt,
      contentType: 'application/json',
      bytes,
      eventId: `${row.id}-${row.at ?? ''}`,
      eventSource: 'urn:test',
      eventType: 'test.v1',
      connector: 'test',
      profile: null,
    }),
  };
}
