import type { Browser, Page } from 'playwright-core';

export const KINDS = ['script', 'style', 'layout', 'paint', 'other', 'raster'] as const;
export type Kind = (typeof KINDS)[number];

/** CPU time by kind, ms for each second: of the page's main thread, and `raster` of the threads that draw its tiles. */
export type BusyMs = Readonly<Record<Kind, number>>;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs. */
  readonly ts: number;
  readonly dur?: number;
  /** µs of CPU. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string; readonly data?: { readonly frames?: readonly TraceFrame[] } };
}
interface TraceFrame {
  readonly processId?: number;
  readonly parent?: string;
}

/** As Chromium's own performance panel sorts them. */
const KIND_OF: Readonly<Record<string, Kind>> = {
  ...Object.fromEntries(
    [
      'EvaluateScript',
      'EventDispatch',
      'FireAnimationFrame',
      'FireIdleCallback',
      'FunctionCall',
      'MajorGC',
      'MinorGC',
      'RunMicrotasks',
      'TimerFire',
      'V8.GC_MC_BACKGROUND_MARKING',
      'v8.compile',
    ].map((name) => [name, 'script' as const]),
  ),
  ParseAuthorStyleSheet: 'style',
  RecalculateStyles: 'style',
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  HitTest: 'layout',
  ...Object.fromEntries(
    ['Commit', 'CompositeLayers', 'Layerize', 'Paint', 'PrePaint', 'UpdateLayer', 'UpdateLayerTree'].map(
      (name) => [name, 'paint' as const],
    ),
  ),
};
/** On threads beside the main one. */
const RASTER = ['ImageDecodeTask', 'RasterTask'];
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel', 'v8'];

/** Traces the page for so long. @throws Error when the trace does not show its main thread */
export async function traceMainThread(browser: Browser, page: Page, seconds: number): Promise<BusyMs> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return busyMs(trace.traceEvents, seconds);
}

/** What each kind took of itself, without what it called, for each second. */
export function busyMs(events: readonly TraceEvent[], seconds: number): BusyMs {
  const frames = events.find(({ name }) => name === 'TracingStartedInBrowser')?.args?.data?.frames ?? [];
  const pid = frames.find(({ parent, processId }) => parent === undefined && processId !== undefined);
  const threads = events.filter(
    (event) => event.name === 'thread_name' && event.pid === pid?.processId && event.args !== undefined,
  );
  const main = threads.find(({ args }) => args?.name === 'CrRendererMain');
  if (main === undefined) throw new Error('the trace does not show the main thread of the page');
  const took: Record<Kind, number> = { script: 0, style: 0, layout: 0, paint: 0, other: 0, raster: 0 };
  const own = events
    .filter(({ ph, pid, tid }) => ph === 'X' && pid === main.pid && tid === main.tid)
    .sort((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0));
  addSelfTimes(own, took);
  for (const { name, ph, pid, dur = 0, tdur = dur } of events)
    if (ph === 'X' && pid === main.pid && RASTER.includes(name)) took.raster += tdur;
  return Object.fromEntries(KINDS.map((kind) => [kind, took[kind] / 1_000 / seconds])) as Record<
    Kind,
    number
  >;
}

/** An event whose name says nothing counts as what it happened in. */
function addSelfTimes(events: readonly TraceEvent[], took: Record<Kind, number>): void {
  const open: { readonly end: number; readonly kind: Kind }[] = [];
  for (const { name, ts, dur = 0, tdur = dur } of events) {
    while ((open.at(-1)?.end ?? Infinity) <= ts) open.pop();
    const around = open.at(-1)?.kind;
    const kind = KIND_OF[name] ?? around ?? 'other';
    took[kind] += tdur;
    if (around !== undefined) took[around] -= tdur;
    open.push({ end: ts + dur, kind });
  }
}
