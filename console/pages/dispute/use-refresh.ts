import { useEffect, useEffectEvent, useMemo } from 'react';

/** Tells the parts of a page that what they show has changed. */
export interface Refresh {
  tell(): void;
  /** Answers how to stop. */
  listen(told: () => void): () => void;
}

export function useRefresh(): Refresh {
  return useMemo(() => {
    const listeners = new Set<() => void>();
    return {
      tell: () => {
        for (const told of listeners) told();
      },
      listen: (told) => {
        listeners.add(told);
        return () => {
          listeners.delete(told);
        };
      },
    };
  }, []);
}

/** Asks again, past the cache, when it is told. */
export function useRefreshed(
  refresh: Refresh,
  again: (options: { readonly requestPolicy: 'network-only' }) => void,
): void {
  const ask = useEffectEvent(() => {
    again({ requestPolicy: 'network-only' });
  });
  useEffect(() => refresh.listen(ask), [refresh]);
}
