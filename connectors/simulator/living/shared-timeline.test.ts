import { expect, test } from 'vitest';
import { storyOf } from '../testing/story.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import { DueReader } from './due-reader.ts';
import { SharedTimeline } from './shared-timeline.ts';

const { versions } = storyOf({ seed: 'shared', records: 500, days: 7, start: 1_793_000_000_000 });
const never = new AbortController().signal;
const isAny = (version: CityVersion): version is CityVersion => version.visibleMs >= 0;
const isPolice = (version: CityVersion): version is CityVersion => version.agency === 'police110';

test('every branch gets its own part in order, each at its own pace, from one reading', async () => {
  let read = 0;
  const counted = function* (): Generator<CityVersion> {
    for (const version of versions) {
      read += 1;
      yield version;
    }
  };
  const timeline = new SharedTimeline(counted());
  const all = timeline.branch(isAny);
  const police = timeline.branch(isPolice);
  const [first] = versions;
  expect(await all.next(never)).toBe(first);
  expect(read).toBe(1);
  const incidents: CityVersion[] = [];
  for (let next = await police.next(never); next !== null; next = await police.next(never))
    incidents.push(next);
  expect(incidents).toEqual(versions.filter(isPolice));
  const rest: CityVersion[] = [];
  for (let next = await all.next(never); next !== null; next = await all.next(never)) rest.push(next);
  expect(rest).toEqual(versions.slice(1));
  expect(read).toBe(versions.length);
});

test('nothing is given before its time, and skipping goes on behind what was delivered', async () => {
  let nowMs = versions[299]?.visibleMs ?? 0;
  const due = versions.filter(({ visibleMs }) => visibleMs <= nowMs);
  const reader = new DueReader(new SharedTimeline(versions).branch(isAny), () => nowMs);
  await reader.skip(100, never);
  expect(await reader.take(50, never)).toEqual(versions.slice(100, 150));
  expect(await reader.take(1_000, never)).toEqual(due.slice(150));
  const stopping = new AbortController();
  const waiting = reader.take(1_000, stopping.signal);
  stopping.abort();
  expect(await waiting).toEqual([]);
  nowMs = Infinity;
  expect(await reader.take(1_000, never)).toEqual(versions.slice(due.length));
  expect(await reader.take(1_000, never)).toEqual([]);
});

test('the first of a group waits for company as long as it is told, and not at all when it is old already', async () => {
  const close = versions.slice(0, 10).map((version, index) => ({ ...version, visibleMs: index * 2 }));
  let nowMs = 0;
  const reader = new DueReader(new SharedTimeline(close).branch(isAny), () => nowMs);
  const gathering = reader.take(8, never, 15);
  await new Promise((resolve) => setImmediate(resolve));
  nowMs = 15;
  expect(await gathering).toEqual(close.slice(0, 8));
  nowMs = 60_017;
  expect(await reader.take(1, never, 60_000)).toEqual(close.slice(8, 9));
  nowMs = 120_000;
  expect(await reader.take(1_000, never, 60_000)).toEqual(close.slice(9));
});
