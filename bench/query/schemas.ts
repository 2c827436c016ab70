import { buildSubgraphSchema } from '@apollo/subgraph';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import DataLoader from 'dataloader';
import { parse, type GraphQLSchema } from 'graphql';
import { AGENCIES, colourOf, disputes, records, scoreOf, type DisputeRow, type RecordRow } from './city.ts';

/** Loaders of one request, as real subgraphs have them. */
export interface BenchContext {
  readonly dispute: DataLoader<string, DisputeRow | null>;
  readonly record: DataLoader<string, RecordRow | null>;
}

export function benchContext(): BenchContext {
  return {
    dispute: new DataLoader((ids) => Promise.resolve(ids.map((id) => disputes.get(id) ?? null))),
    record: new DataLoader((ids) => Promise.resolve(ids.map((id) => records.get(id) ?? null))),
  };
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])`;
const RECORD = `interface Record { id: ID! number: String! title: String narrative: String reportedAt: String! handler: String }`;
const DISPUTE_FIELDS = `id: ID! code: String! title: String! state: String! regionCode: String openedAt: String!`;
const recordType = (name: string): string =>
  `type ${name} implements Record @key(fields: "id") { id: ID! number: String! title: String narrative: String reportedAt: String! handler: String }`;
const stub = (name: string): string => `type ${name} @key(fields: "id", resolvable: false) { id: ID! }`;
const UNION = `union AnyRecord = ${AGENCIES.map(([, name]) => name).join(' | ')}`;
const ENTRIES = `type Entry { at: String! kind: String! label: String! record: AnyRecord }
type Hit { matched: [String!]! record: AnyRecord dispute: Dispute }`;

const SDL: Readonly<Record<string, string>> = {
  disputes: `${LINK}
    type Query { disputes(first: Int!): [Dispute!]! dispute(id: ID!): Dispute search(text: String!, first: Int!): [Hit!]! }
    type Dispute @key(fields: "id") { ${DISPUTE_FIELDS} timeline: [Entry!]! }
    ${ENTRIES} ${UNION} ${AGENCIES.map(([, name]) => stub(name)).join(' ')}`,
  risk: `${LINK}
    type Dispute @key(fields: "id") { id: ID! risk: Risk }
    type Risk { score: Float! colour: String! factors: [Factor!]! }
    type Factor { name: String! points: Float! }`,
  work: `${LINK}
    type Dispute @key(fields: "id") { id: ID! work: Work }
    type Work { stage: String! dueAt: String! agency: String! steps: [String!]! }`,
  ...Object.fromEntries(AGENCIES.map(([agency, name]) => [agency, `${LINK} ${RECORD} ${recordType(name)}`])),
};

type Resolvers = Record<string, Record<string, unknown>>;

const timelineOf = ({ recordIds }: DisputeRow): object[] =>
  recordIds.map((id) => ({ at: records.get(id)?.reportedAt, kind: 'REPORTED', label: '登记', recordId: id }));
const riskOf = (row: { id: string }): object => ({
  score: scoreOf(row),
  colour: colourOf(row),
  factors: ['REPEAT_CONTACTS', 'SEVERAL_FEEDS', 'OVERDUE'].map((name, n) => ({
    name,
    points: scoreOf(row) / (n + 2),
  })),
});
const workOf = ({ id }: { id: string }): object => ({
  stage: 'MEDIATING',
  dueAt: '2026-12-01T18:00:00+08:00',
  agency: `agency-${id}`,
  steps: ['登记', '分流', '受理'],
});
const hits = (first: number): object[] =>
  [...records.values()]
    .filter((_, n) => n % 7 === 0)
    .slice(0, first)
    .map(({ id, disputeId }) => ({ matched: ['ADDRESS', 'TEXT'], recordId: id, disputeId }));

const QUERY = {
  disputes: (_: unknown, { first }: { first: number }) => [...disputes.values()].slice(0, first),
  dispute: (_: unknown, { id }: { id: string }, context: BenchContext) => context.dispute.load(id),
  search: (_: unknown, { first }: { first: number }) => hits(first),
};
const typeOf = (id: string): string => records.get(id)?.__typename ?? '';

const RESOLVERS: Readonly<Record<string, Resolvers>> = {
  disputes: {
    Query: QUERY,
    Dispute: {
      __resolveReference: ({ id }: { id: string }, context: BenchContext) => context.dispute.load(id),
      timeline: timelineOf,
    },
    Entry: {
      record: ({ recordId }: { recordId: string }) => ({ __typename: typeOf(recordId), id: recordId }),
    },
    Hit: {
      record: ({ recordId }: { recordId: string }) => ({ __typename: typeOf(recordId), id: recordId }),
      dispute: ({ disputeId }: { disputeId: string }, _: unknown, context: BenchContext) =>
        context.dispute.load(disputeId),
    },
  },
  risk: { Dispute: { __resolveReference: (key: object) => key, risk: riskOf } },
  work: { Dispute: { __resolveReference: (key: object) => key, work: workOf } },
  ...Object.fromEntries(
    AGENCIES.map(([agency, name]) => [
      agency,
      {
        [name]: {
          __resolveReference: ({ id }: { id: string }, context: BenchContext) => context.record.load(id),
        },
      },
    ]),
  ),
};

export const SUBGRAPH_NAMES = Object.keys(SDL);

export function subgraphSchema(name: string): GraphQLSchema {
  return buildSubgraphSchema([
    { typeDefs: parse(SDL[name] ?? ''), resolvers: (RESOLVERS[name] ?? {}) as never },
  ]);
}

/** @param urlOf where each subgraph answers */
export function supergraph(urlOf: (name: string) => string): string {
  const composed = composeServices(
    Object.entries(SDL).map(([name, sdl]) => ({ name, typeDefs: parse(sdl), url: urlOf(name) })),
  );
  if (compositionHasErrors(composed)) throw new Error(composed.errors.map(String).join('\n'));
  return composed.supergraphSdl;
}

/** The same graph as one schema over the same data: what no gateway can beat. */
export function oneSchema(): GraphQLSchema {
  const typeDefs = `
    type Query { disputes(first: Int!): [Dispute!]! dispute(id: ID!): Dispute search(text: String!, first: Int!): [Hit!]! }
    type Dispute { ${DISPUTE_FIELDS} timeline: [Entry!]! risk: Risk work: Work }
    type Risk { score: Float! colour: String! factors: [Factor!]! }
    type Factor { name: String! points: Float! }
    type Work { stage: String! dueAt: String! agency: String! steps: [String!]! }
    ${ENTRIES} ${UNION} ${RECORD} ${AGENCIES.map(([, name]) => recordType(name).replace(/@key\([^)]*\)/, '')).join(' ')}`;
  const record = ({ recordId }: { recordId: string }, _: unknown, context: BenchContext): unknown =>
    context.record.load(recordId);
  const disputesOf = RESOLVERS['disputes'] ?? {};
  return makeExecutableSchema({
    typeDefs,
    resolvers: {
      Query: QUERY,
      Dispute: { timeline: timelineOf, risk: riskOf, work: workOf },
      Entry: { record },
      Hit: { record, dispute: disputesOf['Hit']?.['dispute'] as never },
      AnyRecord: { __resolveType: ({ __typename }: RecordRow) => __typename },
    },
  });
}
