import type { GraphQLFieldResolver } from 'graphql';

export type Row = Record<string, unknown>;
type Resolvers = Record<string, Record<string, GraphQLFieldResolver<Row, unknown>>>;

/** A federation over one world of rows; every subgraph and the one merged schema read the same. */
export interface Case {
  readonly what: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  /** What a subgraph works out from what it is told; everything else is read from the row. */
  readonly resolvers?: Readonly<Record<string, Resolvers>>;
  readonly entities: readonly Row[];
  /** Root fields. */
  readonly roots: (find: (id: string) => Row | undefined) => Row;
  readonly queries: readonly (string | readonly [string, Row])[];
}

export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject"])\n`;

/** What it costs depends on the coin. */
function good(id: string, silver: number): Row {
  const price = ({ in: coin }: Row): number => silver * String(coin).length;
  const told = (coin: string) => (): string => `${price({ in: coin })} ${coin}`;
  return { __typename: 'Good', id, price, dear: told('TAEL'), cheap: told('WEN') };
}

function ship(id: string, tons: number, next: string | null): Row {
  const hull = { tons, planks: [{ wood: 'fir' }, { wood: null }] };
  const toll = ({ times }: Row): number => tollOf(hull, tons * 4, Number(times));
  return { __typename: 'Ship', id, code: id, next, hull, beam: tons * 2, depth: tons * 4, toll };
}

/** Only right when all that is required was told. */
function tollOf(hull: unknown, depth: number, times: number): number {
  const { tons, planks } = hull as {
    readonly tons: number;
    readonly planks: readonly { readonly wood: string | null }[];
  };
  return (tons + depth + planks.filter(({ wood }) => wood === null).length) * times;
}

export const CASES: readonly Case[] = [
  {
    what: 'interface objects, and interfaces with keys',
    subgraphs: {
      a: `interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String }
        type Query { media: [Media!]! book: Book }`,
      b: `type Media @key(fields: "id") @interfaceObject { id: ID! score: Int reviews: [Review!]! }
        type Review { text: String media: Media } type Query { top: [Media!]! }`,
      c: `type Book @key(fields: "id") { id: ID! isbn: String }`,
    },
    entities: [
      {
        __typename: 'Book',
        id: 'b1',
        title: 'one',
        pages: 3,
        score: 5,
        isbn: 'x',
        reviews: [{ text: 'fine', media: 'f1' }],
      },
      { __typename: 'Film', id: 'f1', title: null, score: null, reviews: [] },
    ],
    roots: (find) => ({ media: [find('b1'), find('f1')], book: find('b1'), top: [find('f1'), find('b1')] }),
    queries: [
      '{ media { id title score reviews { text media { title __typename } } } }',
      '{ top { __typename score ... on Book { pages isbn } ... on Film { name: title } } }',
      '{ book { score reviews { media { id ... on Film { title score } } } } t: top { title } }',
    ],
  },
  {
    what: 'one field that is required with different arguments',
    subgraphs: {
      a: `type Query { goods: [Good!]! } type Good @key(fields: "id") { id: ID! price(in: String!): Int! }`,
      b: `type Good @key(fields: "id") { id: ID! price(in: String!): Int! @external
          dear: String @requires(fields: "price(in: \\"TAEL\\")") cheap: String @requires(fields: "price(in: \\"WEN\\")") }`,
    },
    resolvers: {
      b: {
        Good: { dear: ({ price }) => `${String(price)} TAEL`, cheap: ({ price }) => `${String(price)} WEN` },
      },
    },
    entities: [good('g1', 3), good('g2', 8)],
    roots: (find) => ({ goods: [find('g1'), find('g2'), find('g1')] }),
    queries: [
      '{ goods { dear cheap } }',
      '{ goods { cheap price(in: "TAEL") dear } }',
      '{ goods { cheap price(in: "YUAN") p: price(in: "WEN") dear } }',
    ],
  },
  {
    what: 'a field that requires what lies behind another key, and what requires others in turn',
    subgraphs: {
      a: `type Query { ship: Ship ships: [Ship!]! } type Ship @key(fields: "code") { code: ID! next: Ship }`,
      b: `type Ship @key(fields: "code") @key(fields: "id") { id: ID! code: ID! hull: Hull }
        type Hull { tons: Int! planks: [Plank!] } type Plank { wood: String } union Cargo = Plank | Hull`,
      c: `type Ship @key(fields: "id") { id: ID! hull: Hull @external beam: Int! depth: Int! @external
          toll(times: Int! = 1): Int @requires(fields: "hull { tons planks { wood } } depth") }
        type Hull @external { tons: Int! planks: [Plank!] } type Plank @external { wood: String }`,
      d: `type Ship @key(fields: "id") { id: ID! beam: Int! @external depth: Int! @requires(fields: "beam") }`,
    },
    resolvers: {
      c: { Ship: { toll: ({ hull, depth }, { times }) => tollOf(hull, Number(depth), Number(times)) } },
      d: { Ship: { depth: ({ beam }) => Number(beam) * 2 } },
    },
    entities: [ship('s1', 3, 's2'), ship('s2', 5, null)],
    roots: (find) => ({ ship: find('s1'), ships: [find('s1'), find('s2')] }),
    queries: [
      '{ ship { toll } }',
      '{ ships { next { toll(times: 3) again: toll } ...Paid } } fragment Paid on Ship { toll depth }',
      [
        'query ($yes: Boolean!, $n: Int!) { ship { toll(times: $n) @include(if: $yes) beam ... @skip(if: $yes) { depth } } }',
        { yes: true, n: 2 },
      ],
      ['query ($yes: Boolean!) { ships { toll @skip(if: $yes) hull { tons } } }', { yes: true }],
    ],
  },
  {
    what: 'members of unions whose fields clash in type',
    subgraphs: {
      a: `union U = A | B
        type A @key(fields: "id") { id: ID! x: Int y: [String!] } type B @key(fields: "id") { id: ID! x: String! y: String }
        type Query { u: [U!]! }`,
      b: `type A @key(fields: "id") { id: ID! w: Int } type B @key(fields: "id") { id: ID! w: String! v: V } type V { q: Int }`,
    },
    entities: [
      { __typename: 'A', id: 'a', x: 1, y: ['p'], w: 7 },
      { __typename: 'B', id: 'b', x: 's', y: null, w: 't', v: { q: 2 } },
    ],
    roots: (find) => ({ u: [find('a'), find('b'), find('a')] }),
    queries: [
      '{ u { ... on A { x a: y } ... on B { k: x b: y } } }',
      '{ u { ... on A { one: x w } ... on B { two: x v { q } z: w } } }',
      '{ u { ... on A { m: w } ... on B { n: v { q } } } }',
    ],
  },
  {
    what: 'nested @requires, under aliases that hide what they need',
    subgraphs: {
      a: `type P @key(fields: "id") { id: ID! price(in: String): Int dims: Dims } type Dims { size: Int weight: Int inner: [In!] }
        type In { k: String v: Int } type Query { p: [P] }`,
      b: `type P @key(fields: "id") { id: ID! dims: Dims @external tax: Int @external
          ship: Int @requires(fields: "dims { size inner { k } }") est: Int @requires(fields: "tax") }
        type Dims { size: Int @external inner: [In!] @external } type In { k: String @external }`,
      c: `type P @key(fields: "id") { id: ID! tax: Int @requires(fields: "rate") rate: Int @external }`,
      d: `type P @key(fields: "id") { id: ID! rate: Int }`,
    },
    resolvers: {
      b: {
        P: {
          ship: ({ dims }) => {
            const { size, inner } = dims as { size: number; inner: { k: string }[] | null };
            return size * 10 + (inner ?? []).length;
          },
          est: ({ tax }) => (typeof tax === 'number' ? tax + 1 : null),
        },
      },
      c: { P: { tax: ({ rate }) => (typeof rate === 'number' ? rate * 2 : null) } },
    },
    entities: [
      {
        __typename: 'P',
        id: '1',
        price: 3,
        dims: { size: 4, weight: 9, inner: [{ k: 'i', v: 1 }] },
        ship: 41,
        rate: 5,
        tax: 10,
        est: 11,
      },
      {
        __typename: 'P',
        id: '2',
        price: null,
        dims: { size: 2, weight: null, inner: null },
        ship: 20,
        rate: null,
        tax: null,
        est: null,
      },
    ],
    roots: (find) => ({ p: [find('1'), null, find('2')] }),
    queries: [
      '{ p { ship est } }',
      '{ p { dims { weight s: size size: weight } ship } }',
      '{ p { dims: id ship tax: est est: tax price: price(in: "x") q: price } }',
      [
        'query($d: Boolean!, $e: Boolean = true) { p { ship @include(if: $d) est @skip(if: $e) id } }',
        { d: true },
      ],
      ['query($d: Boolean!) { p { ...F @skip(if: $d) id } } fragment F on P { ship tax }', { d: true }],
    ],
  },
  {
    what: '@override, @provides, @inaccessible, several keys',
    subgraphs: {
      a: `type U @key(fields: "id") { id: ID! name: String secret: Int @inaccessible org: Org @provides(fields: "title") }
        type Org @key(fields: "id") { id: ID! title: String @external } type Query { u: [U!]! }`,
      b: `type U @key(fields: "id k { a }") @key(fields: "id") { id: ID! name: String @override(from: "a") k: K }
        type K { a: Int } type Org @key(fields: "id") { id: ID! title: String @shareable city: String }`,
      c: `type U @key(fields: "id k { a }") { id: ID! k: K z(n: In): Int } type K @shareable { a: Int } input In { d: Int = 3 }`,
    },
    resolvers: { c: { U: { z: (_row, { n }: Row) => (n as { d: number } | undefined)?.d ?? 0 } } },
    entities: [
      {
        __typename: 'U',
        id: 'u',
        name: 'n',
        secret: 1,
        org: 'o',
        k: { a: 1 },
        z: ({ n }: { n?: { d: number } }) => n?.d ?? 0,
      },
      { __typename: 'Org', id: 'o', title: 't', city: null },
    ],
    roots: (find) => ({ u: [find('u')] }),
    queries: [
      '{ u { name org { title city } } }',
      ['query($j: Int) { u { z y: z(n: {}) x: z(n: {d: $j}) k { a } } }', { j: 8 }],
    ],
  },
  {
    what: 'nulls where none may be',
    subgraphs: {
      a: `type T @key(fields: "id") { id: ID! must: Int! may: Int list: [Int!] } type Query { t: [T] one: T! all: [T!]! }`,
      b: `type T @key(fields: "id") { id: ID! far: Int! near: [N!] } type N { v: Int! }`,
    },
    entities: [
      { __typename: 'T', id: '1', must: 1, may: 2, list: [1, null], far: 3, near: [{ v: 1 }, { v: null }] },
      { __typename: 'T', id: '2', must: null, may: null, list: [], far: null, near: [{ v: 2 }] },
    ],
    roots: (find) => ({ t: [find('1'), find('2')], one: find('2'), all: [find('1'), find('2')] }),
    queries: [
      '{ t { id list near { v } } }',
      '{ t { may far } }',
      '{ one { id far } }',
      '{ t { must } all { id near { v } far } }',
    ],
  },
];
