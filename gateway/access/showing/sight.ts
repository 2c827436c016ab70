import { highestSensitivity } from '../../../schema/canonical/sensitivity.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import { FEED_NAMES } from '../../../schema/vocabulary/feeds.ts';
import type { Access } from '../grants/access.ts';
import type { DisputeLevels } from './dispute.ts';
import { levelsAt, levelsByFeed, type Holding, type Levels } from './levels.ts';
import type { RecordAround, Surroundings } from './surroundings.ts';
import type { Viewer } from './viewer.ts';

/** With whose eyes something is looked at. */
export interface Sight {
  readonly access: Access;
  readonly viewer: Viewer;
  readonly around: Surroundings;
  readonly holding: () => Promise<Holding>;
}

type Placed = Partial<Pick<RecordAround, '_id' | 'sensitivity'>> & {
  readonly feed: RecordAround['feed'];
  readonly place?: { readonly regionCode?: string | null };
};

/** How a record is shown. */
export function levelsOfRecord({ access }: Sight, holding: Holding, record: Placed): Levels {
  const { _id = '', feed, sensitivity, place } = record;
  return levelsAt(access, feed, {
    sensitivity: highestSensitivity([sensitivity]),
    regionCode: place?.regionCode ?? null,
    holds: holding.ofRecord(_id),
  });
}

/** How a dispute is shown, and what is derived from one: by what it carries of its records. */
export function levelsOfDispute(
  { access }: Sight,
  holding: Holding,
  dispute: Partial<Pick<DisputeDoc, '_id' | 'guard' | 'regionCode' | 'feeds' | 'reach'>>,
): DisputeLevels {
  const { _id = '', guard = null, regionCode = null, feeds = [...FEED_NAMES], reach } = dispute;
  const holds = holding.ofDispute(_id);
  const standing = { sensitivity: guard, regionCode, holds };
  return {
    own: levelsAt(access, 'disputes', standing),
    risk: levelsAt(access, 'risk', standing),
    byFeed: levelsByFeed(access, { feeds, reach }, holds),
  };
}
