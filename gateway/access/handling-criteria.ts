import {
  allOf,
  disputeFilter,
  handlerFilter,
  prefixFilter,
  utcFilter,
  type Filter,
  type HandlerCriteria,
  type InstantRange,
} from './criteria.ts';

/** Which disputes indicators and counts are about. */
export interface HandlingCriteria extends HandlerCriteria {
  readonly range: InstantRange;
  readonly regionPrefix?: string;
}

/** Disputes that were registered in the range: their times are UTC, so that their texts sort by instant. */
export function registeredFilter(criteria: HandlingCriteria): Filter {
  const { range, regionPrefix } = criteria;
  return allOf([
    { state: { $ne: 'MERGED' } },
    { 'workflow.registeredAt': { $gt: '' } },
    ...utcFilter('workflow.registeredAt', range),
    ...prefixFilter('regionCode', regionPrefix),
    ...handlerFilter(criteria),
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
    ...handlerFilter(criteria),
  ]);
}

/** The category that holds: as triaged, else that of the records. */
export const CATEGORY_THAT_HOLDS = { $ifNull: ['$workflow.category', '$category'] } as const;
