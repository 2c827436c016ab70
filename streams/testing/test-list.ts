import type { Feed } from '../../connectors/kit/feed.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import {
  readReferenceKey,
  referenceKeyOf,
  type ReferenceDraft,
  type ReferenceKind,
} from '../../schema/canonical/reference.ts';
import { headersOf } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { OutgoingMessage } from '../kafka/producer.ts';
import { TEST_TIME } from './test-feed.ts';

/** One entry of a test's own list: a mediator, or a grid with its worker. */
export interface TestEntry {
  /** `MEDIATOR:m1`, `GRID:g1`. */
  readonly key: string;
  readonly at?: string;
  readonly name: string;
  readonly details?: ReferenceDraft['details'];
  readonly broken?: true;
}

/** The feed with lists of its own. */
export function withLists(feed: Feed): Feed {
  return {
    ...feed,
    toReference: (bytes, { kind }) => draftOf(JSON.parse(Buffer.from(bytes).toString()) as TestEntry, kind),
  };
}

function draftOf({ key, at, name, details, broken }: TestEntry, kind: ReferenceKind): ReferenceDraft {
  if (broken === true) throw new HubError('HUB_RECORD_INVALID', 'column name: is missing', { field: 'name' });
  return {
    kind,
    code: readReferenceKey(key)?.code ?? '',
    name,
    regionCode: '320612001',
    state: 'ACTIVE',
    sourceTime: at ?? TEST_TIME,
    communityCode: null,
    committeeCode: null,
    details: details ?? {},
  };
}

/** The entry as a connector would put it into its feed's topic of lists. */
export function listMessage(feed: FeedName, entry: TestEntry): OutgoingMessage {
  const bytes = Buffer.from(JSON.stringify(entry));
  const { kind = 'GRID', code = '' } = readReferenceKey(entry.key) ?? {};
  const key = referenceKeyOf(kind, code);
  const headers = headersOf({
    feed,
    sourceId: key,
    sourceTime: entry.at ?? TEST_TIME,
    receivedAt: '2026-11-24T04:00:00.000Z',
    contentType: 'application/json',
    bytes,
    eventId: `${key}-${entry.at ?? ''}`,
    eventSource: 'urn:test',
    eventType: 'test.reference.v1',
    connector: 'test-lists',
    profile: null,
  });
  return { key, value: bytes, headers };
}
