import { setImmediate as nextTurn } from 'node:timers/promises';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse, print, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { localTarget } from '../../gateway/router/execute/local-target.ts';
import type { OpenPlanner } from '../../gateway/router/execute/planner/planner.ts';
import type { SubgraphTarget } from '../../gateway/router/execute/subgraph-target.ts';
import { openGraph, type Graph } from '../../gateway/router/graph.ts';
import { DEFAULT_PARTNER_LIMITS, PartnerLoad } from '../../gateway/router/partner-load.ts';
import { SAMPLE_CALLER } from '../../gateway/router/testing/sample-graph.ts';
import { plain, type Answer } from '../federation/compare.ts';
import { generateFederation } from './generate-federation.ts';
import type { Operation } from './generate-operation.ts';
import type { Federation } from './model.ts';
import { oneSchemaOf, type OneSchema } from './one-schema.ts';
import { subgraphSchemaOf } from './subgraph.ts';
import { subgraphSdlOf } from './subgraph-sdl.ts';
import { World } from './world.ts';

const ENDLESS = Number.MAX_SAFE_INTEGER;
const WITHOUT_LIMITS = {
  maxTokens: ENDLESS,
  maxNesting: ENDLESS,
  maxDepth: ENDLESS,
  maxSelections: ENDLESS,
  maxAliases: ENDLESS,
  maxRootFields: ENDLESS,
  maxDirectives: ENDLESS,
  maxListSize: ENDLESS,
  maxCost: ENDLESS,
};
const silent = pino({ level: 'silent' });

/** One federation behind our gateway, as one schema, and behind `@apollo/gateway`. */
export interface Served {
  readonly federation: Federation;
  readonly oneSchema: OneSchema;
  /** Public schema as the gateway makes it. */
  readonly schema: GraphQLSchema;
  /** @param turns how many turns of the event loop each subgraph waits before it answers, by its place; none: all answer at once */
  ours(operation: Operation, turns?: (at: number) => number): Promise<Answer>;
  apollo(operation: Operation): Promise<Answer>;
  readonly supergraphSdl: string;
  /** What the planner is told. */
  planned(operation: Operation): string;
  /** The plan and all SDLs, for whoever looks into a difference. */
  explain(operation: Operation): Promise<string>;
  close(): Promise<void>;
}

/**
 * @param openPlanner one that a crash of the planner does not end the test with
 * @throws Error when the seed's subgraphs do not compose
 */
export function serve(seed: number, openPlanner: OpenPlanner): Served {
  const federation = generateFederation(seed);
  const sdls = federation.subgraphs.map((model) => ({ name: model.name, sdl: subgraphSdlOf(model) }));
  const composed = composeServices(
    sdls.map(({ name, sdl }) => ({ name, url: `http://${name}.invalid/`, typeDefs: parse(sdl) })),
  );
  if (compositionHasErrors(composed)) {
    throw new Error(
      `seed ${seed} does not compose: ${composed.errors.map(({ message }) => message).join('; ')}`,
    );
  }
  const { supergraphSdl, publicSdl } = composed;

  let world = new World(federation);
  let turnsOf: ((at: number) => number) | undefined;
  const schemas = new Map(
    federation.subgraphs.map((model) => [model.name, subgraphSchemaOf(model, () => world)]),
  );
  const targets = [...schemas].map(([name, schema], at): SubgraphTarget => {
    const target = localTarget(name, schema, () => ({}));
    return {
      ...target,
      execute(request, context) {
        if (turnsOf === undefined) return target.execute(request, context);
        return later(turnsOf(at), () => target.execute(request, context));
      },
    };
  });
  const graph: Graph = openGraph(
    { supergraphSdl, targets, sources: {} },
    {
      limits: WITHOUT_LIMITS,
      load: new PartnerLoad(DEFAULT_PARTNER_LIMITS),
      audit: null,
      quota: null,
      scalars: {},
      subgraphTimeoutMs: 30_000,
      requestTimeoutMs: 60_000,
      isIntrospectionOpen: true,
      hasFieldRules: false,
      openPlanner,
    },
  );
  const plannedOf = ({ query }: Operation): string =>
    print(graph.service.prepare(query, undefined).executionDocument);
  let server: Promise<ApolloServer> | undefined;

  return {
    federation,
    oneSchema: oneSchemaOf(federation, publicSdl),
    schema: graph.schema,
    async ours({ query, variables }, turns) {
      world = new World(federation);
      turnsOf = turns;
      const asked = {
        query,
        variables,
        caller: SAMPLE_CALLER,
        requestId: 'test',
        log: silent,
        readOnly: false,
      };
      return plain(await graph.service.answer(asked));
    },
    async apollo({ query, variables }) {
      world = new World(federation);
      server ??= startApollo(supergraphSdl, schemas);
      const { body } = await (await server).executeOperation({ query, variables: { ...variables } });
      return plain(body.kind === 'single' ? body.singleResult : {});
    },
    supergraphSdl,
    planned: plannedOf,
    async explain(operation) {
      const document = plannedOf(operation);
      const plan = await new QueryPlanner(supergraphSdl)
        .planAsync(document, undefined, new Set(), 0)
        .then((made) => JSON.stringify(made, null, 1), String);
      const parts = sdls.map(({ name, sdl }) => `# subgraph ${name}\n${sdl}`);
      return [...parts, `# as planned\n${document}`, `# plan\n${plan}`].join('\n\n');
    },
    async close() {
      if (server !== undefined) await (await server).stop();
      await graph.retire();
    },
  };
}

async function later<Value>(turns: number, work: () => Value | Promise<Value>): Promise<Value> {
  for (let at = 0; at < turns; at += 1) await nextTurn();
  return work();
}

async function startApollo(
  supergraphSdl: string,
  schemas: ReadonlyMap<string, GraphQLSchema>,
): Promise<ApolloServer> {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: quiet,
    buildService: ({ name }) => {
      const schema = schemas.get(name);
      if (schema === undefined) throw new Error(`no subgraph ${name}`);
      return new LocalGraphQLDataSource(schema);
    },
  });
  const server = new ApolloServer({ gateway, logger: quiet, stopOnTerminationSignals: false });
  await server.start();
  return server;
}
