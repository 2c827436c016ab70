import { expect, test } from 'vitest';
import { reasonOf } from './reason-of-use.ts';

test('a reason is read in any script, on one line', () => {
  expect(reasonOf(undefined)).toBeNull();
  expect(reasonOf(encodeURIComponent('  核对当事人\n身份，案号（2026）苏0612民初1234号 '))).toBe(
    '核对当事人 身份，案号（2026）苏0612民初1234号',
  );
});

test.each([
  ['%', 'percent-encoded'],
  ['a', 'has 1 characters'],
  ['x'.repeat(201), 'has 201 characters'],
  ['call 138-1234-5678', 'telephone or identity number'],
  ['call 13812345678', 'telephone or identity number'],
  ['11010519491231002X', 'telephone or identity number'],
])('a reason %s is refused with what to write', (header, why) => {
  expect(() => reasonOf(header)).toThrow(why);
});
