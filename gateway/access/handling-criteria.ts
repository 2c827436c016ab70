import {
  agencyFilter,
  allOf,
  disputeFilter,
  prefixFilter,
  textBounds,
  utcFilter,
  withSubCategories,
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

/** Disputes that were registered in the range: their times are UTC, so that their texts sort by instant. `takenFields` tells the rest. */
export function registeredFilter(criteria: HandlingCriteria): Filter {
  return allOf([registeredIn(criteria), ...prefixFilter('regionCode', criteria.regionPrefix)]);
}

/** What of `registeredFilter` is the same for a dispute and for a view of it: see `narrowed`. */
export function registeredNarrowed(criteria: HandlingCriteria): Filter {
  const { agency, regionPrefix } = criteria;
  return allOf([registeredIn(criteria), ...agencyFilter(agency), ...inRegion(regionPrefix)]);
}

function registeredIn({ range }: HandlingCriteria): Filter {
  return allOf([
    { state: { $ne: 'MERGED' } },
    { 'workflow.registeredAt': { $gt: '' } },
    ...utcFilter('workflow.registeredAt', range),
  ]);
}

/** What of `openedFilter` is the same for a dispute and for a view of it: see `narrowed`. */
export function openedNarrowed({ agency, regionPrefix }: HandlingCriteria): Filter {
  return allOf([{ state: 'ACTIVE' }, ...agencyFilter(agency), ...inRegion(regionPrefix)]);
}

/** Disputes that may have been opened in the range, registered or not: by what an index can tell. `gateway/access/count-reads.ts` and `takenFields` tell the rest. */
export function openedFilter({ range, regionPrefix }: HandlingCriteria): Filter {
  return allOf([
    disputeFilter({ states: ['ACTIVE'], ...(regionPrefix === undefined ? {} : { regionPrefix }) }),
    ...textBounds('openedAt', range),
  ]);
}

/** The category that holds: as triaged, else that of the records. */
export const CATEGORY_THAT_HOLDS = { $ifNull: ['$workflow.category', '$category'] } as const;

/** To which the last referral was, as `agencyFilter` has it. */
const AGENCIES = ['$workflow.facts.agency', '$workflow.facts.committeeCode'] as const;

/**
 * Stages that take these of a dispute's fields, and leave the disputes that are of the categories and the agency. Among the conditions by which disputes are
 * found, a comparison with null or alternatives would make MongoDB fetch them whole where an index has all that is asked; of what is made here it moves none there.
 */
export function takenFields(
  fields: Readonly<Record<string, unknown>>,
  { categories, agency }: HandlingCriteria,
): readonly object[] {
  const codes = withSubCategories(categories);
  const taken = {
    _id: 0,
    ...fields,
    ...(codes === undefined ? {} : { categoryThatHolds: CATEGORY_THAT_HOLDS }),
    ...(agency === undefined ? {} : { agencies: AGENCIES }),
  };
  const left = {
    ...(codes === undefined ? {} : { categoryThatHolds: { $in: codes } }),
    ...(agency === undefined ? {} : { agencies: agency }),
  };
  return [{ $project: taken }, { $match: left }];
}
