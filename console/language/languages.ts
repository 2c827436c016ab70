export const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** As its own readers call it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  en: 'English',
};

const STORAGE_KEY = 'tributary.language';

/** The language that was chosen here before, else the first that the browser asks for and we have. */
export function readLanguage(): Language {
  const kept = localStorage.getItem(STORAGE_KEY);
  if (kept !== null && isLanguage(kept)) return kept;
  for (const wanted of navigator.languages) {
    if (/^zh\b.*\b(Hant|TW|HK|MO)\b/i.test(wanted)) return 'zh-TW';
    if (/^zh\b/i.test(wanted)) return 'zh-CN';
    if (/^en\b/i.test(wanted)) return 'en';
  }
  return 'zh-CN';
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(STORAGE_KEY, language);
}

function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}
