import type { FetchNode, PlanNode } from '@graphql-hive/router-query-planner';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { askedConditions, withForgottenConditions } from './forgotten-conditions.ts';

const fetching = (operation: string): FetchNode => ({
  kind: 'Fetch',
  serviceName: 'a',
  operation,
  operationKind: 'query',
  variableUsages: [],
});
const planned: PlanNode = {
  ...fetching('{ _entities { code } }'),
  requires: [{ kind: 'InlineFragment', typeCondition: 'T', selections: [{ kind: 'Field', name: 'code' }] }],
};
const put = (document: string, operation: string, name?: string): FetchNode =>
  withForgottenConditions(
    fetching(operation),
    new Map([['_entities', ['top.list']]]),
    askedConditions(parse(document), name, planned),
    new Set(['@skip(if: $known)']),
  );
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

test('a condition is put back at any depth, on the fields of entities too, once and not where the plan has it already', () => {
  const document = `query ($x: Boolean!, $y: Boolean!, $known: Boolean!) {
    top { list @include(if: $x) { ... on T @skip(if: $y) { far { deep } near @skip(if: $known) } } }
  }`;
  expect(oneLine(put(document, '{ top { list { far { deep } } } }'))).toBe(
    'query ($x: Boolean!, $y: Boolean!) { top { list @include(if: $x) { far @skip(if: $y) { deep } } } }',
  );
  expect(oneLine(put(document, '{ _entities { ... on T { far { deep } near } } }'))).toBe(
    'query ($y: Boolean!) { _entities { ... on T { far @skip(if: $y) { deep } near @skip(if: $y) } } }',
  );
  const conditional = 'query ($y: Boolean!) { _entities { ... on T @skip(if: $y) { far { deep } } } }';
  expect(put(document, conditional).operation).toBe(conditional);
});

test('what other fetches of the plan need is fetched whatever the conditions say', () => {
  const same = '{ top { list { ... on T { code } } } }';
  expect(put('query ($x: Boolean!) { top { list { code @include(if: $x) } } }', same).operation).toBe(same);
});
