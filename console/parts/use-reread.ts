import { useEffect } from 'react';

/**
 * Asks again every `everyMs` while the page is in sight, and at once when it comes back into sight later than that.
 * @param everyMs null: there is nothing more to come
 */
export function useReread(
  reread: (options: { requestPolicy: 'network-only' }) => void,
  everyMs: number | null,
): void {
  useEffect(() => {
    if (everyMs === null) return undefined;
    let isDue = false;
    const ask = (): void => {
      isDue = document.hidden;
      if (!isDue) reread({ requestPolicy: 'network-only' });
    };
    const comeBack = (): void => {
      if (isDue && !document.hidden) ask();
    };
    const every = setInterval(ask, everyMs);
    document.addEventListener('visibilitychange', comeBack);
    return () => {
      clearInterval(every);
      document.removeEventListener('visibilitychange', comeBack);
    };
  }, [reread, everyMs]);
}
