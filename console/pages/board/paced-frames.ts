export interface FrameClock {
  readonly now: () => number;
  /** Both answer how to call it off. */
  readonly frame: (draw: () => void) => () => void;
  readonly timer: (run: () => void, ms: number) => () => void;
}

const BROWSER: FrameClock = {
  now: () => performance.now(),
  frame: (draw) => {
    const handle = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(handle);
    };
  },
  timer: (run, ms) => {
    const handle = setTimeout(run, ms);
    return () => {
      clearTimeout(handle);
    };
  },
};

/**
 * Asks for frames that are at least so far apart: the first comes at once, the next waits. Nobody reads lines that move with every frame, and what
 * drawing them costs is taken from frames in which something can be read. Answers how to ask, which answers how to call it off.
 */
export function pacedFrames(
  shortestMs: number,
  { now, frame, timer }: FrameClock = BROWSER,
): (draw: () => void) => () => void {
  let lastMs = -Infinity;
  return (draw) => {
    const ask = (): (() => void) =>
      frame(() => {
        lastMs = now();
        draw();
      });
    const waitMs = lastMs + shortestMs - now();
    if (waitMs <= 0) return ask();
    let callOff = timer(() => {
      callOff = ask();
    }, waitMs);
    return () => {
      callOff();
    };
  };
}
