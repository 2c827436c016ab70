import type { Feed } from '../../connectors/kit/feed.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Tombstones } from '../erasure/tombstones.ts';
import { versionOfDocument, type RawReference } from '../pipeline/raw-version.ts';
import { storeReferences } from '../pipeline/reference-sink.ts';
import { referenceOfRaw } from '../pipeline/reference-step.ts';
import { batchesOf } from '../pipeline/batches.ts';
import { withReason } from './with-reason.ts';

const AT_ONCE = 500;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * `rawReferences` → `references`: the newest version of each, without whoever was erased. Versions that were refused and that no mapping reads today
 * stay what they are, dead letters. Answers how many versions were read.
 */
export async function replayReferences(
  from: Store,
  into: Store,
  feeds: readonly Feed[],
  tombstones: Tombstones | null,
): Promise<number> {
  const byName = new Map(feeds.map((feed) => [feed.name, feed]));
  const cursor = from.rawReferences.find().sort({ _id: 1 }).batchSize(AT_ONCE).lean().cursor();
  let versions = 0;
  for await (const batch of batchesOf(cursor, AT_ONCE, ({ bytes }) => bytes.length(), MOST_BYTES)) {
    const entries = batch.flatMap((raw) => {
      const feed = byName.get(raw.feed);
      if (feed === undefined) {
        throw new HubError(
          'HUB_CONFIG_INVALID',
          `rawReferences ${raw._id} is of feed ${raw.feed}, which this hub does not have`,
        );
      }
      const version = versionOfDocument(raw);
      if (isUnread(feed, version)) return [];
      const reference = withReason(`rawReferences ${raw._id}`, () =>
        referenceOfRaw(feed, version, tombstones),
      );
      return [{ reference, rowBytes: version.bytes.byteLength }];
    });
    await storeReferences(into, entries);
    versions += entries.length;
  }
  return versions;
}

/** Nothing is left of it, or it was refused when it came and still is. */
function isUnread(feed: Feed, raw: RawReference): boolean {
  if (raw.erased !== undefined && raw.bytes.byteLength === 0) return true;
  if (raw.refused !== true) return false;
  try {
    referenceOfRaw(feed, raw);
    return false;
  } catch {
    return true;
  }
}
