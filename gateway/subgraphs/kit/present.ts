import type DataLoader from 'dataloader';
import type { ScopedStore } from '../../access/door.ts';
import type { HotSpotView } from '../../access/hot-spot-reads.ts';
import type { RecordTime } from '../../access/record-reads.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import { byKey } from './batch.ts';
import { recordReference, type RecordReference } from './references.ts';

/** What is there for the caller, by identifier. */
export type Present = DataLoader<string, object | null>;

/**
 * A reference to what another subgraph answers; null when it is not there, or not for this caller. Whatever names something by its identifier
 * may outlive it (a link, an event, a hot spot: see docs/decisions/0014), and may name what is out of the caller's sight. The owner could then
 * only say that its fields are missing, also those that are never null.
 */
export async function ifThere<Reference>(
  present: Present,
  id: string | null,
  referenceOf: (id: string) => Reference,
): Promise<Reference | null> {
  return id === null || (await present.load(id)) === null ? null : referenceOf(id);
}

export interface PresentRecords {
  readonly recordTimeById: DataLoader<string, RecordTime | null>;
}

export function presentRecords(store: ScopedStore): PresentRecords {
  return {
    recordTimeById: byKey(
      (ids) => store.recordTimes(ids),
      ({ _id }) => _id,
    ),
  };
}

/** A record, null when it is not there or its feed has no subgraph. All records that a level of a request names are one read. */
export async function recordIfThere(
  id: string | null,
  { loaders }: { readonly loaders: PresentRecords },
): Promise<RecordReference | null> {
  const reference = id === null ? null : recordReference(id);
  return reference === null ? null : ifThere(loaders.recordTimeById, reference.id, () => reference);
}

export interface PresentDisputes {
  readonly disputeFeedsById: DataLoader<string, Pick<DisputeDoc, '_id' | 'feeds'> | null>;
}

export function presentDisputes(store: ScopedStore): PresentDisputes {
  return {
    disputeFeedsById: byKey(
      (ids) => store.feedsOfDisputes(ids),
      ({ _id }) => _id,
    ),
  };
}

export interface PresentHotSpots {
  readonly hotSpotById: DataLoader<string, HotSpotView | null>;
}

export function presentHotSpots(store: ScopedStore): PresentHotSpots {
  return {
    hotSpotById: byKey(
      (ids) => store.hotSpotsByIds(ids),
      ({ _id }) => _id,
    ),
  };
}
