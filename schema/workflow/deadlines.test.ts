import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { URGENCIES } from '../vocabulary/workflow-terms.ts';
import { SHIPPED_CALENDAR as calendar, SHIPPED_DEADLINES as deadlines } from './shipped-deadlines.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Friday before the holidays of National Day. */
const FROM = '2026-09-30T10:00:00+08:00';

describe('deadlines', () => {
  test.each([
    ['CRITICAL', '2026-09-30T04:00:00.000Z'],
    ['HIGH', '2026-10-01T02:00:00.000Z'],
    ['NORMAL', '2026-10-15T02:00:00.000Z'],
    ['COMPLEX', '2026-10-27T02:00:00.000Z'],
  ] as const)(
    '%s is settled by the table of urgencies: hours day and night, days that are worked',
    (urgency, due) => {
      expect(deadlines.dueAt(urgency, FROM)).toBe(due);
    },
  );

  test.each([
    ['ACCEPT', 'CRITICAL', '2026-09-30T02:30:00.000Z'],
    ['ACCEPT', 'HIGH', '2026-09-30T06:00:00.000Z'],
    ['ACCEPT', 'NORMAL', '2026-10-08T02:00:00.000Z'],
    ['ACCEPT', 'COMPLEX', '2026-10-09T02:00:00.000Z'],
    ['FOLLOW_UP', 'CRITICAL', '2026-10-13T02:00:00.000Z'],
    ['INSTALMENT', 'NORMAL', '2026-10-08T02:00:00.000Z'],
  ] as const)('%s of %s', (stage, urgency, due) => {
    expect(deadlines.stageDueAt(stage, urgency, FROM)).toBe(due);
  });

  test('the version names the tables and the calendar', () => {
    expect(deadlines.version).toBe('deadlines-1 china-2026-1');
  });

  test('a pause adds exactly itself: hours on the clock, or working time', () => {
    const time = fc.integer({ min: 0, max: 60 * DAY_MS });
    fc.assert(
      fc.property(fc.constantFrom(...URGENCIES), time, time, time, (urgency, start, wait, pause) => {
        const startMs = Date.parse('2026-01-15T00:00:00Z') + start;
        const pausedMs = startMs + wait;
        const resumedMs = pausedMs + pause;
        const text = (at: number): string => new Date(at).toISOString();
        const due = deadlines.dueAt(urgency, text(startMs));
        const moved = Date.parse(deadlines.afterPause(urgency, due, text(pausedMs), text(resumedMs)));
        const dueMs = Date.parse(due);
        if (urgency === 'CRITICAL' || urgency === 'HIGH') expect(moved - dueMs).toBe(pause);
        else expect(calendar.workingMs(dueMs, moved)).toBe(calendar.workingMs(pausedMs, resumedMs));
      }),
    );
  });

  test('an announcement comes before its deadline', () => {
    const time = fc.integer({ min: 0, max: 400 * DAY_MS });
    fc.assert(
      fc.property(fc.constantFrom(...URGENCIES), time, (urgency, after) => {
        const due = deadlines.dueAt(
          urgency,
          new Date(Date.parse('2026-01-01T00:00:00Z') + after).toISOString(),
        );
        expect(deadlines.soonAt('SETTLE', urgency, due) < due).toBe(true);
      }),
    );
  });
});
