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
  const { range, regionPrefix } = criteria;
  return allOf([
    { state: { $ne: 'MERGED' } },
    { 'workflow.registeredAt': { $gt: '' } },
    ...utcFilter('workflow.registeredAt', range),
    ...prefixFilter('regionCode', regionPrefix),
    ...agencyFilter(criteria.agency),
    ...categoryThatHoldsFilter(criteria.categories),
  ]);
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
