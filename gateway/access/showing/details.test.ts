import { expect, test } from 'vitest';
import { feedNamed } from '../../../connectors/registry.ts';
import { storyOf } from '../../../connectors/simulator/testing/story.ts';
import { wireMessageOf } from '../../../connectors/simulator/wire/wire-message.ts';
import { FEED_NAMES } from '../../../schema/vocabulary/feeds.ts';
import { shownBy } from './context.ts';
import { RECORD_DETAILS, showDetails } from './details.ts';
import { rowOf } from '../testing/partial-access.ts';

test('every column that a mapping of a Chinese agency makes has its kind', () => {
  const { versions } = storyOf({
    seed: 'details',
    records: 600,
    days: 3,
    start: '2026-11-02T00:00:00+08:00',
  });
  const found = new Map<string, Set<string>>(FEED_NAMES.map((feed) => [feed, new Set()]));
  for (const version of versions) {
    const { bytes, ...context } = wireMessageOf(version);
    const { details } = feedNamed(version.agency).toDraft(bytes, context);
    for (const name of Object.keys(details)) found.get(version.agency)?.add(name);
  }
  for (const feed of ['police110', 'hotline12345', 'court', 'grid'] as const) {
    const names = [...(found.get(feed) ?? [])];
    expect(names.length, feed).toBeGreaterThan(5);
    expect(
      names.filter((name) => !Object.hasOwn(RECORD_DETAILS[feed], name)),
      feed,
    ).toEqual([]);
  }
});

test('a column that nobody knows is a narrative, or hidden where it is no text', () => {
  const viewer = { partner: 'police', pseudonyms: null, asOf: '2026-11-28' };
  const shown = shownBy(viewer, rowOf({ all: 'MASKED' }).levels, null, []);
  const details = { newNote: '请回电13812345678', newNumber: 13_812_345_678, constructor: '13812345678' };
  expect(showDetails(details, RECORD_DETAILS.grid, shown)).toEqual({
    newNote: '请回电138****5678',
    newNumber: null,
    constructor: '138****5678',
  });
});
