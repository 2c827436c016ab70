import {
  agencyFilter,
  allOf,
  categoryThatHoldsFilter,
  disputeFilter,
  prefixFilter,
  utcFilter,
  type Filter,
  type InstantRange,
} from './criteria.ts';
import { inRegion } from './narrowing.ts';

/** Which disputes indicators and counts are about. */
export interface HandlingCriteria {
  readonly range: InstantRange;
  readonly regionPrefix?: string;
  /** Name of the agency, or code of the committee, of the last referral. */
  readonly agency?: string;
  /** GB/T 31000 table 91 codes; a class of 2 digits includes its sub-classes. */
  readonly categories?: readonly string[];
}

/** Disputes that were registered in the range: their times are UTC, so that their texts sort by instant. */
export function registeredFilter(criteria: HandlingCriteria): Filter {
  return allOf([
    handledFilter(criteria),
    ...prefixFilter('regionCode', criteria.regionPrefix),
    ...categoryThatHoldsFilter(criteria.categories),
  ]);
}

/** What of `registeredFilter` is the same for a dispute and for a view of it: see `narrowed`. */
export function registeredNarrowed(criteria: HandlingCriteria): Filter {
  return allOf([handledFilter(criteria), ...inRegion(criteria.regionPrefix)]);
}

function handledFilter({ range, agency }: HandlingCriteria): Filter {
  return allOf([
    { state: { $ne: 'MERGED' } },
    { 'workflow.registeredAt': { $gt: '' } },
    ...utcFilter('workflow.registeredAt', range),
    ...agencyFilter(agency),
  ]);
}

/** What of `openedFilter` is the same for a dispute and for a view of it: see `narrowed`. */
export function openedNarrowed({ agency, regionPrefix }: HandlingCriteria): Filter {
  return allOf([{ state: 'ACTIVE' }, ...agencyFilter(agency), ...inRegion(regionPrefix)]);
}

/** Disputes that were opened in the range, registered or not. */
export function openedFilter(criteria: HandlingCriteria): Filter {
  const { range, regionPrefix } = criteria;
  return allOf([
    disputeFilter({
      states: ['ACTIVE'],
      opened: range,
      ...(regionPrefix === undefined ? {} : { regionPrefix }),
    }),
    ...agencyFilter(criteria.agency),
    ...categoryThatHoldsFilter(criteria.categories),
  ]);
}

/** The category that holds: as triaged, else that of the records. */
export const CATEGORY_THAT_HOLDS = { $ifNull: ['$workflow.category', '$category'] } as const;
