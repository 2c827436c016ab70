import { expect, test } from 'vitest';
import {
  CATEGORY_CLASSES,
  CATEGORY_NAMES,
  categoryWord,
  categoryWords,
  classOf,
  codeOf,
} from '../../console/vocabulary/categories.ts';
import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';

const TABLE = [...DISPUTE_CATEGORIES.values()];
const chinese = (text: string): string => text.replaceAll('(', '（').replaceAll(')', '）');

test('the console has words for the hub’s own categories, all of them and no others', () => {
  expect(CATEGORY_NAMES).toEqual(TABLE.map(({ enumName }) => enumName));
  expect(CATEGORY_CLASSES).toHaveLength(TABLE.filter(({ parent }) => parent === null).length);
  for (const { enumName, code, labelZh, parent } of TABLE) {
    expect(codeOf(enumName)).toBe(code);
    expect(categoryWord(enumName, 'zh-CN')).toBe(chinese(labelZh));
    expect(categoryWord(enumName, 'en')).toMatch(/^[A-Z][a-z]/);
    expect(codeOf(classOf(enumName) ?? '')).toBe(parent ?? code);
  }
});

test('“other” names its class, and what the console does not know stands for itself', () => {
  expect(categoryWords('CONTRACT__OTHER', 'en')).toBe('Contracts · Other');
  expect(categoryWords('TORT__ONLINE_TORT', 'zh-TW')).toBe('網路侵權');
  expect(categoryWords('NEW_ONE', 'en')).toBe('NEW_ONE');
  expect(classOf('NEW_ONE')).toBeNull();
});
