import {
  allOf,
  categoryFilter,
  disputeFilter,
  prefixFilter,
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
    ...(range.from === null ? [] : [{ 'workflow.registeredAt': { $gte: utc(range.from) } }]),
    ...(range.to === null ? [] : [{ 'workflow.registeredAt': { $lt: utc(range.to) } }]),
    ...prefixFilter('regionCode', regionPrefix),
    ...common(criteria),
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
    ...common(criteria),
  ]);
}

/** The category that holds: as triaged, else that of the records. */
export const CATEGORY_THAT_HOLDS = { $ifNull: ['$workflow.category', '$category'] } as const;

function common({ agency, categories }: HandlingCriteria): readonly Filter[] {
  const inRecords = categoryFilter('category', categories);
  const triaged = categoryFilter('workflow.category', categories);
  return [
    ...(agency === undefined
      ? []
      : [{ $or: [{ 'workflow.facts.agency': agency }, { 'workflow.facts.committeeCode': agency }] }]),
    ...(categories === undefined
      ? []
      : [{ $or: [allOf(triaged), allOf([{ 'workflow.category': null }, ...inRecords])] }]),
  ];
}

function utc(instant: string): string {
  return new Date(instant).toISOString();
}
