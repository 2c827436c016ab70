import type { FetchNode } from '@graphql-hive/router-query-planner';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { rootConditionsOf, withRootConditions } from './root-conditions.ts';

const fetching = (operation: string): FetchNode => ({
  kind: 'Fetch',
  serviceName: 'a',
  operation,
  operationKind: 'query',
  variableUsages: [],
});
const put = (document: string, operation: string, name?: string): FetchNode =>
  withRootConditions(fetching(operation), rootConditionsOf(parse(document), name));
const oneLine = ({ operation }: FetchNode): string => operation.replace(/\s+/g, ' ');

test('a condition that the planner forgot on a root field is put back, with its variable', () => {
  const node = put(
    'query ($x: Boolean!, $y: Boolean) { ...F b } fragment F on Query { a @include(if: $x) { p } }',
    '{ a { p } b }',
  );
  expect(oneLine(node)).toBe('query ($x: Boolean!) { a @include(if: $x) { p } b }');
  expect(node.variableUsages).toEqual(['x']);
});

test('the conditions of fragments count, and each directive stands once', () => {
  const node = put(
    'query ($x: Boolean!, $y: Boolean!) { ... @skip(if: $x) { one: a @include(if: $y) @skip(if: $x) } }',
    '{ one: a }',
  );
  expect(oneLine(node)).toBe('query ($x: Boolean!, $y: Boolean!) { one: a @skip(if: $x) @include(if: $y) }');
});

test('a field that is also asked for without, or on other conditions, stays as it is planned', () => {
  const same = '{ a }';
  expect(put('query ($x: Boolean!) { a @include(if: $x) a }', same).operation).toBe(same);
  expect(
    put('query ($x: Boolean!, $y: Boolean!) { a @include(if: $x) a @include(if: $y) }', same).operation,
  ).toBe(same);
  expect(put('query P { a } query Q ($x: Boolean!) { a @include(if: $x) }', same, 'P').operation).toBe(same);
  const conditional = 'query ($x: Boolean!) { a @include(if: $x) }';
  expect(put(conditional, conditional).operation).toBe(conditional);
});
