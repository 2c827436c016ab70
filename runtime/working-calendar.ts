import { existsSync, readFileSync } from 'node:fs';
import { HubError } from '../schema/canonical/hub-error.ts';
import type { WorkingCalendar } from '../schema/workflow/calendar.ts';
import { deadlinesOf, type Deadlines } from '../schema/workflow/deadlines.ts';
import { parseCalendar, SHIPPED_CALENDAR } from '../schema/workflow/shipped-deadlines.ts';
import type { Settings } from './settings.ts';

interface CalendarLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const DAY_MS = 86_400_000;
/** The longest deadline, 15 working days over a week of holidays, fits into it. */
const AHEAD_MS = 40 * DAY_MS;

/**
 * Deadlines by the calendar that is configured: the file of TRIBUTARY_CALENDAR_FILE, else `calendar.yaml` in the home folder when it is there,
 * else the one that the hub comes with. Says which one it is, and warns when its holidays are soon known no more.
 * @throws HubError HUB_CONFIG_INVALID naming the file, the field and how to write it.
 */
export function readDeadlines(
  { calendarFile, home }: Pick<Settings, 'calendarFile' | 'home'>,
  log: CalendarLog,
  now: Date,
): Deadlines {
  const calendar = readCalendar(calendarFile, `${home}/calendar.yaml`);
  const { version, knownUntil } = calendar;
  log.info({ calendar: version, knownUntil }, 'working days are known');
  if (Date.parse(knownUntil) < now.getTime() + AHEAD_MS) {
    log.warn(
      { calendar: version, knownUntil },
      'the calendar knows no holidays after knownUntil: later working days follow the week alone; write a calendar.yaml for the next year',
    );
  }
  return deadlinesOf(calendar);
}

function readCalendar(told: string | null, inHome: string): WorkingCalendar {
  if (told === null && !existsSync(inHome)) return SHIPPED_CALENDAR;
  const file = told ?? inHome;
  try {
    return parseCalendar(readFileSync(file, 'utf8'), file);
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `TRIBUTARY_CALENDAR_FILE: ${file} cannot be read (${why}); correct the path, or unset it for the calendar that the hub comes with`,
      { cause, field: 'TRIBUTARY_CALENDAR_FILE' },
    );
  }
}
