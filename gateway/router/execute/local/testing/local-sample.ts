import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse, type GraphQLSchema } from 'graphql';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
  enum Mood { CALM ANGRY }
  scalar Day
  input In { depth: Int = 2, words: [String!], mood: Mood }
  interface Node { id: ID! name: String }
  union Any = A | B | C
  type A implements Node @key(fields: "id") {
    id: ID! name: String n: Int must: Int! f: Float yes: Boolean mood: Mood day: Day! days: [Day] tags: [String!] grid: [[Int!]]
    self: A other: Node mustOther: Node! any: Any list: [Any!] nodes: [Node]! as: [A!]! b: B
    echo(a: Int = 3, t: String, in: In, m: Mood): String fixed(a: Int!): [Int] own: A slow: [Node!]
  }
  type B implements Node @key(fields: "id") { id: ID! name: String mustB: B! kin: [A] bs: [[B!]!] mood: Mood c: C }
  type C { id: ID! count: Int! a: A! mustMood: Mood! }
  type Query { a(id: ID! = "q"): A mustA: A! any: Any nodes: [Node!]! list: [Any] word: String! echo(in: In!, ids: [ID!]): String }
`;

/** How a source is made anew for each execution: promises that reject must not lie around. */
export type Recipe =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'throw' | 'reject' | 'error' }
  | { readonly is: 'later' | 'thenable' | 'method' | 'lazy'; readonly of: Recipe }
  | { readonly is: 'list' | 'set'; readonly of: readonly Recipe[] }
  | { readonly is: 'object'; readonly type: string; readonly fields: Readonly<Record<string, Recipe>> };

export function cook(recipe: Recipe): unknown {
  switch (recipe.is) {
    case 'value':
      return recipe.value;
    case 'throw':
      return () => {
        throw new Error('thrown');
      };
    case 'reject':
      return () => Promise.reject(new GraphQLError('rejected', { extensions: { code: 'X' } }));
    case 'error':
      return new Error('an error as a value');
    case 'later':
      return Promise.resolve(cook(recipe.of));
    case 'thenable':
      // As mongoose's queries are: it begins when somebody waits.
      return { then: (done: (value: unknown) => unknown) => Promise.resolve(cook(recipe.of)).then(done) };
    case 'method':
      return (args: Readonly<Record<string, unknown>>) =>
        recipe.of.is === 'value' && recipe.of.value === 'args' ? JSON.stringify(args) : cook(recipe.of);
    case 'lazy':
      return () => Promise.resolve(cook(recipe.of));
    case 'list':
      return recipe.of.map(cook);
    case 'set':
      return new Set(recipe.of.map(cook));
    case 'object': {
      const cooked = Object.entries(recipe.fields).map(([name, of]) => [name, cook(of)] as const);
      return { __typename: recipe.type, ...Object.fromEntries(cooked) };
    }
  }
}

type Source = Readonly<Record<string, unknown>>;

/** What a graph answers from: recipes of the root's fields, and of what references lead to (`byId 1`). */
export interface Sources {
  current: Readonly<Record<string, Recipe>>;
}

/** @param isLate whether some resolvers take their time, whatever the recipes say */
export function localSample(sources: Sources, isLate: boolean): GraphQLSchema {
  const later = (value: unknown): unknown => (isLate ? Promise.resolve(value) : value);
  const ofRoot = (name: string) => (_source: unknown, args: Source) => {
    const cooked = cook(sources.current[name] ?? { is: 'value', value: null });
    return typeof cooked === 'function' ? (cooked as (given: Source) => unknown)(args) : cooked;
  };
  const reference = ({ id }: { readonly id: string }): unknown => {
    const cooked = cook(sources.current[`byId ${id}`] ?? { is: 'value', value: null });
    return typeof cooked === 'function' ? (cooked as () => unknown)() : cooked;
  };
  const query = ['a', 'mustA', 'any', 'nodes', 'list', 'word', 'echo'];
  const schema = buildSubgraphSchema([
    {
      typeDefs: parse(SDL),
      resolvers: {
        Query: Object.fromEntries(query.map((name) => [name, ofRoot(name)])),
        A: {
          __resolveReference: reference,
          own: (source: Source) => source['self'],
          slow: (source: Source) => later(source['nodes']),
        },
        Node: { __resolveType: (source: Source) => later(source['__typename']) },
        Mood: { CALM: 1, ANGRY: 'angry inside' },
        C: { __isTypeOf: (source: Source) => typeof source['count'] !== 'string' },
      } as never,
    },
  ]);
  const day = schema.getType('Day') as unknown as Record<
    'serialize' | 'parseValue',
    (value: unknown) => unknown
  >;
  day.serialize = (value) => {
    if (typeof value !== 'string') throw new GraphQLError('no day');
    return value === 'never' ? null : `day ${value}`;
  };
  return schema;
}
