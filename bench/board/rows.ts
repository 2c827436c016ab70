import type { BenchRow } from '../report.ts';
import type { Footprint } from './footprint.ts';
import type { Frames } from './frames.ts';
import { KINDS, type BusyMs } from './main-thread.ts';

/** What was seen of the board. */
export interface Watched {
  readonly frames: Frames;
  readonly toldPerS: number;
  readonly shownPerS: number;
  readonly busy: BusyMs;
  readonly before: Footprint;
  readonly after: Footprint;
  /** By type of process, ms of CPU each second. */
  readonly cpuMs: ReadonlyMap<string, number>;
}

/** @param rate events a second that were meant */
export function rowsOf(ceiling: Frames, board: Watched, rate: number): readonly BenchRow[] {
  const { frames, busy, before, after } = board;
  const perS = 'ms CPU / s';
  return [
    {
      measure: 'blank page, the ceiling',
      value: ceiling.perSecond,
      unit: 'frames/s',
      beside: 'same browser, same load',
    },
    { measure: 'board', value: frames.perSecond, unit: 'frames/s', beside: 'aim 60' },
    {
      measure: 'board / ceiling',
      value: frames.perSecond / ceiling.perSecond,
      unit: 'ratio',
      beside: 'aim ≥ 0.95',
    },
    { measure: 'between two frames p95, blank page', value: ceiling.p95Ms, unit: 'ms' },
    { measure: 'between two frames p95, board', value: frames.p95Ms, unit: 'ms' },
    {
      measure: 'long tasks (> 50 ms), board',
      value: frames.longTasksMs.length,
      unit: 'tasks',
      beside: `aim 0; ${ceiling.longTasksMs.length} on the blank page`,
    },
    { measure: 'the longest of them', value: Math.max(0, ...frames.longTasksMs), unit: 'ms' },
    {
      measure: 'events shown',
      value: board.shownPerS,
      unit: 'events/s',
      beside: `${board.toldPerS.toFixed(1)}/s were told, ${rate} were meant`,
    },
    ...KINDS.map((kind) => ({
      measure: kind === 'raster' ? 'drawing of tiles, beside the main thread' : `main thread, ${kind}`,
      value: busy[kind],
      unit: perS,
    })),
    ...['renderer', 'GPU', 'browser'].map((type) => ({
      measure: `browser’s processes, ${type}`,
      value: board.cpuMs.get(type) ?? 0,
      unit: perS,
      ...(type === 'GPU' ? { beside: 'puts the frames together, in software' } : {}),
    })),
    {
      measure: 'nodes of the document, growth',
      value: after.nodes - before.nodes,
      unit: 'nodes',
      beside: `of ${before.nodes}`,
    },
    { measure: 'listeners, growth', value: after.listeners - before.listeners, unit: 'listeners' },
    {
      measure: 'JavaScript heap, growth',
      value: (after.heapBytes - before.heapBytes) / 2 ** 20,
      unit: 'MiB',
      beside: `of ${(before.heapBytes / 2 ** 20).toFixed(1)} MiB`,
    },
  ];
}
