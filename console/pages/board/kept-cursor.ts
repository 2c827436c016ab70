const PREFIX = 'tributary.board.';
const MOST_KEPT = 20;
const WRITE_MS = 500;

/** The last cursor of each filter, for as long as the tab lives: a page that is loaded again goes on where it was. */
export function keptCursor(filter: string): {
  read(): string | null;
  write(cursor: string | null): void;
} {
  const key = PREFIX + filter;
  // The storage is neither read nor written for each of fifty events a second.
  let cursor = sessionStorage.getItem(key);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const store = (): void => {
    clearTimeout(timer);
    timer = undefined;
    removeEventListener('pagehide', store);
    if (cursor === null) sessionStorage.removeItem(key);
    else {
      makeRoom(key);
      sessionStorage.setItem(key, cursor);
    }
  };
  return {
    read: () => cursor,
    write: (next) => {
      cursor = next;
      if (timer !== undefined) return;
      timer = setTimeout(store, WRITE_MS);
      addEventListener('pagehide', store);
    },
  };
}

function makeRoom(key: string): void {
  const others = Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX) && one !== key);
  for (const old of others.slice(0, Math.max(0, others.length - MOST_KEPT))) sessionStorage.removeItem(old);
}
