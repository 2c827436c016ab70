import { expect, test } from 'vitest';
import { ofAgency, storyOf } from '../../testing/story.ts';
import { DAY_MS } from '../../writing/time.ts';
import { DailyExports, type DailyExport } from './daily-exports.ts';
import type { HotlineTicket } from './shape.ts';

const startMs = Date.parse('2026-11-02T10:00:00+08:00');
const endMs = startMs + 7 * DAY_MS;
const { versions } = storyOf({ seed: 'exports', records: 3_000, days: 7, start: startMs });

function exportsOf(seed: string, from = endMs - 3 * DAY_MS): DailyExport[] {
  const exports = new DailyExports(seed, from);
  const made: DailyExport[] = [];
  for (const version of versions) {
    made.push(...exports.due(version.visibleMs));
    if (version.agency === 'hotline12345' && !exports.isDeleted(version.sourceId)) exports.take(version.body);
  }
  made.push(...exports.due(endMs));
  return made;
}

/** What the interface showed of a day at a time. */
function shownAt(day: string, asOfMs: number): Map<string, HotlineTicket> {
  const shown = ofAgency(versions, 'hotline12345').filter(
    ({ body, visibleMs }) => body.createdAt.startsWith(day) && visibleMs < asOfMs,
  );
  return new Map(shown.map(({ body }) => [body.ticketNo, body]));
}

test('the last three nights are exported, each with all tickets of the day before as they were then', () => {
  const made = exportsOf('a');
  expect(made.map(({ asOfMs }) => new Date(asOfMs).toISOString())).toEqual([
    '2026-11-06T18:00:00.000Z',
    '2026-11-07T18:00:00.000Z',
    '2026-11-08T18:00:00.000Z',
  ]);
  for (const { dayMs, asOfMs, tickets, deleted } of made) {
    const shown = shownAt(new Date(dayMs + DAY_MS / 2).toISOString().slice(0, 10), asOfMs);
    expect(tickets.length).toBeGreaterThan(50);
    expect(new Set([...tickets.map(({ ticketNo }) => ticketNo), ...deleted])).toEqual(new Set(shown.keys()));
    for (const ticket of tickets) expect(ticket).toEqual(shown.get(ticket.ticketNo));
  }
});

test('a few tickets are deleted, the same ones each time, none that was taken back already and never many', () => {
  const made = exportsOf('a');
  expect(exportsOf('a')).toEqual(made);
  expect(exportsOf('b').map(({ deleted }) => deleted)).not.toEqual(made.map(({ deleted }) => deleted));
  for (const { tickets, deleted, dayMs, asOfMs } of made) {
    expect(deleted.length).toBeGreaterThan(0);
    expect(deleted.length / (tickets.length + deleted.length)).toBeLessThan(0.05);
    const shown = shownAt(new Date(dayMs + DAY_MS / 2).toISOString().slice(0, 10), asOfMs);
    for (const ticketNo of deleted) expect(shown.get(ticketNo)?.stage).not.toBe('撤回');
  }
});
