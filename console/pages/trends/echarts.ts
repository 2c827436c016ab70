import { BarChart, HeatmapChart, LineChart, MapChart } from 'echarts/charts';
import {
  GeoComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, registerMap, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { MapFile } from './map-file.ts';

// Only what these charts are made of: the whole of echarts is twice as much.
use([
  BarChart,
  LineChart,
  HeatmapChart,
  MapChart,
  GridComponent,
  GeoComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

export function startChart(place: HTMLElement): EChartsType {
  return init(place);
}

/** Makes the operator's outlines known under a name. */
export function keepOutlines(name: string, { outlines }: MapFile): void {
  registerMap(name, outlines as never);
}
