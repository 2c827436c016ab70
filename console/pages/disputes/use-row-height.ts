import { useSyncExternalStore } from 'react';

/** As in disputes.css: a row of the table, and the taller card of narrow screens. */
const ROW_PX = 64;
const CARD_PX = 148;
const isNarrow = matchMedia('(max-width: 800px)');

export function useRowHeight(): number {
  return useSyncExternalStore(
    (told) => {
      isNarrow.addEventListener('change', told);
      return () => {
        isNarrow.removeEventListener('change', told);
      };
    },
    () => (isNarrow.matches ? CARD_PX : ROW_PX),
  );
}
