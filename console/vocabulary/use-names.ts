import { useCallback } from 'react';
import { useLanguage } from '../language/language-context.ts';
import type { LANGUAGES } from '../language/languages.ts';
import { ENUM_NAMES, type EnumName } from './enums.ts';

/** Order of the names in `ENUM_NAMES`. */
const PLACES = { en: 0, 'zh-CN': 1, 'zh-TW': 2 } as const satisfies Record<
  (typeof LANGUAGES)[number],
  number
>;

export type NameOf = <Name extends EnumName>(type: Name, value: keyof (typeof ENUM_NAMES)[Name]) => string;

/** Names of the graph's enum values in the reader's language: `nameOf('Colour', 'RED')`. A value that a newer hub knows is shown as it is. */
export function useNames(): NameOf {
  const language = useLanguage();
  return useCallback(
    (type, value) => {
      const names = ENUM_NAMES[type] as Readonly<Record<string, readonly [string, string, string]>>;
      return names[String(value)]?.[PLACES[language]] ?? String(value);
    },
    [language],
  );
}
