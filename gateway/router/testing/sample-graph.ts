import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { Caller } from '../../access/caller.ts';
import { WORKING_SCOPES } from '../../access/identity/token-scopes.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { localTarget } from '../execute/local-target.ts';
import type { SubgraphTarget } from '../execute/subgraph-target.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts';
import { FULL_ACCESS } from '../../access/grants/access.ts';

/** A small federation for the router's own tests: cases with a code, visits by another subgraph, papers by a third. */
const CASES = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@requiresScopes"])
  enum Mood { CALM ANGRY }
  interface Node { id: ID! }
  union Found = Case | Person
  type Place @shareable { town: String street: String! }
  type Case implements Node @key(fields: "id") {
    id: ID!
    title: String!
    mood: Mood
    moods: [Mood!]!
    place: Place
    people: [Person!]!
    visitIds: [ID!]!
    score(weight: Float = 1.5): Float
    note: String
  }
  type Person implements Node { id: ID! name: String! age: Int boss: Person }
  input CaseFilter { mood: Mood, titles: [String!] }
  type Query {
    case(id: ID!): Case
    mustCase(id: ID!): Case!
    cases(first: Int = 20, filter: CaseFilter): [Case!]!
    maybeCases: [Case]
    found: [Found!]!
    nodes: [Node!]!
    echo(text: String!, times: Int! = 1): [String!]!
    broken: String
    refused: String
  }
  type Mutation @requiresScopes(scopes: [["graph:write"]]) { rename(id: ID!, title: String!): Case! }
`;
const VISITS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@external", "@requires"])
  type Place @shareable { town: String street: String! }
  type Case @key(fields: "id") {
    id: ID!
    visitIds: [ID!]! @external
    visits(kind: String): [Visit!] @requires(fields: "visitIds")
    lastVisit: Visit @requires(fields: "visitIds")
    mustVisit: Visit!
  }
  type Visit @key(fields: "id") { id: ID! kind: String! officer: String at: Place case: Case! }
  type Query { visit(id: ID!): Visit }
`;
const PAPERS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
  type Case @key(fields: "id") { id: ID! papers: [Paper!]! paperCount: Int }
  type Visit @key(fields: "id") { id: ID! report: Paper }
  type Paper { name: String! pages: Int }
`;

interface Row {
  id: string;
  [field: string]: unknown;
}
type Resolver = (source: Row, args: Record<string, unknown>, context: Counted) => unknown;
type Resolvers = Record<string, Record<string, Resolver>>;
interface Counted {
  readonly calls: string[];
}

const PERSON = { __typename: 'Person', id: 'p1', name: '张三', age: 41, boss: null };
const caseRow = (id: string): Row | null =>
  /^c[0-9]+$/.test(id)
    ? {
        __typename: 'Case',
        id,
        title: `Case ${id}`,
        mood: id === 'c2' ? 'ANGRY' : 'CALM',
        moods: ['CALM', 'ANGRY'],
        place: id === 'c3' ? null : { town: '通州', street: `${id} street` },
        people: [PERSON, { ...PERSON, id: 'p2', name: '李四', boss: PERSON }],
        visitIds: id === 'c3' ? [] : [`${id}-v1`, `${id}-v2`],
        note: null,
      }
    : null;
const ALL = ['c1', 'c2', 'c3'].map(caseRow);
const visitRow = (id: string): Row => ({
  id,
  kind: id.endsWith('1') ? 'knock' : 'talk',
  officer: id.endsWith('1') ? 'Wang' : null,
  at: { town: id, street: 'visit street' },
  case: { id: id.split('-')[0] },
});
const visitsOf = ({ visitIds }: Row): Row[] => (visitIds as string[]).map(visitRow);

/** Resolvers by subgraph; tests replace some to make things go wrong. */
export const SAMPLE_RESOLVERS: Readonly<Record<'cases' | 'visits' | 'papers', Resolvers>> = {
  cases: {
    Query: {
      case: (_root, { id }) => caseRow(id as string),
      mustCase: (_root, { id }) => caseRow(id as string),
      cases: (_root, { first, filter }) => {
        const { mood, titles } = (filter ?? {}) as { mood?: string | null; titles?: string[] | null };
        const fits = (row: Row | null): boolean =>
          (mood == null || row?.['mood'] === mood) &&
          (titles == null || titles.includes(String(row?.['title'])));
        return ALL.filter(fits).slice(0, first as number);
      },
      maybeCases: () => [caseRow('c1'), null, caseRow('c2')],
      found: () => [caseRow('c1'), PERSON],
      nodes: () => [PERSON, caseRow('c2')],
      echo: (_root, { text, times }) => Array<unknown>(times as number).fill(text),
      broken: () => {
        throw new Error('password=secret at /var/lib/secret.ts');
      },
      refused: () => {
        throw new HubError('HUB_CURSOR_INVALID', 'the cursor is not ours; leave after out', {
          field: 'after',
        });
      },
    },
    Mutation: {
      rename: (_root, { id, title }) => {
        const row = caseRow(id as string);
        if (row === null) throw new HubError('HUB_NOT_FOUND', 'there is no such case');
        return { ...row, title };
      },
    },
    Case: {
      __resolveReference: (reference) => caseRow(reference.id),
      score: (_row, { weight }) => weight,
    },
  },
  visits: {
    Query: { visit: (_root, { id }) => visitRow(id as string) },
    Case: {
      visits: (row, { kind }) => visitsOf(row).filter((visit) => kind == null || visit['kind'] === kind),
      lastVisit: (row) => visitsOf(row).at(-1) ?? null,
      mustVisit: (row) => (row.id === 'c3' ? null : visitRow(`${row.id}-v1`)),
    },
    Visit: { __resolveReference: (reference) => visitRow(reference.id) },
  },
  papers: {
    Case: {
      papers: ({ id }) => [{ name: `${id}.pdf`, pages: 3 }],
      paperCount: ({ id }) => (id === 'c1' ? 1 : null),
    },
    Visit: { report: ({ id }) => ({ name: `${id}.txt`, pages: null }) },
  },
};

const SDL = { cases: CASES, visits: VISITS, papers: PAPERS };
export type SampleName = keyof typeof SDL;

/** The supergraph of the three. */
export function composeSample(): string {
  const composed = composeServices(
    Object.entries(SDL).map(([name, sdl]) => ({
      name,
      typeDefs: parse(sdl),
      url: `http://${name}.invalid/`,
    })),
  );
  if (compositionHasErrors(composed)) throw new Error(composed.errors.map(String).join('\n'));
  return composed.supergraphSdl;
}

/** An executable subgraph; `changes` replace resolvers by type and field. */
export function sampleSchema(name: SampleName, changes: Resolvers = {}): GraphQLSchema {
  const resolvers: Resolvers = {};
  for (const source of [SAMPLE_RESOLVERS[name], changes]) {
    for (const [type, fields] of Object.entries(source)) resolvers[type] = { ...resolvers[type], ...fields };
  }
  return buildSubgraphSchema([{ typeDefs: parse(SDL[name]), resolvers: resolvers as never }]);
}

export function sampleTarget(name: SampleName, changes: Resolvers = {}): SubgraphTarget {
  return localTarget(name, sampleSchema(name, changes), () => ({ calls: [] }));
}

export const SAMPLE_CALLER: Caller = Object.freeze({
  partner: 'police',
  actor: 'police@local',
  purpose: null,
  access: FULL_ACCESS,
  scopes: WORKING_SCOPES,
});
export const SAMPLE_TOKEN = 'Bearer good';

/** A gateway over the sample with a verifier that knows one token; `options` replace what a test is about. */
export async function sampleGateway(options: Partial<GatewayOptions> = {}): Promise<Gateway> {
  return createGateway({
    supergraphSdl: composeSample(),
    targets: [sampleTarget('cases'), sampleTarget('visits'), sampleTarget('papers')],
    verifier: {
      verify: (header) =>
        header === SAMPLE_TOKEN
          ? Promise.resolve(SAMPLE_CALLER)
          : Promise.reject(new HubError('HUB_UNAUTHENTICATED', 'there is no bearer token that holds')),
      onEnded: () => () => undefined,
    },
    log: pino({ level: 'silent' }),
    ...options,
  });
}
