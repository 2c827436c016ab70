import { useSyncExternalStore } from 'react';

const TICK_MS = 1_000;
let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** One clock for everything on the page that counts. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => nowMs);
}

function listen(told: () => void): () => void {
  if (listeners.size === 0) {
    nowMs = Date.now();
    timer = setInterval(() => {
      nowMs = Date.now();
      for (const one of listeners) one();
    }, TICK_MS);
  }
  listeners.add(told);
  return () => {
    listeners.delete(told);
    if (listeners.size === 0) clearInterval(timer);
  };
}
