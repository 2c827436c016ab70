import type { EChartsCoreOption } from 'echarts/core';
import type { Palette } from '../../theme/palette.ts';
import type { Mark, Matrix } from './trend-model.ts';

/** What all charts need to know of the page. */
export interface ChartLook {
  readonly palette: Palette;
  readonly font: string;
  /** A mark's words, e.g. a category's name. */
  readonly label: (key: string) => string;
  /** `12`, or `at least 12`. */
  readonly amount: (mark: Pick<Mark, 'count' | 'isAtLeast'>) => string;
}

/** One datum of a chart: where its click leads is the chart's `onDrill`. */
export interface Datum {
  readonly value: number | readonly (number | string)[] | null;
  readonly link: string | null;
  readonly words: string;
}

const LONGEST_LABEL = 12;
const BAR_PX = 18;

/** Horizontal bars, the longest above. */
export function barsOption(
  marks: readonly Mark[],
  colourOf: (key: string) => string,
  look: ChartLook,
): EChartsCoreOption {
  const fromBelow = [...marks].reverse();
  return {
    ...base(look),
    grid: { left: 8, right: 48, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false, minInterval: 1 },
    yAxis: {
      type: 'category',
      data: fromBelow.map(({ key }) => shortened(look.label(key))),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: look.palette.text, fontSize: 12 },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: BAR_PX,
        itemStyle: { borderRadius: [0, 3, 3, 0] },
        label: {
          show: true,
          position: 'right',
          color: look.palette.text,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const mark = fromBelow[dataIndex];
            return mark === undefined ? '' : look.amount(mark);
          },
        },
        cursor: 'pointer',
        data: fromBelow.map((mark) => ({ ...datumOf(mark, look), itemStyle: { color: colourOf(mark.key) } })),
      },
    ],
  };
}

/** Height that gives every bar its room. */
export function barsHeightPx(count: number): number {
  return Math.max(120, count * (BAR_PX + 10) + 16);
}

/** One column a day. */
export function daysOption(marks: readonly Mark[], look: ChartLook): EChartsCoreOption {
  const { palette } = look;
  return {
    ...base(look),
    grid: { left: 8, right: 12, top: 16, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: marks.map(({ key }) => key.slice(5)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.muted },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: palette.muted },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: BAR_PX,
        itemStyle: { color: palette.accent, borderRadius: [3, 3, 0, 0] },
        cursor: 'pointer',
        data: marks.map((mark) => datumOf(mark, look)),
      },
    ],
  };
}

/** Regions downwards, categories across. */
export function heatOption(
  matrix: Matrix,
  regionLabel: (code: string) => string,
  look: ChartLook,
): EChartsCoreOption {
  const { palette } = look;
  const regions = [...matrix.regions].reverse();
  const axis = {
    type: 'category',
    axisTick: { show: false },
    axisLine: { show: false },
    splitArea: { show: true, areaStyle: { color: [palette.raised, palette.surface] } },
  };
  return {
    ...base(look),
    grid: { left: 8, right: 8, top: 8, bottom: 36, containLabel: true },
    xAxis: {
      ...axis,
      data: matrix.categories.map((name) => shortened(look.label(name))),
      axisLabel: { color: palette.text, rotate: 40, fontSize: 11, interval: 0 },
    },
    yAxis: {
      ...axis,
      data: regions.map((code) => shortened(regionLabel(code))),
      axisLabel: { color: palette.text, interval: 0 },
    },
    visualMap: {
      min: 0,
      max: Math.max(1, matrix.most),
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 120,
      itemWidth: 10,
      textStyle: { color: palette.muted },
      inRange: { color: [palette.accentSoft, palette.accent] },
    },
    series: [
      {
        type: 'heatmap',
        cursor: 'pointer',
        itemStyle: { borderColor: palette.surface, borderWidth: 2 },
        label: {
          show: true,
          formatter: ({ data }: { data: { value: readonly number[] } }) => String(data.value[2] ?? ''),
        },
        data: matrix.marks.map((mark) => ({
          value: [matrix.categories.indexOf(mark.category), regions.indexOf(mark.region), mark.count],
          link: mark.link,
          words: `${regionLabel(mark.region)} · ${look.label(mark.category)}: ${look.amount(mark)}`,
          // The darker half of the scale needs the other colour of text.
          label: { color: mark.count * 2 > matrix.most ? palette.onAccent : palette.text },
        })),
      },
    ],
  };
}

/** Regions on outlines whose features are named by their division code. */
export function mapOption(map: string, marks: readonly Mark[], look: ChartLook): EChartsCoreOption {
  const { palette } = look;
  return {
    ...base(look),
    visualMap: {
      min: 0,
      max: Math.max(1, ...marks.map(({ count }) => count)),
      left: 8,
      bottom: 8,
      itemHeight: 100,
      itemWidth: 10,
      textStyle: { color: palette.muted },
      inRange: { color: [palette.accentSoft, palette.accent] },
    },
    series: [
      {
        type: 'map',
        map,
        nameProperty: 'code',
        roam: false,
        selectedMode: false,
        itemStyle: { areaColor: palette.raised, borderColor: palette.muted },
        emphasis: { label: { show: false }, itemStyle: { areaColor: palette.yellowSoft } },
        data: marks.map((mark) => ({ name: mark.key, ...datumOf(mark, look) })),
      },
    ],
  };
}

export interface LineSeries {
  readonly name: string;
  readonly colour: string;
  readonly symbol: string;
  /** One a stretch of time; null leaves a gap. */
  readonly points: readonly Datum[];
}

/** Lines over stretches of time, told apart by the shape of their points too. */
export function linesOption(
  stretches: readonly string[],
  series: readonly LineSeries[],
  unit: {
    readonly max: number | null;
    /** The scale goes up to this at least. */ readonly atLeast?: number;
    readonly text: (value: number) => string;
  },
  look: ChartLook,
): EChartsCoreOption {
  const { palette } = look;
  return {
    ...base(look),
    legend: { top: 0, left: 0, icon: 'roundRect', itemHeight: 8, textStyle: { color: palette.text } },
    grid: { left: 8, right: 16, top: 40, bottom: 4, containLabel: true },
    xAxis: {
      type: 'category',
      data: stretches,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.muted },
    },
    yAxis: {
      type: 'value',
      min: 0,
      ...(unit.max === null ? {} : { max: unit.max }),
      ...(unit.atLeast === undefined
        ? {}
        : { max: ({ max }: { readonly max: number }) => (max < (unit.atLeast ?? 0) ? unit.atLeast : null) }),
      axisLabel: { color: palette.muted, formatter: unit.text },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: series.map(({ name, colour, symbol, points }) => ({
      name,
      type: 'line',
      symbol,
      symbolSize: 9,
      connectNulls: false,
      cursor: 'pointer',
      lineStyle: { width: 2 },
      itemStyle: { color: colour },
      data: points,
    })),
  };
}

function base({ palette, font }: ChartLook): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: font },
    // Texts and no HTML: the page's policy lets nothing write styles into elements.
    tooltip: {
      renderMode: 'richText',
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontFamily: font },
      formatter: ({ data }: { data?: Datum }) => data?.words ?? '',
    },
  };
}

function datumOf(mark: Mark, look: ChartLook): Datum {
  return { value: mark.count, link: mark.link, words: `${look.label(mark.key)}: ${look.amount(mark)}` };
}

function shortened(label: string): string {
  const letters = Array.from(label);
  const most = /[\u4e00-\u9fff]/.test(label) ? LONGEST_LABEL : LONGEST_LABEL * 2;
  return letters.length <= most ? label : `${letters.slice(0, most - 1).join('')}…`;
}
