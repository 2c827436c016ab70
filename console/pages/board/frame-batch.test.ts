import { expect, test } from 'vitest';
import { FrameBatch } from './frame-batch.ts';

function frames(): {
  readonly draw: () => void;
  readonly batch: FrameBatch<number>;
  readonly got: number[][];
} {
  const got: number[][] = [];
  let asked: (() => void) | null = null;
  const batch = new FrameBatch<number>({
    apply: (items) => got.push([...items]),
    request: (draw) => {
      if (asked !== null) throw new Error('asked for a frame while one was on its way');
      asked = draw;
      return () => {
        asked = null;
      };
    },
    most: 5,
  });
  return {
    batch,
    got,
    draw: () => {
      const now = asked;
      asked = null;
      now?.();
    },
  };
}

test('what comes between two frames is drawn once, in its order', () => {
  const { batch, got, draw } = frames();
  batch.add([1, 2]);
  batch.add([]);
  batch.add([3]);
  expect(got).toEqual([]);
  draw();
  draw();
  batch.add([4]);
  draw();
  expect(got).toEqual([[1, 2, 3], [4]]);
});

test('a page that is given no frames keeps the latest alone', () => {
  const { batch, got, draw } = frames();
  for (let item = 0; item < 100; item += 1) batch.add([item]);
  draw();
  expect(got).toEqual([[95, 96, 97, 98, 99]]);
});

test('what was not drawn when the page is left is never drawn', () => {
  const { batch, got, draw } = frames();
  batch.add([1]);
  batch.end();
  draw();
  expect(got).toEqual([]);
});
