import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { expect, test } from 'vitest';
import { compileRepresentation, type Represent } from './representation.ts';
import { bySingleKeys } from './single-keys.ts';

const KEYS = [new Set(['id']), new Set(['code', 'place'])];
const field = (name: string): RequiresSelection => ({ kind: 'Field', name });
const represent = (...names: string[]): Represent => {
  const requires: RequiresSelection[] = [
    { kind: 'InlineFragment', typeCondition: 'Case', selections: names.map(field) },
  ];
  const ways = bySingleKeys(requires, (type) => (type === 'Case' ? KEYS : []));
  return compileRepresentation(ways, [], {
    typesUnder: (type) => new Set([type]),
    requiredAliases: new Set(),
  });
};

test('of two keys that a plan tells a subgraph the one that is known is enough', () => {
  const both = represent('__typename', 'id', 'code', 'place', 'needed');
  const named = { __typename: 'Case', needed: 1 };
  expect(both({ ...named, id: '1', code: 'a', place: 'b' }, {})).toEqual({
    ...named,
    id: '1',
    code: 'a',
    place: 'b',
  });
  expect(both({ ...named, id: '1', code: 'a' }, {})).toEqual({ ...named, id: '1' });
  expect(both({ ...named, code: 'a', place: 'b' }, {})).toEqual({ ...named, code: 'a', place: 'b' });
});

test('an object is not asked for where no key is known in full, or what is required is missing', () => {
  const both = represent('__typename', 'id', 'code', 'place', 'needed');
  expect(both({ __typename: 'Case', needed: 1, code: 'a' }, {})).toBeUndefined();
  expect(both({ __typename: 'Case', id: '1' }, {})).toBeUndefined();
  expect(represent('__typename', 'id', 'code')({ __typename: 'Case', id: '1' }, {})).toBeUndefined();
});
