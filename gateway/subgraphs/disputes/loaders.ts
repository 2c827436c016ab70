import type DataLoader from 'dataloader';
import type { ScopedStore } from '../../access/door.ts';
import type { RecordGridDoc, RecordPlaceDoc, RecordTimelineDoc } from '../../access/record-reads.ts';
import type { ReferenceView } from '../../access/reference-reads.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import { byKey, byQuery, groupedByKey } from '../kit/batch.ts';
import {
  presentHotSpots,
  presentRecords,
  type PresentHotSpots,
  type PresentRecords,
} from '../kit/present.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';
import { linkLoaders, type LinkLoaders } from './links/link-loaders.ts';
import { riskLoaders, type RiskLoaders } from './risk/risk-loaders.ts';

/** DataLoaders of the disputes subgraph. */
export interface DisputeLoaders extends LinkLoaders, RiskLoaders, PresentHotSpots, PresentRecords {
  readonly disputeById: DataLoader<string, DisputeDoc | null>;
  readonly disputeByCode: DataLoader<string, DisputeDoc | null>;
  /** Disputes that hold a record; one, save for the moment in which a merge is on its way. */
  readonly disputesByRecordId: DataLoader<string, readonly DisputeDoc[]>;
  readonly disputesByPartyId: DataLoader<string, readonly DisputeDoc[]>;
  readonly entryById: DataLoader<string, ReferenceView | null>;
  readonly recordTimelineById: DataLoader<string, RecordTimelineDoc | null>;
  readonly recordPlaceById: DataLoader<string, RecordPlaceDoc | null>;
  readonly recordGridById: DataLoader<string, RecordGridDoc | null>;
  /** The first mediation committees in use in a division, at most `MOST_COMMITTEES`. */
  readonly committeesByRegion: DataLoader<string, readonly ReferenceView[]>;
}

const MOST_COMMITTEES = 50;

export type DisputesContext = SubgraphContext<DisputeLoaders>;

export function disputeLoaders(store: ScopedStore): DisputeLoaders {
  return {
    ...linkLoaders(store),
    ...riskLoaders(store),
    ...presentHotSpots(store),
    ...presentRecords(store),
    disputeById: byKey(
      (ids) => store.disputesByIds(ids),
      ({ _id }) => _id,
    ),
    disputeByCode: byKey(
      (codes) => store.disputesByCodes(codes),
      ({ code }) => code,
    ),
    disputesByRecordId: groupedByKey(
      (ids) => store.disputesByRecordIds(ids),
      ({ members }) => members.map(({ recordId }) => recordId),
    ),
    disputesByPartyId: groupedByKey(
      (ids) => store.disputesByPartyIds(ids),
      ({ parties }) => parties.map(({ id }) => id),
    ),
    entryById: byKey(
      (ids) => store.referencesByIds(ids),
      ({ _id }) => _id,
    ),
    recordTimelineById: byKey(
      (ids) => store.recordTimelines(ids),
      ({ _id }) => _id,
    ),
    recordPlaceById: byKey(
      (ids) => store.recordPlaces(ids),
      ({ _id }) => _id,
    ),
    recordGridById: byKey(
      (ids) => store.recordGrids(ids),
      ({ _id }) => _id,
    ),
    committeesByRegion: byQuery((prefixes) =>
      store.referencePages(
        prefixes.map((regionPrefix) => ({
          feed: 'grid',
          criteria: { kind: 'MEDIATION_COMMITTEE', regionPrefix, states: ['ACTIVE'] },
          after: null,
          limit: MOST_COMMITTEES,
        })),
      ),
    ),
  };
}

/** The dispute that a record belongs to: of several, one that stands, and of those the one whose code comes first. */
export async function disputeOfRecord(
  recordId: string,
  { loaders }: DisputesContext,
): Promise<DisputeDoc | null> {
  const [first = null, ...others] = await loaders.disputesByRecordId.load(recordId);
  return others.reduce((best, other) => (precedes(other, best) ? other : best), first);
}

function precedes(one: DisputeDoc, other: DisputeDoc | null): boolean {
  if (other === null) return true;
  if ((one.state === 'ACTIVE') !== (other.state === 'ACTIVE')) return one.state === 'ACTIVE';
  return one.code < other.code;
}
