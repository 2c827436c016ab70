import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { storyOf } from '../testing/story.ts';
import { DAY_MS } from '../writing/time.ts';
import { cityOf, type CityVersion } from './city-of.ts';

const START = '2026-11-03T00:00:00+08:00';
const START_MS = Date.parse(START);

function digestOf(versions: Iterable<CityVersion>): string {
  const hash = createHash('sha256');
  for (const version of versions) hash.update(JSON.stringify(version));
  return hash.digest('hex');
}

test('the same seed gives the same city to the last byte, another seed another city', () => {
  const options = { seed: 'one', records: 800, days: 10, start: START };
  expect(digestOf(cityOf(options))).toBe(digestOf(cityOf(options)));
  expect(digestOf(cityOf(options))).not.toBe(digestOf(cityOf({ ...options, seed: 'two' })));
});

test('a finite city has exactly its number of records, all within its days', () => {
  for (const records of [1, 7, 299, 300, 1_234]) {
    const { versions, truths } = storyOf({ seed: 'count', records, days: 9, start: START });
    expect(truths.length).toBe(records);
    expect(new Set(truths.map(({ feed, sourceId }) => `${feed} ${sourceId}`)).size).toBe(records);
    for (const { visibleMs } of versions) {
      expect(visibleMs).toBeGreaterThanOrEqual(START_MS - DAY_MS);
      expect(visibleMs).toBeLessThanOrEqual(START_MS + 9 * DAY_MS);
    }
  }
});

test('versions come in order of arrival, never before their own source time, each later than the one before it', () => {
  const { versions } = storyOf({ seed: 'order', records: 3_000, days: 14, start: START });
  let lastMs = -Infinity;
  const sourceMs = new Map<string, number>();
  for (const version of versions) {
    expect(version.visibleMs).toBeGreaterThanOrEqual(lastMs);
    lastMs = version.visibleMs;
    const source = Date.parse(version.sourceTime);
    expect(version.visibleMs).toBeGreaterThanOrEqual(source);
    const key = `${version.agency} ${version.sourceId}`;
    const before = sourceMs.get(key);
    if (version.change === 'repeated') expect(source).toBeLessThanOrEqual(before ?? 0);
    else {
      expect(before === undefined).toBe(version.change === 'new');
      expect(source).toBeGreaterThan(before ?? -Infinity);
      sourceMs.set(key, source);
    }
  }
});

test('a repeat is the same version to the last byte', () => {
  const { versions } = storyOf({ seed: 'repeat', records: 2_000, days: 14, start: START });
  const bodies = new Map<string, string>();
  let repeats = 0;
  for (const { agency, sourceId, sourceTime, change, body } of versions) {
    const key = `${agency} ${sourceId} ${sourceTime}`;
    if (change === 'repeated') {
      repeats += 1;
      expect(JSON.stringify(body)).toBe(bodies.get(key));
    } else bodies.set(key, JSON.stringify(body));
  }
  expect(repeats).toBeGreaterThan(20);
});

test('a living city goes on after its history, faster than the clock, and its old quarrels go on with it', () => {
  const endMs = START_MS + 10 * DAY_MS;
  const seen = new Map<string, number>();
  let developed = 0;
  let records = 0;
  for (const version of cityOf({ seed: 'live', records: 600, days: 10, start: START, livingPace: 60 })) {
    if (version.visibleMs > endMs + 3_600_000) break;
    const { quarrelId } = version.truth;
    if (version.visibleMs > endMs && version.change === 'new') {
      records += 1;
      if (quarrelId !== null && (seen.get(quarrelId) ?? Infinity) <= endMs) developed += 1;
    }
    if (quarrelId !== null && !seen.has(quarrelId)) seen.set(quarrelId, version.visibleMs);
  }
  // 60 records a day, 60 city hours an hour: about 150 records in the hour.
  expect(records).toBeGreaterThan(110);
  expect(records).toBeLessThan(190);
  expect(developed).toBeGreaterThan(5);
});

test('however fast the city lives, no two versions of a record share a second', () => {
  const endMs = START_MS + 5 * DAY_MS;
  const sourceMs = new Map<string, number>();
  let living = 0;
  for (const version of cityOf({ seed: 'fast', records: 300, days: 5, start: START, livingPace: 5_000 })) {
    if (version.visibleMs > endMs + 600_000) break;
    if (version.change === 'repeated') continue;
    const key = `${version.agency} ${version.sourceId}`;
    const source = Date.parse(version.sourceTime);
    expect(source).toBeGreaterThan(sourceMs.get(key) ?? -Infinity);
    sourceMs.set(key, source);
    if (version.visibleMs > endMs) living += 1;
  }
  expect(living).toBeGreaterThan(1_000);
});

test('a city is told as it goes: the first records of a city of ten million come at once', () => {
  const seen: CityVersion[] = [];
  for (const version of cityOf({ seed: 'huge', records: 10_000_000, days: 365, start: START })) {
    seen.push(version);
    if (seen.length === 500) break;
  }
  expect(seen.at(-1)?.visibleMs).toBeLessThan(START_MS + DAY_MS);
});
