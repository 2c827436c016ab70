import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readCostWeights } from './cost-weights.ts';
import { createPreparer } from './prepare.ts';
import { queryCost } from './query-cost.ts';
import { DEFAULT_QUERY_LIMITS } from './query-limits.ts';
import { RequestError } from './request-error.ts';

const SDL = `
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  scalar Blob @cost(weight: 3)
  interface Thing { id: ID! }
  type Small implements Thing { id: ID! }
  type Big implements Thing @cost(weight: 10) { id: ID! blob: Blob parts: [Small!]! @listSize(assumedSize: 7) }
  type Edge { node: Small! }
  type Page { edges: [Edge!]! nodes: [Small!]! total: Int }
  type Query {
    small: Small
    big: Big
    thing: Thing
    loose: [Small!]!
    strict(first: Int! = 20): [Small!]!
    cut(first: Int = 20): [Small!]!
    page(first: Int = 20, last: Int): Page
    found(text: String @cost(weight: 30), first: Int = 20): Page @cost(weight: 50)
    assumed(first: Int): [Small!]! @listSize(slicingArguments: ["first"], assumedSize: 4, requireOneSlicingArgument: false)
  }
  type Mutation { make: Small @cost(weight: 40) }
  type Subscription { told: Small }
`;
const schema = buildSchema(SDL);
const preparer = createPreparer(schema, DEFAULT_QUERY_LIMITS, readCostWeights(SDL));
const costOf = (query: string, variables: Record<string, unknown> = {}): number =>
  preparer.costOf(preparer.prepare(query, undefined), variables);

describe('the cost of an operation, reckoned by hand', () => {
  it.each<[number, string, string, Record<string, unknown>?]>([
    [2, 'the field 1, its object 1', '{ small { id } }'],
    [4, 'an alias asks again', '{ small { id } other: small { id } }'],
    [2, 'the same field twice is one', '{ small { id } small { id } }'],
    [
      2,
      'and so through fragments',
      '{ small { id } ...F ... { small { id } } } fragment F on Query { small { id } }',
    ],
    [11, 'a weight of a type', '{ big { id } }'],
    [14, 'a weight of a scalar', '{ big { blob } }'],
    [11 + 1 + 7, 'an assumed size', '{ big { parts { id } } }'],
    [11, 'the dearest type of an interface', '{ thing { id } }'],
    [
      11 + 8,
      'and what is asked of it alone',
      '{ thing { id ... on Big { parts { id } } ... on Small { id } } }',
    ],
    [1 + 5, 'a list of which nothing is said', '{ loose { id } }'],
    [1 + 20, 'a list with the default of first', '{ cut { id } }'],
    [1 + 3, 'with first', '{ cut(first: 3) { id } }'],
    [1 + 9, 'with first in a variable', 'query($n: Int) { cut(first: $n) { id } }', { n: 9 }],
    [1 + 2, 'with a default in a variable', 'query($n: Int = 2) { cut(first: $n) { id } }'],
    [1 + 4, 'an assumed size where first is not given', '{ assumed { id } }'],
    [1 + 1 + 1 + 10, 'nodes of a page', '{ page(first: 10) { total nodes { id } } }'],
    [1 + 1 + 1 + 10 * 3, 'edges of a page', '{ page(first: 10) { edges { node { id } } } }'],
    [
      2 + (1 + 30 * 3) + (1 + 30),
      'edges and nodes, by the larger slice',
      '{ page(first: 10, last: 30) { edges { node { id } } nodes { id } } }',
    ],
    [50 + 30 + 1, 'weights of field and argument', '{ found(text: "a") { total } }'],
    [50 + 1, 'an argument that is not given', '{ found { total } }'],
    [0, "GraphQL's own fields", '{ __typename __schema { types { name fields { name } } } }'],
    [
      2,
      'what is skipped',
      'query($no: Boolean!) { small { id } big @include(if: $no) { id } loose @skip(if: true) { id } }',
      { no: false },
    ],
    [2 + 11, 'or not', 'query($no: Boolean!) { small { id } big @include(if: $no) { id } }', { no: true }],
    [
      1 + 5,
      'a size that is null where it may not be',
      'query($n: Int = 2) { strict(first: $n) { id } }',
      { n: null },
    ],
    [41, 'a mutation', 'mutation { make { id } }'],
    [2, 'one event of a subscription', 'subscription { told { id } }'],
  ])('%i: %s', (points, _why, query, variables) => {
    expect(costOf(query, variables)).toBe(points);
  });

  it('is beyond any limit where reckoning it would take too long', () => {
    const cost = (maxSteps: number): number => {
      const { document, selectionSet: set } = preparer.prepare(
        '{ thing { id ... on Big { id } } }',
        undefined,
      );
      const type = schema.getQueryType();
      if (type == null) throw new Error('there is no query type');
      const options = { unknownListSize: 5, maxSteps };
      return queryCost(schema, readCostWeights(SDL), document, { type, set }, {}, options).total;
    };
    expect([cost(100), cost(3)]).toEqual([11, Infinity]);
  });
});

describe('maxCost', () => {
  const strict = createPreparer(schema, { ...DEFAULT_QUERY_LIMITS, maxCost: 30 }, readCostWeights(SDL));
  const refusal = (query: string, variables: Record<string, unknown> = {}): unknown => {
    try {
      strict.checkVariables(strict.prepare(query, undefined), variables);
    } catch (error) {
      return error instanceof RequestError ? error.errors[0]?.toJSON() : error;
    }
    return null;
  };

  it('refuses what costs more, with estimate, limit and dearest path', () => {
    expect(refusal('{ small { id } page(first: 10) { edges { node { id } } } }')).toMatchObject({
      message: expect.stringMatching(/35 cost points, the limit is 30 .* page\.edges\.node$/) as string,
      extensions: { code: 'HUB_LIMIT_EXCEEDED', field: 'maxCost' },
    });
  });

  it('counts what the variables of this request ask for', () => {
    const query = 'query($n: Int) { cut(first: $n) { id } }';
    expect(refusal(query, { n: 29 })).toBeNull();
    expect(refusal(query, { n: 30 })).toMatchObject({ extensions: { field: 'maxCost' } });
    expect(refusal(query, { n: 29 })).toBeNull();
  });
});
