import { allOf, disputeFilter, literally, type DisputeCriteria, type Filter } from './criteria.ts';
import { NOTHING } from './rows/boxes.ts';

/**
 * True of every stored dispute of which a view, made of some of its records, can match: what views keep as it is, and what they can only have less
 * of. What a view may have otherwise than the whole (title, category, times) narrows nothing.
 */
export function narrowed(criteria: DisputeCriteria): Filter {
  const { ids, feeds, minRecords, recordIds, states, regionPrefix, handled, minScore, isScored } = criteria;
  // Of a view no score is known.
  if (minScore !== undefined || isScored !== undefined) return NOTHING;
  return allOf([
    disputeFilter({
      states,
      ...(ids === undefined ? {} : { ids }),
      ...(feeds === undefined ? {} : { feeds }),
      ...(minRecords === undefined ? {} : { minRecords }),
      ...(recordIds === undefined ? {} : { recordIds }),
      ...(handled === undefined ? {} : { handled }),
    }),
    ...inRegion(regionPrefix),
  ]);
}

/** With a record there, as `reach` tells. */
export function inRegion(regionPrefix: string | undefined): readonly Filter[] {
  return regionPrefix === undefined ? [] : [{ reach: { $regex: `[|]${literally(regionPrefix)}\\d*$` } }];
}
