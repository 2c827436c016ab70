/** Runs pieces of work, so many at once and the others in the order in which they came. */
export type AtMost = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** @param most pieces that run at once */
export function atMost(most: number): AtMost {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
