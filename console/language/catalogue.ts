import type { Language } from './languages.ts';

/** Names in braces of a text: `'{count} disputes'` needs `count`. */
type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;

export type Texts = Readonly<Record<string, string>>;

/** The same texts in every language; the English ones say which keys and holes there are. */
export interface Catalogue<English extends Texts> {
  readonly en: English;
  readonly 'zh-CN': Readonly<Record<keyof English, string>>;
  readonly 'zh-TW': Readonly<Record<keyof English, string>>;
}

/** A page's texts. A key that one language lacks is an error of types; `language/parity.test.ts` also compares the holes. */
export function catalogue<const English extends Texts>(texts: Catalogue<English>): Catalogue<English> {
  return texts;
}

type Filling<Text extends string> = [Holes<Text>] extends [never]
  ? []
  : [values: Readonly<Record<Holes<Text>, string | number>>];

/** Answers a text in the reader's language, its holes filled. */
export type Tell<English extends Texts> = <Key extends keyof English>(
  key: Key,
  ...values: Filling<English[Key]>
) => string;

export function tellIn<English extends Texts>(texts: Catalogue<English>, language: Language): Tell<English> {
  return (key, ...[values]) => {
    const text: string = texts[language][key];
    if (values === undefined) return text;
    const given: Readonly<Record<string, string | number>> = values;
    return text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(given[name] ?? hole));
  };
}
