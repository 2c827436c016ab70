import { ok } from 'node:assert/strict';
import type { Truth } from '../truth/truth.ts';

export function share<T>(list: readonly T[], holds: (one: T) => boolean): number {
  return list.filter(holds).length / list.length;
}

/** Whether the noise was applied to the record. */
export const noisy =
  (name: string) =>
  (truth: Truth): boolean =>
    truth.noise.includes(name);

/** Within four standard deviations of the promise, and no tighter than half a percent. @throws AssertionError */
export function expectShare(measured: number, promised: number, count: number): void {
  const tolerance = Math.max(0.005, 4 * Math.sqrt((promised * (1 - promised)) / count));
  ok(Math.abs(measured - promised) < tolerance, `${measured} for ${promised}, ${tolerance} allowed`);
}
