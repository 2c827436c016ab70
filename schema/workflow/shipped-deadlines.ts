import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { HubError } from '../canonical/hub-error.ts';
import { workingCalendar, type WorkingCalendar } from './calendar.ts';
import { deadlinesOf } from './deadlines.ts';

const SHIPPED = new URL('calendars/china-2026.yaml', import.meta.url);

/** A calendar as its file says it. @throws HubError HUB_CONFIG_INVALID naming the file and what is wrong in it. */
export function parseCalendar(text: string, source: string): WorkingCalendar {
  let content: unknown;
  try {
    content = parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_CONFIG_INVALID', `${source} is no YAML: ${why}`, { cause });
  }
  return workingCalendar(content, source);
}

/** The calendar that the hub comes with: the People's Republic of China, 2026, unverified. */
export const SHIPPED_CALENDAR = parseCalendar(readFileSync(SHIPPED, 'utf8'), SHIPPED.pathname);

/** Deadlines by it. */
export const SHIPPED_DEADLINES = deadlinesOf(SHIPPED_CALENDAR);
