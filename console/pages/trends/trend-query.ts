import { isCategory } from '../../vocabulary/categories.ts';
import type { RegionLevel } from '../../vocabulary/enums.ts';
import { daysIn, isDay, lastDays, momentsOf, splitDays, type WholeDays } from './day-range.ts';
import type { TrendQuery } from './trend-model.ts';
import type { TrendCountsVariables, TrendRatesVariables } from './trends.ts';

export const PRESET_DAYS = [7, 30, 90, 365];
const DEFAULT_DAYS = 30;
/** As `IndicatorFilter` allows. */
const MOST_DAYS = 1_100;
const STRETCHES = 6;

/** What the address asks for; the last 30 days where it says nothing that can be. */
export function readTrendQuery(address: URLSearchParams, now: Date): TrendQuery {
  const from = address.get('from') ?? '';
  const to = address.get('to') ?? '';
  const preset = Number(address.get('days'));
  const isRange = isDay(from) && isDay(to) && from <= to && daysIn({ from, to }) <= MOST_DAYS;
  const region = address.get('region') ?? '';
  const category = address.get('category') ?? '';
  return {
    days: isRange ? { from, to } : lastDays(PRESET_DAYS.includes(preset) ? preset : DEFAULT_DAYS, now),
    region: /^\d{2,12}$/.test(region) ? region : null,
    category: isCategory(category) ? category : null,
  };
}

type IndicatorFilter = TrendCountsVariables['filter'];

export function indicatorFilter(query: TrendQuery, days: WholeDays = query.days): IndicatorFilter {
  const { region, category } = query;
  return {
    ...momentsOf(days),
    ...(region === null ? {} : { regionCode: region }),
    ...(category !== null && isCategory(category) ? { category: [category] } : {}),
  };
}

/** Streets within a county, else counties. */
export function levelOf({ region }: TrendQuery): RegionLevel {
  return region !== null && region.length >= 6 ? 'STREET' : 'COUNTY';
}

/** Six stretches of the time, or as many as it has days. */
export function stretchesOf({ days }: TrendQuery): readonly WholeDays[] {
  return splitDays(days, STRETCHES);
}

export function ratesVariables(query: TrendQuery): TrendRatesVariables {
  const stretches = stretchesOf(query);
  // A time of few days has fewer stretches: the rest of the question is about the last one again, and its answer is not used.
  const at = (index: number): IndicatorFilter =>
    indicatorFilter(query, stretches[index] ?? stretches.at(-1) ?? query.days);
  return {
    whole: indicatorFilter(query),
    first: at(0),
    second: at(1),
    third: at(2),
    fourth: at(3),
    fifth: at(4),
    sixth: at(5),
  };
}
