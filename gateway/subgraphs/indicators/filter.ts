import type { HandlingCriteria } from '../../access/handling-criteria.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { numberTextOf, regionPrefixOf } from '../kit/arguments.ts';

/** `input IndicatorFilter`. */
export interface IndicatorFilter {
  readonly from: string;
  readonly to: string;
  readonly regionCode?: string | null;
  readonly agency?: string | null;
  readonly category?: readonly string[] | null;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 1_100;

/**
 * @throws HubError HUB_BAD_REQUEST for a range that ends before it begins or a code that is none, HUB_LIMIT_EXCEEDED for more than 1,100 days.
 */
export function criteriaOf({ from, to, regionCode, agency, category }: IndicatorFilter): HandlingCriteria {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (days < 0) {
    throw new HubError('HUB_BAD_REQUEST', `filter: from ${from} is after to ${to}; exchange them`, {
      field: 'filter.from',
    });
  }
  if (days > MOST_DAYS) {
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `filter: ${Math.ceil(days)} days are more than the ${MOST_DAYS} that are added up at once; ask for less and add up yourself`,
      { field: 'filter.to' },
    );
  }
  return {
    range: { from, to },
    ...(regionCode == null ? {} : { regionPrefix: regionPrefixOf(regionCode) }),
    ...(agency == null ? {} : { agency: numberTextOf(agency, 'filter.agency') }),
    ...(category == null ? {} : { categories: category }),
  };
}
