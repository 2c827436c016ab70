import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDeadlines } from './working-calendar.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const OWN = 'version: own-1\nutcOffset: "+08:00"\nrestDays: []\nknownUntil: 2030-12-31\n';

function reading(
  home: string,
  calendarFile: string | null,
  now = NOW,
): { version: string; warnings: number } {
  let warnings = 0;
  const log = {
    info: () => undefined,
    warn: () => {
      warnings += 1;
    },
  };
  return { version: readDeadlines({ home, calendarFile }, log, now).version, warnings };
}

function homeWith(content: string | null): string {
  const home = mkdtempSync(join(tmpdir(), 'calendar-'));
  if (content !== null) writeFileSync(join(home, 'calendar.yaml'), content);
  return home;
}

test('the calendar is the one that is told, else that of the home, else the one that the hub comes with', () => {
  expect(reading(homeWith(null), null).version).toBe('deadlines-1 china-2026-1');
  expect(reading(homeWith(OWN), null).version).toBe('deadlines-1 own-1');
  const told = join(homeWith(OWN.replace('own-1', 'told-1')), 'calendar.yaml');
  expect(reading(homeWith(OWN), told).version).toBe('deadlines-1 told-1');
});

test('a calendar whose holidays are soon known no more is warned of', () => {
  expect(reading(homeWith(null), null).warnings).toBe(0);
  expect(reading(homeWith(null), null, new Date('2026-11-28T00:00:00Z')).warnings).toBe(1);
});

test.each([
  ['is not there', null, 'cannot be read'],
  ['is no YAML', 'version: [', 'no YAML'],
  ['has a wrong field', OWN.replace('+08:00', 'CST'), 'utcOffset'],
])('a file that %s stops the process in words', (_, content, words) => {
  const file = join(homeWith(content), 'calendar.yaml');
  expect(() => reading(homeWith(null), file)).toThrow(words);
});
