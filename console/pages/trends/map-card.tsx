import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTexts } from '../../language/language-context.ts';
import { navigate } from '../../routing/location.ts';
import { Chart } from './chart.tsx';
import { ChartCard } from './chart-card.tsx';
import { mapOption, type ChartLook } from './chart-options.ts';
import { keepOutlines } from './echarts.ts';
import { readMapFile, type MapFile } from './map-file.ts';
import { MarkTable } from './mark-table.tsx';
import { TRENDS } from './texts.ts';
import { marksOf, type Cell, type TrendQuery } from './trend-model.ts';
import { useLook } from './use-look.ts';

interface MapCardProps {
  readonly cells: readonly Cell[];
  readonly query: TrendQuery;
  readonly regionLabel: (code: string) => string;
}

const MAP_NAME = 'regions';
const HEIGHT_PX = 420;

/** Disputes by region on the operator's own outlines, with their 审图号; nothing where the operator gave none. */
export function MapCard({ cells, query, regionLabel }: MapCardProps): ReactNode {
  const t = useTexts(TRENDS);
  const base = useLook();
  const file = useMapFile();
  if (file === null) return null;
  const look: ChartLook = { ...base, label: regionLabel };
  const marks = marksOf(cells, 'regionCode', query);
  const title = t('map');
  const option: EChartsCoreOption = mapOption(MAP_NAME, marks, look);
  return (
    <ChartCard
      title={title}
      isWide
      note={t('mapBy', { number: file.approvalNumber })}
      chart={<Chart label={title} option={option} heightPx={HEIGHT_PX} onDrill={navigate} />}
      table={<MarkTable title={title} marks={marks} label={regionLabel} amount={look.amount} />}
    />
  );
}

/** Null while it is read, and where there is none. A file that cannot be read leaves the page as it is without: the operator's log says why. */
function useMapFile(): MapFile | null {
  const [file, setFile] = useState<MapFile | null>(null);
  useEffect(() => {
    const over = new AbortController();
    readMapFile(over.signal)
      .then((found) => {
        if (found === null) return;
        keepOutlines(MAP_NAME, found);
        setFile(found);
      })
      .catch(() => undefined);
    return () => {
      over.abort();
    };
  }, []);
  return file;
}
