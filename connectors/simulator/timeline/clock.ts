import { DAY_MS, HOUR_MS } from '../writing/time.ts';

/**
 * City time and the wall clock. Up to `livingFromMs` they are the same; after it the city lives `pace` times faster than the clock, so
 * that a city of a hundred records a day shows some records a minute and its quarrels go on while somebody is watching. Every time in a
 * record is wall time.
 */
export class CityClock {
  readonly #livingFromMs: number;
  readonly #pace: number;

  constructor(livingFromMs = Infinity, pace = 1) {
    this.#livingFromMs = livingFromMs;
    this.#pace = pace;
  }

  wallMs(cityMs: number): number {
    if (cityMs <= this.#livingFromMs) return cityMs;
    return this.#livingFromMs + (cityMs - this.#livingFromMs) / this.#pace;
  }
}

/** Share of the day's calls that have come in by each hour in China: quiet at night, peaks before noon and in the early evening. */
const WEIGHT_BY_HOUR = [
  2, 1.5, 1, 1, 1, 1.5, 2.5, 4, 6, 7, 7, 6, 5, 5, 6, 6.5, 6.5, 6, 6, 6, 5.5, 5, 4, 3,
] as const;
const TOTAL = WEIGHT_BY_HOUR.reduce((sum, weight) => sum + weight, 0);
const CHINA_OFFSET_MS = 8 * HOUR_MS;

const OPENS_MS = 8.5 * HOUR_MS;
const CLOSES_MS = 17.5 * HOUR_MS;

/** The time itself while offices are open, else some minutes after the next opening. */
export function atOfficeHours(ms: number): number {
  const local = ms + CHINA_OFFSET_MS;
  const day = Math.floor(local / DAY_MS) * DAY_MS;
  const time = local - day;
  if (time >= OPENS_MS && time < CLOSES_MS) return ms;
  const opens = day + OPENS_MS + (time < OPENS_MS ? 0 : DAY_MS) - CHINA_OFFSET_MS;
  // Spread over the first hours, by the time itself: whoever wanted to come at night comes early.
  return opens + (ms % (150 * 60_000));
}

/** Moves an evenly spread time to where calls come in: same day, order kept. */
export function atBusyHour(evenMs: number): number {
  const local = evenMs + CHINA_OFFSET_MS;
  const day = Math.floor(local / DAY_MS) * DAY_MS;
  let left = ((local - day) / DAY_MS) * TOTAL;
  for (const [hour, weight] of WEIGHT_BY_HOUR.entries()) {
    if (left < weight) return day + (hour + left / weight) * HOUR_MS - CHINA_OFFSET_MS;
    left -= weight;
  }
  return day + DAY_MS - 1 - CHINA_OFFSET_MS;
}
