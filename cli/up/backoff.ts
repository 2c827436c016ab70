const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Wait before the nth start in a row (from 1): doubles from half a second to half a minute. */
export function backoffMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}
