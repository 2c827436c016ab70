import { useEffect } from 'react';

/** Asks again every `everyMs` while the page is in sight. */
export function useReread(
  reread: (options: { requestPolicy: 'network-only' }) => void,
  everyMs: number,
): void {
  useEffect(() => {
    const every = setInterval(() => {
      if (!document.hidden) reread({ requestPolicy: 'network-only' });
    }, everyMs);
    return () => {
      clearInterval(every);
    };
  }, [reread, everyMs]);
}
