import { referenceKeyOf } from '../../schema/canonical/reference.ts';
import { headersOf, originalHashHeader } from '../../schema/topics/envelope.ts';
import type { OutgoingMessage } from '../kafka/producer.ts';
import type { FeedRules } from '../pipeline/normalise-step.ts';
import type { RawReference } from '../pipeline/raw-version.ts';
import { newestVersion } from './erase-references.ts';
import { eraseReferenceDraft, referenceWith } from './erased-version.ts';
import { referenceDraftOf } from '../pipeline/reference-step.ts';

/**
 * The row that is to stand for an entry in its feed's compacted topic: its newest version as the store keeps it, without whoever was erased. Read back it is
 * that version and nothing new, also by a hub whose store is empty. Where no version can be read there is none: then it has no value, and the entry's rows go.
 * @param versions of one entry, at least one
 */
export function listRow(
  [first, ...others]: readonly [RawReference, ...RawReference[]],
  rules: FeedRules,
  now: Date,
): OutgoingMessage {
  const key = referenceKeyOf(first.kind, first.code);
  const newest = newestVersion([first, ...others], rules);
  if (newest === null) return { key, value: null };
  const raw = withoutErased(newest.raw, rules, now);
  return {
    key,
    value: raw.bytes,
    headers: {
      ...headersOf({ ...raw, sourceId: key, eventSource: SOURCE, eventType: TYPE }),
      ...originalHashHeader(raw.contentHash),
    },
  };
}

const SOURCE = 'urn:tributary';
const TYPE = 'tributary.reference.rewritten.v1';

/** The store's versions are without them already; a mapping that was mended since may read more. */
function withoutErased(raw: RawReference, { feeds, tombstones }: FeedRules, now: Date): RawReference {
  const feed = feeds.get(raw.feed);
  if (feed === undefined || tombstones === null) return raw;
  const left = eraseReferenceDraft(referenceDraftOf(feed, raw), raw.referenceId, tombstones);
  return left === null ? raw : referenceWith(raw, left, now);
}
