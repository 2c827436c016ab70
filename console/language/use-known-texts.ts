import { useCallback } from 'react';
import type { Catalogue, Texts } from './catalogue.ts';
import { useTexts } from './language-context.ts';

/** The texts of a catalogue for words that come from elsewhere, in the reader's language; a word that it does not have is shown as it is. */
export function useKnownTexts<const English extends Texts>(
  texts: Catalogue<English>,
): (word: string) => string {
  const t = useTexts(texts) as (key: keyof English) => string;
  return useCallback((word) => (Object.hasOwn(texts.en, word) ? t(word) : word), [texts, t]);
}
