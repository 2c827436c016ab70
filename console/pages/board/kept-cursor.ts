const PREFIX = 'tributary.board.';
const MOST_KEPT = 20;

/** The last cursor of each filter, for as long as the tab lives: a page that is loaded again goes on where it was. */
export function keptCursor(filter: string): {
  read(): string | null;
  write(cursor: string | null): void;
} {
  const key = PREFIX + filter;
  // Reading the storage for each of fifty events a second is for nothing.
  let cursor = sessionStorage.getItem(key);
  let isDue = false;
  return {
    read: () => cursor,
    write: (next) => {
      cursor = next;
      if (isDue) return;
      isDue = true;
      queueMicrotask(() => {
        isDue = false;
        if (cursor === null) sessionStorage.removeItem(key);
        else {
          makeRoom(key);
          sessionStorage.setItem(key, cursor);
        }
      });
    },
  };
}

function makeRoom(key: string): void {
  const others = Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX) && one !== key);
  for (const old of others.slice(0, Math.max(0, others.length - MOST_KEPT))) sessionStorage.removeItem(old);
}
