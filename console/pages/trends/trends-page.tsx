import { Segmented } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { useTexts } from '../../language/language-context.ts';
import { Failure, Loading } from '../../parts/states.tsx';
import { Link } from '../../routing/link.tsx';
import { setAddress, useAddress } from '../../routing/location.ts';
import { isCategory } from '../../vocabulary/categories.ts';
import { DayField } from '../disputes/day-field.tsx';
import { CategoryField, RegionField } from '../disputes/filter-fields.tsx';
import { ExportButton } from '../exports/export-button.tsx';
import type { ExportSource } from '../exports/export-source.ts';
import { ViewsButton } from '../../views/views-button.tsx';
import { CountCards } from './count-cards.tsx';
import { daysIn, lastDays } from './day-range.ts';
import { RateCards } from './rate-cards.tsx';
import type { Stretch } from './rate-model.ts';
import { TRENDS } from './texts.ts';
import { openedLink, registeredLink, type TrendQuery } from './trend-model.ts';
import {
  indicatorFilter,
  levelOf,
  PRESET_DAYS,
  ratesVariables,
  readTrendQuery,
  stretchesOf,
} from './trend-query.ts';
import { TREND_COUNTS, TREND_RATES, type TrendRatesAnswer } from './trends.ts';
import { whyMissing, WhyMissingContext } from './why-missing.ts';
import './trends.css';

/** How disputes come, where, about what, and how well they are settled; every mark leads to the list behind it. */
export function TrendsPage(): ReactNode {
  const t = useTexts(TRENDS);
  const addressText = useAddress().toString();
  const [openedAt] = useState(() => new Date());
  const query = useMemo(
    () => readTrendQuery(new URLSearchParams(addressText), openedAt),
    [addressText, openedAt],
  );
  const [counts] = useQuery({
    query: TREND_COUNTS,
    variables: { filter: indicatorFilter(query), level: levelOf(query) },
  });
  const [rates] = useQuery({ query: TREND_RATES, variables: ratesVariables(query) });
  const stretches = stretchesWithin(rates.data, query);
  return (
    <div className="trends">
      <header className="trend-head">
        <h1>{t('title')}</h1>
        <span className="trend-actions">
          <ViewsButton kind="TRENDS" path="/trends" />
          <ExportButton sources={exportsOf(query)} />
        </span>
      </header>
      <TrendFilters query={query} now={openedAt} />
      <Figures query={query} opened={counts.data?.byDay?.total ?? null} whole={rates.data?.whole ?? null} />
      <p className="muted trend-note">{t('hint')}</p>
      <Failure error={counts.error} isPartial={counts.data !== undefined} />
      <Failure error={rates.error} isPartial={rates.data !== undefined} />
      {counts.fetching && counts.data === undefined ? (
        <Loading rows={10} />
      ) : (
        <div className="trend-cards">
          {counts.data !== undefined && (
            <WhyMissingContext value={whyMissing(counts.error)}>
              <CountCards counts={counts.data} query={query} />
            </WhyMissingContext>
          )}
          {stretches !== null && (
            <WhyMissingContext value={whyMissing(rates.error)}>
              <RateCards stretches={stretches} query={query} />
            </WhyMissingContext>
          )}
        </div>
      )}
    </div>
  );
}

/** Counts of disputes, and points, over the time that is shown. */
function exportsOf(query: TrendQuery): readonly ExportSource[] {
  const filter = indicatorFilter(query);
  const points = { asOf: filter.to, since: filter.from, regionCode: query.region };
  return [
    {
      list: 'DISPUTE_STATS',
      rows: { disputeStats: { groupBy: ['REGION', 'CATEGORY'], filter, regionLevel: levelOf(query) } },
    },
    { list: 'MEDIATOR_POINTS', rows: { mediatorPoints: points } },
    { list: 'AGENCY_POINTS', rows: { agencyPoints: points } },
  ];
}

function stretchesWithin(data: TrendRatesAnswer | undefined, query: TrendQuery): readonly Stretch[] | null {
  if (data === undefined) return null;
  const { first, second, third, fourth, fifth, sixth } = data;
  const answers = [first, second, third, fourth, fifth, sixth];
  return stretchesOf(query).map((days, index) => ({ days, indicators: answers[index] ?? null }));
}

function TrendFilters({ query, now }: { readonly query: TrendQuery; readonly now: Date }): ReactNode {
  const t = useTexts(TRENDS);
  const { days, region, category } = query;
  const preset = PRESET_DAYS.find((count) => daysIn(days) === count && lastDays(count, now).to === days.to);
  return (
    <div className="trend-filters" role="group" aria-label={t('filters')}>
      <Segmented
        aria-label={t('days')}
        value={preset ?? 0}
        options={PRESET_DAYS.map((count) => ({ value: count, label: t('last', { days: count }) }))}
        onChange={(count) => {
          setAddress({ days: String(count), from: null, to: null });
        }}
      />
      <span className="list-days">
        <DayField
          label={t('from')}
          value={days.from}
          onChange={(from) => {
            if (from !== null) setAddress({ from, to: days.to < from ? from : days.to, days: null });
          }}
        />
        <span aria-hidden="true">–</span>
        <DayField
          label={t('to')}
          value={days.to}
          onChange={(to) => {
            if (to !== null) setAddress({ from: days.from > to ? to : days.from, to, days: null });
          }}
        />
      </span>
      <RegionField
        label={t('region')}
        any={t('anyRegion')}
        value={region}
        onChange={(next) => {
          setAddress({ region: next });
        }}
      />
      <CategoryField
        label={t('category')}
        any={t('anyCategory')}
        value={category !== null && isCategory(category) ? category : null}
        onChange={(next) => {
          setAddress({ category: next });
        }}
      />
    </div>
  );
}

interface FiguresProps {
  readonly query: TrendQuery;
  readonly opened: number | null;
  readonly whole: TrendRatesAnswer['whole'];
}

/** The whole time in a few numbers. */
function Figures({ query, opened, whole }: FiguresProps): ReactNode {
  const t = useTexts(TRENDS);
  const rate = (value: number | null | undefined): string =>
    value == null ? '–' : `${(value * 100).toFixed(1)}%`;
  const links = (mark: string): string => registeredLink(query, query.days, { countsAs: mark });
  const figures = [
    [t('opened'), opened === null ? '–' : String(opened), openedLink(query, {})],
    [t('registered'), String(whole?.registered ?? '–'), registeredLink(query, query.days, {})],
    [t('responseRate'), rate(whole?.responseRate?.value), links('ANSWERED_IN_TIME')],
    [t('resolutionRate'), rate(whole?.resolutionRate?.value), links('SETTLED')],
    [t('satisfactionRate'), rate(whole?.satisfactionRate?.value), links('SATISFIED')],
    [t('firstDispatchAccuracy'), rate(whole?.firstDispatchAccuracy?.value), links('FIRST_RIGHT')],
    [t('median'), whole?.daysToSettle?.median?.toFixed(1) ?? '–', links('SETTLED')],
  ] as const;
  return (
    <dl className="trend-figures">
      {figures.map(([name, value, link]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">
            <Link to={link} aria-label={`${value} ${t('list', { what: name })}`}>
              {value}
            </Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}
