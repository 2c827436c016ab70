/** `Retry-After` (RFC 9110, 10.2.3): seconds or an HTTP date, as ms from now; null when there is none or it means nothing. */
export function retryAfterMs(value: string | null, now: Date): number | null {
  if (value === null) return null;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - now.getTime();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}
