import type { FetchNode } from '@graphql-hive/router-query-planner';
import { expect, test } from 'vitest';
import { parseFetch } from './parse-fetch.ts';

const read = (operation: string): string =>
  parseFetch<Pick<FetchNode, 'operation'>>({ operation }).node.operation;

test('a fragment that the planner printed without braces asks for nothing', () => {
  expect(
    read('query($a:Boolean!){e{...on E1{...on E1 @include(if: $a) code} ...on E2 @skip(if: $a){b}}}'),
  ).toBe('query($a:Boolean!){e{...on E1{__typename code} ...on E2 @skip(if: $a){b}}}');
  expect(read('{e{...on E1}}')).toBe('{e{__typename}}');
});

test('what can be read stays as it is planned, and what cannot for other reasons is not taken', () => {
  const fine =
    '{ e(a: "...on E1 b") { ...on E1 @include(if: $a) @skip(if: $b) { c } ...a } } fragment a on E1 { d }';
  expect(read(fine)).toBe(fine);
  expect(() => read('{ e { }')).toThrow('Syntax Error');
});
