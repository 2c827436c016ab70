import { expect, test } from 'vitest';
import { CATEGORIES, CATEGORY_CLASSES, categoryWords, classOf } from './categories.ts';
import { ENUM_NAMES } from './enums.ts';
import type { NameOf } from './use-names.ts';

const chinese: NameOf = (type, value) =>
  (ENUM_NAMES[type] as Readonly<Record<string, readonly string[]>>)[String(value)]?.[1] ?? String(value);

test('every category belongs to one of the 17 classes of table 91', () => {
  expect(CATEGORY_CLASSES).toHaveLength(17);
  expect(new Set(CATEGORIES.map(classOf))).toEqual(new Set(CATEGORY_CLASSES));
});

test('“other” says of what, and a name that no table has stands for itself', () => {
  expect(categoryWords('TORT__OTHER', chinese)).toBe('侵权相关纠纷 · 其他');
  expect(categoryWords('TORT__ONLINE_TORT', chinese)).toBe('网络侵权');
  expect(categoryWords('NEWER', chinese)).toBe('NEWER');
});
