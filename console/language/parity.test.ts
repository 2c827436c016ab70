import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as OpenCC from 'opencc-js';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from './languages.ts';

const STANDARDS = (['t', 'tw'] as const).map((to) => OpenCC.Converter({ from: 'cn', to }));

/** Characters that no standard of traditional writing has. */
function simplified(text: string): string[] {
  return Array.from(text).filter((one) => STANDARDS.every((convert) => convert(one) !== one));
}

const CONSOLE = join(import.meta.dirname, '..');
const HOLES = /\{\w+\}/g;

type Texts = Readonly<Record<string, string>>;
type AnyCatalogue = Readonly<Record<(typeof LANGUAGES)[number], Texts>>;

function isCatalogue(value: unknown): value is AnyCatalogue {
  return typeof value === 'object' && value !== null && LANGUAGES.every((language) => language in value);
}

const catalogues: (readonly [string, AnyCatalogue])[] = [];
for (const file of globSync('**/*texts.ts', { cwd: CONSOLE })) {
  const exported = (await import(pathToFileURL(join(CONSOLE, file)).href)) as Record<string, unknown>;
  for (const [name, value] of Object.entries(exported)) {
    if (isCatalogue(value)) catalogues.push([`${file} ${name}`, value]);
  }
}

test('catalogues are found', () => {
  expect(catalogues.length).toBeGreaterThan(8);
});

describe.each(catalogues)('%s', (_, texts) => {
  test('has every text in every language, with the same holes', () => {
    for (const language of LANGUAGES) {
      expect(Object.keys(texts[language]).sort()).toEqual(Object.keys(texts.en).sort());
      for (const [key, text] of Object.entries(texts[language])) {
        expect(text.trim(), `${language} ${key}`).not.toBe('');
        expect(text.match(HOLES)?.sort(), `${language} ${key}`).toEqual(texts.en[key]?.match(HOLES)?.sort());
      }
    }
  });

  test('is written in the language that it says', () => {
    // A Chinese term may stand in brackets behind the English one, as in the graph.
    for (const text of Object.values(texts.en)) {
      expect(text.replaceAll(/\([^)]*\)/g, '')).not.toMatch(/\p{Script=Han}/u);
    }
    for (const text of Object.values(texts['zh-TW'])) expect(simplified(text)).toEqual([]);
  });
});
