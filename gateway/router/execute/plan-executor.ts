import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import {
  buildASTSchema,
  isEnumType,
  Kind,
  OperationTypeNode,
  parse,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { countPlan } from '../metrics.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import { callSubgraph } from './call-subgraph.ts';
import { isSubscription, itemFetch } from './item-fetch.ts';
import type { RequestContext } from './request-context.ts';
import type { SubgraphTarget } from './subgraph-target.ts';

/** What the plan gathered: fields by response key, not yet held against the public schema (see `completeResult`). */
export interface PlanResult {
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly errors: readonly GraphQLError[];
}

/**
 * The one seam between the router and whatever plans and executes. Today that is `@graphql-hive/router-runtime`; what goes around it
 * (documents in, subgraph calls out, completion afterwards) does not know.
 */
export interface PlanExecutor {
  /** The public schema: what the planner can plan, without the federation's own types and inaccessible parts. */
  readonly schema: GraphQLSchema;
  executePlan(
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
    context: RequestContext,
  ): Promise<PlanResult>;
}

export interface PlanExecutorOptions {
  readonly supergraphSdl: string;
  readonly targets: readonly SubgraphTarget[];
  /** Longest time for one fetch from one subgraph. */
  readonly subgraphTimeoutMs: number;
}

/** @throws HubError HUB_CONFIG_INVALID when the supergraph cannot be read or names a subgraph that has no target. */
export async function createPlanExecutor(options: PlanExecutorOptions): Promise<PlanExecutor> {
  const targets = new Map(options.targets.map((target) => [target.name, target]));
  const { schema, handler } = await openSupergraph(options, targets);
  const execute = handler.executor;
  if (execute === undefined) throw new HubError('HUB_INTERNAL', 'the query planner gave no executor');

  return {
    schema,
    async executePlan(operation, variables, context): Promise<PlanResult> {
      countPlan(operation.planned ? 'hit' : 'miss');
      const result = (await execute({
        document: operation.executionDocument,
        ...(operation.operationName === undefined ? {} : { operationName: operation.operationName }),
        operationType: operation.operationType,
        variables,
        context,
      })) as { data?: Record<string, unknown> | null; errors?: readonly GraphQLError[] };
      operation.planned = true;
      return { data: result.data ?? undefined, errors: result.errors ?? [] };
    },
  };
}

async function openSupergraph(
  { supergraphSdl, subgraphTimeoutMs }: PlanExecutorOptions,
  targets: ReadonlyMap<string, SubgraphTarget>,
): Promise<{ schema: GraphQLSchema; handler: Awaited<ReturnType<typeof unifiedGraphHandler>> }> {
  try {
    const unifiedGraph = buildASTSchema(parse(supergraphSdl), { assumeValidSDL: true });
    for (const name of subgraphNamesOf(unifiedGraph)) {
      if (!targets.has(name)) {
        throw new HubError(
          'HUB_CONFIG_INVALID',
          `the supergraph has a subgraph ${name}, which neither the registry nor TRIBUTARY_SUBGRAPHS_FILE names`,
        );
      }
    }
    const handler = await unifiedGraphHandler({
      unifiedGraph,
      getUnifiedGraphSDL: () => supergraphSdl,
      onSubgraphExecute: (name: string, request: SubgraphFetch) => {
        const target = targets.get(name);
        if (target === undefined) throw new HubError('HUB_INTERNAL', `no target for subgraph ${name}`);
        const asked = {
          document: request.document,
          operationName: request.operationName,
          variables: request.variables ?? {},
        };
        const call = isSubscription(asked.document) ? itemFetch(asked, request.context.streamItem) : asked;
        const timeoutMs = isMutation(call.document) ? MUTATION_FACTOR * subgraphTimeoutMs : subgraphTimeoutMs;
        return callSubgraph(target, call, request.context, handler.unifiedGraph, timeoutMs);
      },
    } as unknown as Parameters<typeof unifiedGraphHandler>[0]);
    return { schema: handler.unifiedGraph, handler };
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `the supergraph cannot be read (${cause instanceof Error ? cause.message : String(cause)}); make it anew with npm run compose`,
      { cause },
    );
  }
}

/** A mutation may wait until the pipeline has applied it, which it says itself when that takes too long: it is not cut off meanwhile. */
const MUTATION_FACTOR = 2;

function isMutation({ definitions }: SubgraphFetch['document']): boolean {
  return definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === OperationTypeNode.MUTATION,
  );
}

/** The part of the runtime's request that the router passes on; `context` is what `executePlan` gave. */
interface SubgraphFetch {
  readonly document: PreparedOperation['executionDocument'];
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly context: RequestContext;
}

/** Names in `join__Graph`, as the planner reports them. */
function subgraphNamesOf(supergraph: GraphQLSchema): string[] {
  const graphs = supergraph.getType('join__Graph');
  if (!isEnumType(graphs)) {
    throw new HubError('HUB_CONFIG_INVALID', 'the file is no supergraph: it has no enum join__Graph');
  }
  return graphs.getValues().map((value) => {
    const directive = value.astNode?.directives?.find(({ name }) => name.value === 'join__graph');
    const name = directive?.arguments?.find((argument) => argument.name.value === 'name')?.value;
    return name?.kind === Kind.STRING ? name.value : value.name;
  });
}
