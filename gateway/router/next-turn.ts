let next: Promise<void> | undefined;

/**
 * The next turn of the event loop, the same for all who ask for it in this one. What came from several sockets at about the same time goes on together: each step
 * of the way for all of them, then the next one, instead of the whole way for each. So a step's code and data are still in the processor's caches when it is done again, and answers
 * leave one right after the other, which wakes their readers once.
 */
export function nextTurn(): Promise<void> {
  next ??= new Promise((resolve) => {
    setImmediate(() => {
      next = undefined;
      resolve();
    });
  });
  return next;
}
