import { execute, parse, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { Caller } from '../../gateway/access/caller.ts';
import { WORKING_SCOPES } from '../../gateway/access/identity/token-scopes.ts';
import { openDoor } from '../../gateway/access/door.ts';
import { localTarget } from '../../gateway/router/execute/local-target.ts';
import type { SubgraphTarget } from '../../gateway/router/execute/subgraph-target.ts';
import { createGateway, type Gateway } from '../../gateway/router/gateway.ts';
import { scalarResolvers } from '../../gateway/subgraphs/kit/scalars.ts';
import { SUBGRAPHS } from '../../gateway/subgraphs/registry.ts';
import { checkedInSupergraph } from '../../schema/subgraphs/compose.ts';
import { subgraphSdl } from '../../schema/subgraphs/subgraph-sdl.ts';
import type { Store } from '../../schema/store/models.ts';
import { plain, type Answer } from './compare.ts';
import { injectFaults, type FaultPlan } from './faults.ts';
import { mergedSchema, mergePart, type MergedContext } from './merged-schema.ts';
import { FIXTURE_PARTNER } from './fixture.ts';
import type { GeneratedQuery } from './query-generator.ts';
import { FULL_ACCESS } from '../../gateway/access/grants/access.ts';

const CALLER: Caller = Object.freeze({
  partner: FIXTURE_PARTNER,
  actor: 'test',
  purpose: null,
  access: FULL_ACCESS,
  scopes: [...WORKING_SCOPES, 'admin' as const],
});
/** Ages are told as of one moment on both sides. */
export const NOW = new Date('2026-11-24T12:00:00Z');

export interface Federated extends Answer {
  /** Subgraphs that the plan called. */
  readonly called: ReadonlySet<string>;
}
export interface Merged extends Answer {
  /** Coordinates that were resolved. */
  readonly resolved: ReadonlySet<string>;
  readonly pages: MergedContext['pages'];
}

/** The same resolvers over the same data, once behind the router and once as one schema. */
export interface BothWays {
  readonly publicSchema: GraphQLSchema;
  federated(query: GeneratedQuery, faults: FaultPlan): Promise<Federated>;
  merged(query: GeneratedQuery, faults: FaultPlan): Promise<Merged>;
  close(): Promise<void>;
}

export async function openBothWays(store: Store): Promise<BothWays> {
  const door = openDoor(store);
  const subgraphs = SUBGRAPHS.map(({ build }) => build());
  for (const { schema } of subgraphs) injectFaults(schema);
  let called = new Set<string>();
  let faultsNow: FaultPlan | undefined;
  const contextOf = (subgraph: (typeof subgraphs)[number], faults: FaultPlan | undefined): object => ({
    ...subgraph.contextFor(CALLER, door.for(CALLER)),
    now: NOW,
    faults,
  });
  const targets = subgraphs.map((subgraph): SubgraphTarget => {
    const target = localTarget(subgraph.name, subgraph.schema, () => contextOf(subgraph, faultsNow));
    return {
      ...target,
      execute: (request, context) => {
        called.add(subgraph.name);
        return target.execute(request, context);
      },
    };
  });
  const log = pino({ level: 'silent' });
  const gateway: Gateway = await createGateway({
    supergraphSdl: checkedInSupergraph(),
    targets,
    verifier: { verify: () => Promise.resolve(CALLER), onEnded: () => () => undefined },
    scalars: scalarResolvers,
    log,
    // Generated queries go where no person would.
    limits: { maxCost: Number.MAX_SAFE_INTEGER },
    subgraphTimeoutMs: 30_000,
    requestTimeoutMs: 60_000,
  });
  const publicSchema = gateway.schema;
  const schema = mergedSchema(
    publicSchema,
    subgraphs.map((subgraph) => mergePart(subgraph.name, subgraph.schema, subgraphSdl(subgraph.name))),
  );

  return {
    publicSchema,
    async federated({ query, variables }, faults) {
      called = new Set();
      faultsNow = faults;
      const result = await gateway.service.answer({
        query,
        variables,
        caller: CALLER,
        requestId: 'test',
        log,
        readOnly: true,
      });
      return { ...plain(result), called };
    },
    async merged({ query, variables }, faults) {
      const context: MergedContext = {
        contexts: new Map(subgraphs.map((subgraph) => [subgraph.name, contextOf(subgraph, faults)])),
        resolved: new Set(),
        pages: [],
      };
      const result = await execute({
        schema,
        document: parse(query),
        variableValues: variables,
        contextValue: context,
      });
      return { ...plain(result), resolved: context.resolved, pages: context.pages };
    },
    close: () => gateway.close(),
  };
}
