import { expect, test } from 'vitest';
import { busyMs } from './main-thread.ts';

const PAGE = { pid: 7, tid: 1 };
const name = (pid: number, tid: number, thread: string): object => ({
  name: 'thread_name',
  ph: 'M',
  pid,
  tid,
  ts: 0,
  args: { name: thread },
});
const span = (what: string, ts: number, dur: number, more: object = {}): object => ({
  name: what,
  ph: 'X',
  ...PAGE,
  ts,
  dur,
  ...more,
});
const STARTED = {
  name: 'TracingStartedInBrowser',
  ph: 'I',
  pid: 1,
  tid: 1,
  ts: 0,
  args: { data: { frames: [{ processId: 7 }, { processId: 9, parent: 'a' }] } },
};

test('time counts for what took it, not for what it was called from', () => {
  const busy = busyMs(
    [
      STARTED,
      name(7, 1, 'CrRendererMain'),
      name(9, 1, 'CrRendererMain'),
      span('RunTask', 0, 20_000),
      span('FunctionCall', 2_000, 10_000),
      span('UpdateLayoutTree', 3_000, 1_000),
      span('Layout', 4_000, 2_000, { tdur: 1_500 }),
      // Its name says nothing: it is part of the script that it happened in.
      span('ResourceSendRequest', 7_000, 500),
      span('Paint', 13_000, 4_000),
      span('RasterTask', 13_000, 3_000, { tid: 5 }),
      span('FunctionCall', 0, 90_000, { pid: 9 }),
    ] as never,
    2,
  );
  expect(busy).toEqual({ script: 3.75, style: 0.5, layout: 0.75, paint: 2, other: 3, raster: 1.5 });
});

test('a trace without the page is refused', () => {
  expect(() => busyMs([STARTED] as never, 1)).toThrow('does not show the main thread');
});
