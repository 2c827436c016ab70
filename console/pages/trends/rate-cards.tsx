import { useContext, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { navigate } from '../../routing/location.ts';
import { Link } from '../../routing/link.tsx';
import { Chart } from './chart.tsx';
import { ChartCard } from './chart-card.tsx';
import { linesOption, type ChartLook } from './chart-options.ts';
import type { WholeDays } from './day-range.ts';
import { Scrolled } from './mark-table.tsx';
import { RATE_NAMES, ratePoints, settlePoints, type RatePoint, type Stretch } from './rate-model.ts';
import { TRENDS } from './texts.ts';
import type { TrendQuery } from './trend-model.ts';
import { useLook } from './use-look.ts';
import { WhyMissingContext } from './why-missing.ts';

interface RateCardsProps {
  readonly stretches: readonly Stretch[];
  readonly query: TrendQuery;
}

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin'];
const HEIGHT_PX = 260;

/** 三率, settling in time, first dispatch, and days to settle, over the stretches of the time. */
export function RateCards({ stretches, query }: RateCardsProps): ReactNode {
  const t = useTexts(TRENDS);
  const missing = useContext(WhyMissingContext);
  const base = useLook();
  const look: ChartLook = { ...base, label: (key) => key };
  const { palette } = look;
  const colours = [palette.accent, palette.green, palette.yellow, palette.red, palette.blue];
  const series = RATE_NAMES.map((name) => ({ name, points: ratePoints(name, stretches, query) }));
  const settling = settlePoints(stretches, query);
  const days = stretches.map((stretch) => daysWords(stretch.days));
  const isEmpty = stretches.every(({ indicators }) => (indicators?.registered ?? 0) === 0);
  const instead = stretches.every(({ indicators }) => indicators === null)
    ? t(missing)
    : isEmpty
      ? t('noRates')
      : null;
  const daysText = (value: number | null): string =>
    value === null ? '–' : t('daysShort', { value: value.toFixed(1) });
  return (
    <>
      <ChartCard
        title={t('rates')}
        isWide
        instead={instead}
        chart={
          <Chart
            label={t('rates')}
            heightPx={HEIGHT_PX}
            onDrill={navigate}
            option={linesOption(
              days,
              series.map(({ name, points }, index) => ({
                name: t(name),
                colour: colours[index] ?? palette.accent,
                symbol: SYMBOLS[index] ?? 'circle',
                points: points.map((point) => ({
                  value: point.rate?.value == null ? null : Math.round(point.rate.value * 1_000) / 10,
                  link: point.metLink,
                  words: `${t(name)} ${daysWords(point.days)}: ${percent(point)}`,
                })),
              })),
              { max: 100, text: (value) => `${value}%` },
              look,
            )}
          />
        }
        table={
          <Scrolled title={t('rates')}>
            <table className="trend-table">
              <thead>
                <tr>
                  <th scope="col">{t('what')}</th>
                  <th scope="col">{t('period')}</th>
                  <th scope="col">{t('rate')}</th>
                  <th scope="col">{t('met')}</th>
                  <th scope="col">{t('missed')}</th>
                </tr>
              </thead>
              <tbody>
                {series.flatMap(({ name, points }) =>
                  points.map((point) => (
                    <RateRow key={name + point.days.from} name={t(name)} point={point} />
                  )),
                )}
              </tbody>
            </table>
          </Scrolled>
        }
      />
      <ChartCard
        title={t('settling')}
        isWide
        instead={instead ?? (settling.some(({ median }) => median !== null) ? null : t('noneSettled'))}
        chart={
          <Chart
            label={t('settling')}
            heightPx={HEIGHT_PX}
            onDrill={navigate}
            option={linesOption(
              days,
              (['medianShort', 'mean'] as const).map((name, index) => ({
                name: t(name),
                colour: colours[index] ?? palette.accent,
                symbol: SYMBOLS[index] ?? 'circle',
                points: settling.map((point) => {
                  const value = name === 'mean' ? point.mean : point.median;
                  return {
                    value,
                    link: point.link,
                    words: `${t(name)} ${daysWords(point.days)}: ${daysText(value)}`,
                  };
                }),
              })),
              { max: null, atLeast: 1, text: (value) => t('daysShort', { value }) },
              look,
            )}
          />
        }
        table={
          <Scrolled title={t('settling')}>
            <table className="trend-table">
              <thead>
                <tr>
                  <th scope="col">{t('period')}</th>
                  <th scope="col">{t('settled')}</th>
                  <th scope="col">{t('medianShort')}</th>
                  <th scope="col">{t('mean')}</th>
                </tr>
              </thead>
              <tbody>
                {settling.map(({ days: stretch, count, median, mean, link }) => (
                  <tr key={stretch.from}>
                    <th scope="row">{daysWords(stretch)}</th>
                    <td className="figures">
                      <Link to={link} aria-label={t('list', { what: daysWords(stretch) })}>
                        {count ?? t('tooFew')}
                      </Link>
                    </td>
                    <td className="figures">{daysText(median)}</td>
                    <td className="figures">{daysText(mean)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolled>
        }
      />
    </>
  );
}

function RateRow({ name, point }: { readonly name: string; readonly point: RatePoint }): ReactNode {
  const t = useTexts(TRENDS);
  const { rate, metLink, missedLink, days } = point;
  const missed =
    rate?.numerator == null || rate.denominator === null ? null : rate.denominator - rate.numerator;
  const what = `${name} ${daysWords(days)}`;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="figures">{daysWords(days)}</td>
      <td className="figures">{rate?.isSuppressed === true ? t('tooFew') : percent(point)}</td>
      <td className="figures">
        <Link to={metLink} aria-label={`${t('met')} ${t('list', { what })}`}>
          {rate?.numerator ?? '–'}
        </Link>
      </td>
      <td className="figures">
        <Link to={missedLink} aria-label={`${t('missed')} ${t('list', { what })}`}>
          {missed ?? '–'}
        </Link>
      </td>
    </tr>
  );
}

function percent({ rate }: RatePoint): string {
  return rate?.value == null ? '–' : `${(rate.value * 100).toFixed(1)}%`;
}

function daysWords({ from, to }: WholeDays): string {
  return from === to ? from.slice(5) : `${from.slice(5)}–${to.slice(5)}`;
}
