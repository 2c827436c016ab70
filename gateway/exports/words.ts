import { isEnumType, type GraphQLSchema } from 'graphql';
import * as opencc from 'opencc-js/cn2t';
import type { ExportLanguage } from '../../schema/canonical/export.ts';
import { inWords } from '../../schema/subgraphs/vocabulary-sdl.ts';
import type { Say } from './lists/column.ts';

/** opencc-js's own types import each other without file extensions, which Node's resolution refuses: the one function used is typed here. */
const { Converter } = opencc as unknown as {
  readonly Converter: (spelling: { readonly from: 'cn'; readonly to: 'twp' }) => (text: string) => string;
};
let converter: ((text: string) => string) | undefined;
const TERM = /[(（]([^)）]*\p{Script=Han}[^)）]*)[)）]/u;
const YES_NO: Readonly<Record<string, Readonly<Record<ExportLanguage, string>>>> = {
  true: { ZH_CN: '是', ZH_TW: '是', EN: 'Yes' },
  false: { ZH_CN: '否', ZH_TW: '否', EN: 'No' },
};

/** In traditional characters, as Taiwan writes. The dictionary is made ready on first use. */
export function traditional(simplified: string): string {
  converter ??= Converter({ from: 'cn', to: 'twp' });
  return converter(simplified);
}

/** Words for the values of the schema's enums in one language: the Chinese is what stands in brackets in their descriptions. */
export function wordsOf(schema: GraphQLSchema, language: ExportLanguage): Say {
  const known = new Map<string, string>();
  return (enumName, value) => {
    const key = `${enumName}.${value}`;
    const word = known.get(key) ?? wordFor(schema, language, enumName, value);
    known.set(key, word);
    return word;
  };
}

function wordFor(schema: GraphQLSchema, language: ExportLanguage, enumName: string, value: string): string {
  if (enumName === 'Boolean') return YES_NO[value]?.[language] ?? value;
  if (language === 'EN') return inWords(value);
  const type = schema.getType(enumName);
  const description = isEnumType(type) ? type.getValue(value)?.description : null;
  const term =
    TERM.exec(description ?? '')?.[1]
      ?.split(/[,，;]/)[0]
      ?.trim() ?? value;
  return language === 'ZH_CN' ? term : traditional(term);
}
