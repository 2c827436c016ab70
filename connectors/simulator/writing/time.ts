import type { Random } from '../noise/random.ts';

export const CHINA_OFFSET_MS = 8 * 3_600_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** `2026-11-24 09:05:07`, China Standard Time. */
export function localTime(ms: number): string {
  const text = new Date(ms + CHINA_OFFSET_MS).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** `2026-11-24T09:05:07+08:00`. */
export function rfc3339(ms: number): string {
  return `${new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** `20261124`. */
export function dayDigits(ms: number): string {
  return new Date(ms + CHINA_OFFSET_MS).toISOString().slice(0, 10).replaceAll('-', '');
}

export function yearOf(ms: number): number {
  return new Date(ms + CHINA_OFFSET_MS).getUTCFullYear();
}

/** `11月24日`. */
export function monthAndDay(ms: number): string {
  const day = new Date(ms + CHINA_OFFSET_MS);
  return `${day.getUTCMonth() + 1}月${day.getUTCDate()}日`;
}

/** `2026年11月24日`. */
export function dateInWords(ms: number): string {
  return `${yearOf(ms)}年${monthAndDay(ms)}`;
}

/** When it happened as the caller says it: 刚才, 今天上午, 昨天晚上, 11月12日. */
export function whenInWords(occurredMs: number, reportedMs: number, random: Random): string {
  if (reportedMs - occurredMs < 40 * MINUTE_MS) return random.pick(['刚才', '刚刚', '几分钟前', '半小时前']);
  const dayOf = (ms: number): number => Math.floor((ms + CHINA_OFFSET_MS) / DAY_MS);
  const days = dayOf(reportedMs) - dayOf(occurredMs);
  const part = partOfDay(occurredMs);
  if (days === 0) return `今天${part}`;
  if (days === 1) return `昨天${part}`;
  if (days === 2) return random.pick([`前天${part}`, monthAndDay(occurredMs)]);
  return random.pick([monthAndDay(occurredMs), `${days}天前`, monthAndDay(occurredMs) + part]);
}

function partOfDay(ms: number): string {
  const hour = new Date(ms + CHINA_OFFSET_MS).getUTCHours();
  if (hour < 5) return '凌晨';
  if (hour < 8) return '早上';
  if (hour < 12) return '上午';
  if (hour < 14) return '中午';
  if (hour < 18) return '下午';
  return '晚上';
}
