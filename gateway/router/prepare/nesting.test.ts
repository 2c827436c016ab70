import { expect, it } from 'vitest';
import { nestingOf } from './nesting.ts';

it.each([
  ['{ a }', 1],
  ['{ a(b: [[1]]) { c } d }', 4],
  ['{ a(b: "[[[[{{{{", c: """ [[[[ \\""" [[ "[ """) }', 2],
  ['{ a # [[[[[[ \n b(c: {d: "\\"["}) }', 3],
  [']]]]{', 0],
  ['', 0],
])('the brackets of %s are %i deep', (text, depth) => {
  expect(nestingOf(text, 100)).toBe(depth);
});

it('counting ends soon beyond the limit, whatever follows', () => {
  expect(nestingOf('['.repeat(1_000_000), 200)).toBe(201);
  expect(nestingOf(`"""${'"'.repeat(200_000)}`, 200)).toBe(0);
  expect(nestingOf('"\\'.repeat(200_000), 200)).toBe(0);
});
