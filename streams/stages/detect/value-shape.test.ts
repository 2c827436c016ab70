import { expect, test } from 'vitest';
import { kindOf, sampleOf } from './value-shape.ts';

test.each([
  [null, 'EMPTY', 'EMPTY'],
  [undefined, 'EMPTY', 'EMPTY'],
  ['  ', 'EMPTY', 'EMPTY'],
  [[], 'EMPTY', 'EMPTY'],
  [{}, 'EMPTY', 'EMPTY'],
  [[''], 'LIST', 'LIST'],
  [{ a: null }, 'OBJECT', 'OBJECT'],
  [0, 'NUMBER', 'NUMBER'],
  [false, 'BOOLEAN', 'BOOLEAN'],
  ['00138', 'NUMBER', 'TEXT'],
  ['-1.50', 'NUMBER', 'TEXT'],
  ['TRUE', 'BOOLEAN', 'TEXT'],
  ['2026-11-24', 'TIME', 'TIME'],
  ['2026-11-24 08:00:00', 'TIME', 'TIME'],
  ['2026-11-24T08:00:00+08:00', 'TIME', 'TIME'],
  ['11/24/2026 08:00:00 AM', 'TIME', 'TIME'],
  ['2026-11-24 吵架', 'TEXT', 'TEXT'],
  ['12甲', 'TEXT', 'TEXT'],
])('%j is %s in CSV and XML, %s in JSON', (value, textual, json) => {
  expect([kindOf(value, true), kindOf(value, false)]).toEqual([textual, json]);
});

test('a sample shows the shape of a value and nothing of whom it is about', () => {
  expect(sampleOf('张三 zhang@x.cn 138-1234, Åsa, ١٢')).toBe('字字 aaaaa@a.aa 999-9999, aaa, 99');
  expect(sampleOf({ name: '李四', n: [1] })).toBe('{"aaaa":"字字","a":[9]}');
  expect(sampleOf(null)).toBe('aaaa');
  expect(sampleOf('a\u0301\nb')).toBe('a a');
});

test('a sample is at most 60 characters, whole ones', () => {
  expect(sampleOf('𠮷'.repeat(100_000))).toBe(`${'字'.repeat(59)}…`);
});
