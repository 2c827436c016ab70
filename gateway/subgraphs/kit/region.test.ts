import { expect, test } from 'vitest';
import { regionView } from './region.ts';

test('a division is told with its name and its path', () => {
  expect(regionView('320612')).toEqual({
    code: '320612',
    name: '通州区',
    path: ['江苏省', '南通市', '通州区'],
  });
  expect(regionView('32')).toEqual({ code: '32', name: '江苏省', path: ['江苏省'] });
});

test('rows that name no place are left out of the path', () => {
  expect(regionView('110101')?.path).toEqual(['北京市', '东城区']);
});

test('a code that is in no table keeps its code', () => {
  expect(regionView('999999')).toEqual({ code: '999999', name: null, path: [] });
  expect(regionView(null)).toBeNull();
});
