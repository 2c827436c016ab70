import { expect, test } from 'vitest';
import { pacedFrames } from './paced-frames.ts';

/** A clock that is turned by hand; a frame each 16 ms. */
function world(): {
  readonly request: (draw: () => void) => () => void;
  readonly pass: (ms: number) => void;
  readonly now: () => number;
} {
  let nowMs = 0;
  const due = new Map<() => void, number>();
  const at = (run: () => void, ms: number): (() => void) => {
    due.set(run, ms);
    return () => due.delete(run);
  };
  return {
    now: () => nowMs,
    request: pacedFrames(250, {
      now: () => nowMs,
      frame: (draw) => at(draw, (Math.floor(nowMs / 16) + 1) * 16),
      timer: (run, ms) => at(run, nowMs + ms),
    }),
    pass: (ms) => {
      for (const end = nowMs + ms; nowMs < end; nowMs += 1)
        for (const [run, dueMs] of due)
          if (dueMs <= nowMs) {
            due.delete(run);
            run();
          }
    },
  };
}

test('the first is drawn at the next frame, the one behind it when its time has come', () => {
  const { request, pass, now } = world();
  const drawn: number[] = [];
  const draw = (): void => {
    drawn.push(now());
  };
  request(draw);
  pass(20);
  request(draw);
  pass(200);
  expect(drawn).toEqual([16]);
  pass(80);
  expect(drawn).toEqual([16, 272]);
  pass(1_000);
  request(draw);
  pass(20);
  expect(drawn).toHaveLength(3);
});

test('what is called off is not drawn, while it waits for its time or for its frame', () => {
  const { request, pass } = world();
  const drawn: string[] = [];
  request(() => drawn.push('first'))();
  pass(300);
  request(() => drawn.push('second'));
  pass(20);
  const inTime = request(() => drawn.push('third'));
  pass(100);
  inTime();
  const atFrame = request(() => drawn.push('fourth'));
  pass(136);
  atFrame();
  pass(1_000);
  expect(drawn).toEqual(['second']);
});
