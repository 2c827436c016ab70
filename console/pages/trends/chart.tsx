import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { startChart } from './echarts.ts';
import type { Datum } from './chart-options.ts';

interface ChartProps {
  /** What it shows, for those who do not see it; the table beside it has the numbers. */
  readonly label: string;
  readonly option: EChartsCoreOption;
  readonly heightPx: number;
  /** A mark was pressed that has a list behind it. */
  readonly onDrill: (link: string) => void;
}

/** One chart as a picture; `echarts` comes with the page of trends alone. */
export function Chart({ label, option, heightPx, onDrill }: ChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const drill = useEffectEvent((datum: unknown) => {
    const { link } = datum as Partial<Datum>;
    if (typeof link === 'string') onDrill(link);
  });
  useEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const started = startChart(current);
    chart.current = started;
    started.on('click', ({ data }) => {
      drill(data);
    });
    const sizes = new ResizeObserver(() => {
      started.resize();
    });
    sizes.observe(current);
    return () => {
      sizes.disconnect();
      started.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);
  return <div ref={place} role="img" aria-label={label} className="chart" style={{ height: heightPx }} />;
}
