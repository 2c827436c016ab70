import { expect, test } from 'vitest';
import { unknownColumns } from '../../../connectors/kit/columns.ts';
import { unknownColumnTest } from './unknown-columns.ts';

test('reads back which columns a mapping did not know, whatever their names are', () => {
  const long = '很长的字段名'.repeat(20);
  const present = ['a', 'b,c', 'd\te', long, 'known'];
  const [flag] = unknownColumns(present, new Set(['known']));
  const isUnknown = unknownColumnTest(flag);
  expect(present.map(isUnknown)).toEqual([true, true, true, true, false]);
  expect(isUnknown('+3')).toBe(false);
});

test('without the flag every column is known', () => {
  expect(unknownColumnTest(undefined)('a')).toBe(false);
});
