import type { HandlingCriteria } from '../../access/handling-criteria.ts';
import type { IndicatorSums } from '../../access/indicator-reads.ts';
import { maySeeSmallCounts } from '../../access/small-counts.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';
import { criteriaOf, type IndicatorFilter } from './filter.ts';
import { SMALLEST_SHOWN } from './suppress.ts';

/** `type Rate`. */
export interface Rate {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly isSuppressed: boolean;
}

const DAY_MS = 86_400_000;
const SUPPRESSED: Rate = { value: null, numerator: null, denominator: null, isSuppressed: true };

/** `Query.indicators`, by the definitions of docs/workflow.md. */
export async function indicators(
  { filter }: { readonly filter: IndicatorFilter },
  { store, caller, now }: SubgraphContext,
): Promise<object> {
  const criteria = criteriaOf(filter);
  const sums = await store.indicatorSums(criteria, now);
  const isExact = maySeeSmallCounts(caller);
  const rate = (numerator: number, denominator: number): Rate => rateOf(numerator, denominator, isExact);
  const showsTimes = isExact || sums.settled >= SMALLEST_SHOWN;
  return {
    asOf: now.toISOString(),
    registered: isExact || !isSmall(sums.registered) ? sums.registered : null,
    responseRate: rate(sums.answeredInTime, sums.answeredInTime + sums.answeredLate),
    resolutionRate: rate(sums.settled, sums.settled + sums.failed),
    satisfactionRate: rate(sums.satisfied, sums.followedUp),
    onTimeRate: rate(sums.closedInTime, sums.closedInTime + sums.closedLate),
    // Of onTimeRate the late ones without these would tell how many were closed late.
    overdueRate:
      !isExact && isSmall(sums.closedLate - sums.overdue) ? SUPPRESSED : rate(sums.overdue, sums.running),
    returnRate: rate(sums.returns, sums.referrals),
    redoRate: rate(sums.redone, sums.ended),
    confirmationRate: rate(sums.confirmed, sums.settled),
    firstDispatchAccuracy: rate(sums.firstRight, sums.firstRight + sums.firstWrong),
    daysToSettle: {
      count: isExact || !isSmall(sums.settled) ? sums.settled : null,
      mean: showsTimes ? inDays(sums.meanSettleMs) : null,
      medianOf: () => (showsTimes ? medianDays(criteria, sums, store) : null),
    },
  };
}

/** `SettleDays.median`: a second read, for those who ask. */
export const SETTLE_DAYS_FIELDS = {
  median: ({ medianOf }: { readonly medianOf: () => Promise<number | null> | null }) => medianOf(),
};

/** A rate that tells of 1 to 4, on either side, is shown to those alone who may see small counts. */
export function rateOf(numerator: number, denominator: number, isExact: boolean): Rate {
  const tellsOfFew = [numerator, denominator, denominator - numerator].some(isSmall);
  if (!isExact && tellsOfFew) return SUPPRESSED;
  return {
    value: denominator === 0 ? null : numerator / denominator,
    numerator,
    denominator,
    isSuppressed: false,
  };
}

function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_SHOWN;
}

/** The middle one, or the mean of the two in the middle. */
async function medianDays(
  criteria: HandlingCriteria,
  { settled }: IndicatorSums,
  store: SubgraphContext['store'],
): Promise<number | null> {
  if (settled === 0) return null;
  const middle = await store.settleTimes(criteria, Math.floor((settled - 1) / 2), settled % 2 === 0 ? 2 : 1);
  return middle.length === 0 ? null : inDays(middle.reduce((sum, ms) => sum + ms, 0) / middle.length);
}

function inDays(ms: number | null): number | null {
  return ms === null ? null : ms / DAY_MS;
}
