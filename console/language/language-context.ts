import { createContext, useContext, useMemo } from 'react';
import { tellIn, type Catalogue, type Tell, type Texts } from './catalogue.ts';
import type { Language } from './languages.ts';

export interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

export const LanguageContext = createContext<LanguageChoice>({ language: 'zh-CN', choose: () => undefined });

export function useLanguage(): Language {
  return useContext(LanguageContext).language;
}

/** The texts of a catalogue in the reader's language: `const t = useTexts(TEXTS); t('title')`. */
export function useTexts<English extends Texts>(texts: Catalogue<English>): Tell<English> {
  const language = useLanguage();
  return useMemo(() => tellIn(texts, language), [texts, language]);
}
