import { useCallback } from 'react';
import type { Catalogue, Texts } from './catalogue.ts';
import { useLanguage } from './language-context.ts';

/** The texts of a catalogue for words that come from elsewhere, in the reader's language; a word that it does not have is shown as it is. */
export function useKnownTexts<const English extends Texts>(
  texts: Catalogue<English>,
): (word: string) => string {
  const known = texts[useLanguage()];
  return useCallback((word) => (Object.hasOwn(known, word) ? known[word as keyof English] : word), [known]);
}
