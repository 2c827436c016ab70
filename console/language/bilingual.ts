import type { Language } from './languages.ts';

/** The hub writes `English (中文)`: what a reader of this language reads of it. */
export function inLanguage(text: string, language: Language): string {
  const found = /^(.*?)\s*[(（]([^()（）]*\p{Script=Han}[^()（）]*)[)）]\.?$/u.exec(text.trim());
  if (found === null) return text;
  return (language === 'en' ? found[1] : found[2]) ?? text;
}
