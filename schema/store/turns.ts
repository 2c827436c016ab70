const last = new WeakMap<object, Map<string, Promise<void>>>();

/**
 * Does work on one thing after all work on it that was asked for before, within this process: so that a hundred who want the same document
 * do not race each other for it. What another process does must be guarded by compare-and-set all the same.
 */
export async function inTurn<Value>(owner: object, key: string, work: () => Promise<Value>): Promise<Value> {
  const turns = last.get(owner) ?? new Map<string, Promise<void>>();
  last.set(owner, turns);
  const mine = (turns.get(key) ?? Promise.resolve()).then(work);
  const over = mine.then(
    () => undefined,
    () => undefined,
  );
  turns.set(key, over);
  try {
    return await mine;
  } finally {
    if (turns.get(key) === over) turns.delete(key);
  }
}
