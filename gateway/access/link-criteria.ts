import type { LinkReviewReason, LinkStatus } from '../../schema/canonical/link.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { allOf, rangeWithin, type Filter } from './criteria.ts';

export interface LinkCriteria {
  readonly statuses?: readonly LinkStatus[];
  readonly reasons?: readonly LinkReviewReason[];
  /** With a record of every one of these feeds. */
  readonly feeds?: readonly FeedName[];
  /** Division code or its beginning, of the place of either record. */
  readonly regionPrefix?: string;
  readonly disputeId?: string;
  readonly recordId?: string;
  /** Both records are among these. */
  readonly within?: readonly string[];
  readonly minProbability?: number;
  readonly maxProbability?: number;
}

export function linkFilter(criteria: LinkCriteria): Filter {
  const { statuses, reasons, feeds, regionPrefix, disputeId, recordId, within } = criteria;
  const { minProbability, maxProbability } = criteria;
  return allOf([
    ...(statuses === undefined ? [] : [{ status: { $in: statuses } }]),
    ...(reasons === undefined ? [] : [{ reason: { $in: reasons } }]),
    ...(feeds === undefined || feeds.length === 0 ? [] : [{ feeds: { $all: feeds } }]),
    ...(regionPrefix === undefined ? [] : [{ regionCodes: { $elemMatch: rangeWithin(regionPrefix) } }]),
    ...(disputeId === undefined ? [] : [{ disputeIds: disputeId }]),
    ...(recordId === undefined ? [] : [{ recordIds: recordId }]),
    ...(within === undefined ? [] : [{ recordIds: { $not: { $elemMatch: { $nin: within } } } }]),
    ...(minProbability === undefined ? [] : [{ probability: { $gte: minProbability } }]),
    ...(maxProbability === undefined ? [] : [{ probability: { $lte: maxProbability } }]),
  ]);
}
