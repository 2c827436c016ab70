import { expect, test } from 'vitest';
import { courtLevelOf } from './court-level.ts';

test.each([
  ['最高法', 'SUPREME'],
  ['苏', 'HIGH'],
  ['苏06', 'INTERMEDIATE'],
  ['京73', 'INTERMEDIATE'],
  ['苏0612', 'BASIC'],
  ['苏061', null],
  ['0612', null],
  ['', null],
])('the code %s is of level %s', (code, level) => {
  expect(courtLevelOf(code)).toBe(level);
});
