import { urgencyDurationOf, URGENCIES, type Urgency } from '../vocabulary/workflow-terms.ts';

/** How due times follow from urgency. All instants are UTC. The result is written into the event: a replay never asks again. */
export interface Deadlines {
  /** Written into each event beside the machine's. */
  readonly version: string;
  /** When a dispute of this urgency is due whose clock started then. */
  dueAt(urgency: Urgency, from: string): string;
  /** When it is due after the clock stood still for a while. */
  afterPause(dueAt: string, pausedAt: string, resumedAt: string): string;
}

const UNITS_MS: Readonly<Record<string, number>> = { H: 3_600_000, D: 86_400_000 };
const DURATION = /^P(?:T)?(\d+)([HD])$/;

/** Milliseconds of the times of table `hub.urgency`. */
function durationMs(duration: string): number {
  const [, count = '0', unit = 'H'] = DURATION.exec(duration) ?? [];
  return Number(count) * (UNITS_MS[unit] ?? 0);
}

const LASTS_MS = new Map(URGENCIES.map((urgency) => [urgency, durationMs(urgencyDurationOf(urgency))]));

/** Due times by the clock, day and night, every day: 2 h, 24 h, 7 d, 15 d. */
export const ROUND_THE_CLOCK: Deadlines = {
  version: 'round-the-clock-1',
  dueAt: (urgency, from) => shifted(from, LASTS_MS.get(urgency) ?? 0),
  afterPause: (dueAt, pausedAt, resumedAt) => shifted(dueAt, Date.parse(resumedAt) - Date.parse(pausedAt)),
};

function shifted(instant: string, byMs: number): string {
  return new Date(Date.parse(instant) + byMs).toISOString();
}
