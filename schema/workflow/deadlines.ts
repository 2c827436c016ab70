import type { Stage } from '../canonical/workflow-timer.ts';
import { urgencyDurationOf, type Urgency } from '../vocabulary/workflow-terms.ts';
import type { WorkingCalendar } from './calendar.ts';

/**
 * How due times follow from urgency. All instants are UTC. The results are written into the event that set them: a replay never asks again.
 * An urgency of null, before triage, is taken as NORMAL.
 */
export interface Deadlines {
  /** Written into each event beside the machine's. */
  readonly version: string;
  /** When a dispute of this urgency must be settled whose clock started then. */
  dueAt(urgency: Urgency, from: string): string;
  /** When a stage is due that began then. */
  stageDueAt(stage: Stage, urgency: Urgency | null, from: string): string;
  /** When a stage that is due then is announced (即将超期). */
  soonAt(stage: Stage, urgency: Urgency | null, dueAt: string): string;
  /** When it is due after the clock stood still for a while: what was left then is left again. */
  afterPause(urgency: Urgency | null, dueAt: string, pausedAt: string, resumedAt: string): string;
}

/** Version of the tables below. */
const TABLES_VERSION = 'deadlines-1';

/**
 * ISO 8601 durations. Hours (`PT…`) run day and night, every day; days (`P…D`) are working days of 24 hours. Those of SETTLE are table
 * `hub.urgency`; the others are the hub's own.
 */
const LASTS: Readonly<Record<Stage, (urgency: Urgency) => string>> = {
  ACCEPT: (urgency) => ({ CRITICAL: 'PT30M', HIGH: 'PT4H', NORMAL: 'P1D', COMPLEX: 'P2D' })[urgency],
  SETTLE: urgencyDurationOf,
  FOLLOW_UP: () => 'P5D',
  /** Grace after an instalment's own day, in which a payment can still be written down. */
  INSTALMENT: () => 'P1D',
};

/** How long before the due time it is announced. */
const ANNOUNCED: Readonly<Record<Stage, (urgency: Urgency) => string>> = {
  ACCEPT: (urgency) => ({ CRITICAL: 'PT10M', HIGH: 'PT1H', NORMAL: 'PT4H', COMPLEX: 'P1D' })[urgency],
  SETTLE: (urgency) => ({ CRITICAL: 'PT30M', HIGH: 'PT4H', NORMAL: 'P1D', COMPLEX: 'P3D' })[urgency],
  FOLLOW_UP: () => 'P1D',
  INSTALMENT: () => 'P3D',
};

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

interface Duration {
  readonly ms: number;
  readonly inWorkingDays: boolean;
}

/** Due times by the tables above and by which days are worked. */
export function deadlinesOf(calendar: WorkingCalendar): Deadlines {
  const shift = (from: string, { ms, inWorkingDays }: Duration, sign: 1 | -1): string => {
    const fromMs = Date.parse(from);
    return instant(inWorkingDays ? calendar.shift(fromMs, sign * ms) : fromMs + sign * ms);
  };
  const stageDueAt = (stage: Stage, urgency: Urgency | null, from: string): string =>
    shift(from, read(LASTS[stage](urgency ?? 'NORMAL')), 1);
  return {
    version: `${TABLES_VERSION} ${calendar.version}`,
    dueAt: (urgency, from) => stageDueAt('SETTLE', urgency, from),
    stageDueAt,
    soonAt: (stage, urgency, dueAt) => shift(dueAt, read(ANNOUNCED[stage](urgency ?? 'NORMAL')), -1),
    afterPause: (urgency, dueAt, pausedAt, resumedAt) => {
      const dueMs = Date.parse(dueAt);
      const pausedMs = Date.parse(pausedAt);
      const resumedMs = Date.parse(resumedAt);
      return instant(
        read(LASTS.SETTLE(urgency ?? 'NORMAL')).inWorkingDays
          ? calendar.shift(resumedMs, calendar.workingMs(pausedMs, dueMs))
          : resumedMs + (dueMs - pausedMs),
      );
    },
  };
}

const UNITS_MS: Readonly<Record<string, number>> = { M: MINUTE_MS, H: HOUR_MS, D: DAY_MS };

/** Of the forms that the tables have: `PT30M`, `PT4H`, `P7D`. */
function read(duration: string): Duration {
  const unit = duration.slice(-1);
  const count = Number(duration.replace(/\D/g, ''));
  return { ms: count * (UNITS_MS[unit] ?? 0), inWorkingDays: unit === 'D' };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
