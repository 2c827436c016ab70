import { feedPartOf } from '../../../schema/canonical/ids.ts';
import { maskReason } from '../../../schema/masking/mask-reason.ts';
import type {
  DeadLetterDoc,
  FeedStatusDoc,
  RawRecordDoc,
  ReferenceDoc,
} from '../../../schema/store/documents.ts';
import { FEED_NAMES, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import { shownBy } from './context.ts';
import { REFERENCE_DETAILS, showDetails } from './details.ts';
import { isAllClear, levelsAt, levelsOfAll } from './levels.ts';
import type { Sight } from './sight.ts';

/** Without the digest of the original bytes: whoever guesses a value that is hidden could tell by it that the guess is right. */
export function showRawRecords(
  sight: Sight,
  docs: readonly Partial<RawRecordDoc>[],
): Partial<RawRecordDoc>[] {
  return docs.map((doc) => {
    if (seesAll(sight, feedOf(doc.recordId ?? ''))) return doc;
    const { contentHash, ...rest } = doc;
    delete rest.bytes;
    return contentHash === undefined ? rest : { ...rest, contentHash: null as unknown as string };
  });
}

/** Original bytes may hold anything, and so may a key that nobody could read. */
export function showDeadLetters(
  sight: Sight,
  docs: readonly Partial<DeadLetterDoc>[],
): Partial<DeadLetterDoc>[] {
  const operations = levelsOfAll(sight.access, 'operations');
  return docs.map((doc) => {
    if (isAllClear(operations) && seesAll(sight, doc.feed)) return doc;
    const { key, reason, ...rest } = doc;
    delete rest.value;
    return {
      ...rest,
      ...(key === undefined ? {} : { key: null }),
      ...(reason === undefined ? {} : { reason: maskReason(reason) }),
    };
  });
}

/** Faults in words may quote what a connector stumbled over. */
export function showFeedStatuses(docs: readonly Partial<FeedStatusDoc>[]): Partial<FeedStatusDoc>[] {
  return docs.map((doc) =>
    doc.connectors === undefined
      ? doc
      : {
          ...doc,
          connectors: doc.connectors.map((one) => ({
            ...one,
            trace: one.trace === null ? null : maskReason(one.trace),
          })),
        },
  );
}

export function showReferences(
  sight: Sight,
  docs: readonly Partial<ReferenceDoc>[],
): Partial<ReferenceDoc>[] {
  return docs.map((doc) => {
    const { feed, kind, details, regionCode = null } = doc;
    if (feed === undefined || kind === undefined || details === undefined) return doc;
    const levels = levelsAt(sight.access, feed, {
      sensitivity: 'NORMAL',
      regionCode,
      holds: () => false,
    });
    if (isAllClear(levels)) return doc;
    const shown = shownBy(sight.viewer, levels, regionCode, []);
    return { ...doc, details: showDetails(details, REFERENCE_DETAILS[kind], shown) };
  });
}

/** Whether every record of a feed, whatever it is about, is shown as it is. */
function seesAll({ access }: Sight, feed: FeedName | undefined): boolean {
  return feed !== undefined && isAllClear(levelsOfAll(access, feed));
}

function feedOf(id: string): FeedName | undefined {
  const feed = feedPartOf(id);
  return FEED_NAMES.find((name) => name === feed);
}
