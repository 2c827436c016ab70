import { useSyncExternalStore } from 'react';

/** Whether the page is dark now: for what draws its colours itself. `useAppearance` says it at the root. */
export function useIsDark(): boolean {
  return useSyncExternalStore(onTheme, () => document.documentElement.dataset['theme'] === 'dark');
}

function onTheme(told: () => void): () => void {
  const watch = new MutationObserver(told);
  watch.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    watch.disconnect();
  };
}
