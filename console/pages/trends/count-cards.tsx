import { useContext, useMemo, type ReactNode } from 'react';
import { useFeedNames } from '../../parts/feed-tag.tsx';
import { useTexts } from '../../language/language-context.ts';
import { navigate } from '../../routing/location.ts';
import { categoryWords } from '../../vocabulary/categories.ts';
import type { Colour, FeedName } from '../../vocabulary/enums.ts';
import type { Palette } from '../../theme/palette.ts';
import { useNames } from '../../vocabulary/use-names.ts';
import { Chart } from './chart.tsx';
import { ChartCard } from './chart-card.tsx';
import { barsHeightPx, barsOption, daysOption, heatOption, type ChartLook } from './chart-options.ts';
import { MarkTable, MatrixTable } from './mark-table.tsx';
import { MapCard } from './map-card.tsx';
import { TRENDS } from './texts.ts';
import { marksOf, matrixOf, regionNames, type Cell, type Mark, type TrendQuery } from './trend-model.ts';
import type { TrendCountsAnswer } from './trends.ts';
import { useLook } from './use-look.ts';
import { WhyMissingContext } from './why-missing.ts';

interface CountCardsProps {
  readonly counts: TrendCountsAnswer;
  readonly query: TrendQuery;
}

const MOST_BARS = 20;
const noColour = (): string => 'transparent';

function toneOf(colour: string, { red, yellow, blue, green, muted }: Palette): string {
  const tones: Readonly<Record<string, string>> = { RED: red, YELLOW: yellow, BLUE: blue, GREEN: green };
  return tones[colour] ?? muted;
}

/** Numbers of disputes by day, category, region, both, colour and feed. */
export function CountCards({ counts, query }: CountCardsProps): ReactNode {
  const t = useTexts(TRENDS);
  const nameOf = useNames();
  const feedName = useFeedNames();
  const look = useLook();
  const names = useMemo(() => regionNames(counts.byRegion?.cells ?? []), [counts]);
  const regionLabel = (code: string): string => (code === '' ? t('unknown') : (names.get(code) ?? code));
  const categoryLabel = (name: string): string => (name === '' ? t('unknown') : categoryWords(name, nameOf));
  const { palette } = look;
  return (
    <>
      <CountCard title={t('byDay')} isWide table={counts.byDay} by="day" query={query} label={(day) => day} />
      <MapCard cells={counts.byRegion?.cells ?? []} query={query} regionLabel={regionLabel} />
      <CountCard
        title={t('byCategory')}
        table={counts.byCategory}
        by="category"
        query={query}
        label={categoryLabel}
        colourOf={() => palette.accent}
      />
      <CountCard
        title={t('byRegion')}
        table={counts.byRegion}
        by="regionCode"
        query={query}
        label={regionLabel}
        colourOf={() => palette.blue}
      />
      <HeatCard table={counts.byBoth} query={query} regionLabel={regionLabel} label={categoryLabel} />
      <CountCard
        title={t('byColour')}
        table={counts.byColour}
        by="colour"
        query={query}
        label={(colour) => (colour === '' ? t('unknown') : nameOf('Colour', colour as Colour))}
        colourOf={(colour) => toneOf(colour, palette)}
      />
      <CountCard
        title={t('byFeed')}
        table={counts.byFeed}
        by="feed"
        query={query}
        label={(feed) => feedName(feed as FeedName)}
        colourOf={() => palette.accent}
      />
    </>
  );
}

/** `DisputeStats`; null where it is not granted or could not be had. */
type Table = {
  readonly isWithheld: boolean | null;
  readonly suppressedCells: number | null;
  readonly cells: readonly Cell[] | null;
} | null;

interface CountCardProps {
  readonly title: string;
  readonly isWide?: boolean;
  readonly table: Table;
  readonly by: 'regionCode' | 'category' | 'feed' | 'day' | 'colour';
  readonly query: TrendQuery;
  readonly label: (key: string) => string;
  readonly colourOf?: (key: string) => string;
}

function CountCard({
  title,
  isWide = false,
  table,
  by,
  query,
  label,
  colourOf = noColour,
}: CountCardProps): ReactNode {
  const base = useLook();
  const { instead, note } = useNotes(table);
  const look: ChartLook = { ...base, label };
  const marks = marksOf(table?.cells ?? [], by, query);
  // What cannot be told has no list behind it: the table has it.
  const drawn = marks.filter(({ key }) => key !== '').slice(0, by === 'day' ? undefined : MOST_BARS);
  const option = by === 'day' ? daysOption(drawn, look) : barsOption(drawn, colourOf, look);
  return (
    <ChartCard
      title={title}
      isWide={isWide}
      instead={instead}
      note={note}
      chart={
        <Chart
          label={summaryOf(title, marks, look)}
          option={option}
          heightPx={by === 'day' ? 220 : barsHeightPx(drawn.length)}
          onDrill={navigate}
        />
      }
      table={<MarkTable title={title} marks={marks} label={label} amount={look.amount} />}
    />
  );
}

const HEAT_ROW_PX = 34;
const HEAT_FRAME_PX = 150;

interface HeatCardProps {
  readonly table: Table;
  readonly query: TrendQuery;
  readonly regionLabel: (code: string) => string;
  readonly label: (name: string) => string;
}

function HeatCard({ table, query, regionLabel, label }: HeatCardProps): ReactNode {
  const t = useTexts(TRENDS);
  const base = useLook();
  const { instead, note } = useNotes(table);
  const look: ChartLook = { ...base, label };
  const matrix = matrixOf(table?.cells ?? [], query);
  const title = t('byBoth');
  return (
    <ChartCard
      title={title}
      isWide
      instead={instead}
      note={note}
      chart={
        <div className="trend-scroll trend-heat" tabIndex={0} role="region" aria-label={title}>
          <Chart
            label={title}
            option={heatOption(matrix, regionLabel, look)}
            heightPx={HEAT_FRAME_PX + matrix.regions.length * HEAT_ROW_PX}
            onDrill={navigate}
          />
        </div>
      }
      table={
        <MatrixTable
          title={title}
          matrix={matrix}
          regionLabel={regionLabel}
          label={label}
          amount={look.amount}
        />
      }
    />
  );
}

function useNotes(table: Table): { readonly instead: string | null; readonly note: string | null } {
  const t = useTexts(TRENDS);
  const missing = useContext(WhyMissingContext);
  if (table?.cells == null) return { instead: t(missing), note: null };
  if (table.isWithheld === true) return { instead: t('withheld'), note: null };
  const hidden = table.suppressedCells ?? 0;
  return {
    instead: table.cells.length === 0 ? t('none') : null,
    note: hidden === 0 ? null : t('suppressed', { count: hidden }),
  };
}

const SUMMED_UP = 5;

/** The chart in a sentence: its title and its greatest marks. */
function summaryOf(title: string, marks: readonly Mark[], look: ChartLook): string {
  const greatest = [...marks].sort((one, other) => other.count - one.count).slice(0, SUMMED_UP);
  return `${title}: ${greatest.map((mark) => `${look.label(mark.key)} ${look.amount(mark)}`).join(', ')}`;
}
