import { digest, recordIdOf } from '../../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { normalise } from '../stages/normalise/normalise.ts';
import { testFeed, type TestRow } from './test-feed.ts';

/** A canonical record by the whole way: the test feed's mapping, then normalise. */
export function testRecord(row: TestRow, feed: FeedName = 'police110'): CanonicalRecord {
  const rules = testFeed(feed);
  const bytes = Buffer.from(JSON.stringify(row));
  const envelope = { feed, receivedAt: '2026-11-24T03:00:00.000Z', contentHash: digest(bytes) };
  return normalise(rules.toDraft(bytes, { profile: null, contentType: 'application/json' }), envelope, rules);
}

export function testRecordId(id: string, feed: FeedName = 'police110'): string {
  return recordIdOf(feed, id);
}
