import { expect, test } from 'vitest';
import { windowOf } from './window-rows.ts';

test('of ten thousand rows those in sight are drawn, and the others keep their room', () => {
  for (const topPx of [0, 1, 63, 64, 5_000, 320_000, 639_200, 640_000, 900_000]) {
    const { first, end, beforePx, afterPx } = windowOf(topPx, 800, 64, 10_000);
    expect(end - first).toBeLessThanOrEqual(38);
    expect(beforePx + (end - first) * 64 + afterPx).toBe(640_000);
    if (topPx <= 639_200) {
      expect(first * 64).toBeLessThanOrEqual(topPx);
      expect(end * 64).toBeGreaterThanOrEqual(Math.min(640_000, topPx + 800));
    }
  }
});

test('short lists and empty ones have no room to keep', () => {
  expect(windowOf(0, 800, 64, 3)).toEqual({ first: 0, end: 3, beforePx: 0, afterPx: 0 });
  expect(windowOf(0, 800, 64, 0)).toEqual({ first: 0, end: 0, beforePx: 0, afterPx: 0 });
});
