import type { Language } from './languages.ts';

/** Times are shown where the hub's cities are, whatever the reader's machine says. */
export const TIME_ZONE = 'Asia/Shanghai';
const OFFSET = '+08:00';
const SHANGHAI_MS = 8 * 3_600_000;

/** `2026-11-24 09:30`, in Asia/Shanghai. */
export function minuteText(time: string | Date): string {
  return shanghai(time).slice(0, 16).replace('T', ' ');
}

/** `2026-11-24`, in Asia/Shanghai. */
export function dayText(time: string | Date): string {
  return shanghai(time).slice(0, 10);
}

/** `2026-11-24 09:30:05 +08:00`: the whole moment, for titles and exports. */
export function momentText(time: string | Date): string {
  return `${shanghai(time).slice(0, 19).replace('T', ' ')} ${OFFSET}`;
}

/** A moment as an argument of the graph: RFC 3339 with its offset. */
export function momentArgument(time: Date): string {
  return `${shanghai(time).slice(0, 19)}${OFFSET}`;
}

function shanghai(time: string | Date): string {
  return new Date(new Date(time).getTime() + SHANGHAI_MS).toISOString();
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** `3 hours ago`, `in 2 days`: in the largest unit that gives at least one. */
export function relativeText(time: string | Date, nowMs: number, language: Language): string {
  const differenceMs = new Date(time).getTime() - nowMs;
  const [unit, unitMs] = STEPS.find(([, ms]) => Math.abs(differenceMs) >= ms) ?? (['second', 1_000] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(
    Math.trunc(differenceMs / unitMs),
    unit,
  );
}
