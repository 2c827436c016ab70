import { GraphQLError, isAbstractType, isObjectType, type DocumentNode, type GraphQLSchema } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { observeFetch } from '../metrics.ts';
import { entityKeysOf, fetchShapeOf } from './fetch-shape.ts';
import { clientError } from './mask-error.ts';
import type { RequestContext } from './request-context.ts';
import type { SubgraphAnswer, SubgraphTarget } from './subgraph-target.ts';

export interface SubgraphCall {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Path = readonly (string | number)[];

/**
 * Sends one fetch and never throws: a subgraph that is dead, slow or answers rubbish costs the fields that this fetch was to bring, each
 * with an error of its own at its own path, and no other. Every error that leaves is fit for a client's eyes.
 */
export async function callSubgraph(
  target: SubgraphTarget,
  call: SubgraphCall,
  context: RequestContext,
  schema: GraphQLSchema,
  timeoutMs: number,
): Promise<SubgraphAnswer> {
  const startedMs = performance.now();
  try {
    const leftMs = Math.max(0, Math.ceil(context.deadlineMs - performance.now()));
    const answer = await withinTime(target, call, context, Math.min(timeoutMs, leftMs));
    const errors = answer.errors ?? [];
    if (answer.data == null && errors.every((error) => error.path === undefined)) {
      const [first] = errors;
      throw (
        first ??
        new HubError('HUB_SUBGRAPH_UNAVAILABLE', `subgraph ${target.name} answered neither data nor errors`)
      );
    }
    observeFetch(target.name, errors.length > 0 ? 'errors' : 'ok', startedMs);
    if (errors.length === 0) return answer;
    return {
      data: answer.data,
      errors: errors.flatMap((error) => tellFields(target, call, schema, answer.data, error, context)),
    };
  } catch (error) {
    observeFetch(target.name, 'failed', startedMs);
    return failedFetch(target, call, schema, error, context);
  }
}

async function withinTime(
  target: SubgraphTarget,
  call: SubgraphCall,
  context: RequestContext,
  timeoutMs: number,
): Promise<SubgraphAnswer> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new HubError(
        'HUB_SUBGRAPH_UNAVAILABLE',
        `subgraph ${target.name} did not answer within ${timeoutMs} ms; its fields are missing from this answer, ask again later`,
      );
      controller.abort(error);
      reject(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([target.execute({ ...call, signal: controller.signal }, context), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** An error at a whole entity (its reference could not be resolved) is told at each field that was asked of the entity. */
function tellFields(
  target: SubgraphTarget,
  call: SubgraphCall,
  schema: GraphQLSchema,
  data: SubgraphAnswer['data'],
  error: GraphQLError,
  context: RequestContext,
): GraphQLError[] {
  const place = (path: Path | undefined): GraphQLError =>
    clientError(error, { path, subgraph: target.name }, context.log);
  const [key, index] = error.path ?? [];
  if (error.path?.length === 2 && typeof key === 'string' && typeof index === 'number') {
    const paths = entityFieldPaths(call, schema, (entity) => entity.key === key && entity.index === index);
    if (paths.length > 0) return sameErrorAt(place(undefined), paths);
  }
  if (error.path?.length === 1 && data?.[String(key)] == null) {
    const paths = entityFieldPaths(call, schema, (entity) => entity.key === key);
    if (paths.length > 0) return sameErrorAt(place(undefined), paths);
  }
  return [place(error.path)];
}

function failedFetch(
  target: SubgraphTarget,
  call: SubgraphCall,
  schema: GraphQLSchema,
  cause: unknown,
  context: RequestContext,
): SubgraphAnswer {
  const shape = fetchShapeOf(call.document);
  const error = clientError(
    asUnavailable(target, cause),
    { path: undefined, subgraph: target.name },
    context.log,
  );
  const data: Record<string, unknown> = {};
  for (const key of shape.rootKeys) data[key] = null;
  for (const { responseKey, variable } of shape.entityCalls) {
    data[responseKey] = representationsOf(call, variable).map(() => null);
  }
  const paths = [...shape.rootKeys.map((key) => [key]), ...entityFieldPaths(call, schema, () => true)];
  return { data, errors: sameErrorAt(error, paths) };
}

/** A fault that the subgraph itself did not name is, for the client, a subgraph that cannot be had. */
function asUnavailable(target: SubgraphTarget, cause: unknown): unknown {
  if (cause instanceof HubError) return cause;
  return new HubError(
    'HUB_SUBGRAPH_UNAVAILABLE',
    `subgraph ${target.name} could not answer; its fields are missing from this answer, ask again later`,
    { cause },
  );
}

function entityFieldPaths(
  call: SubgraphCall,
  schema: GraphQLSchema,
  wanted: (entity: { key: string; index: number }) => boolean,
): Path[] {
  const isOf = (typeName: string, condition: string): boolean => {
    const [type, abstract] = [schema.getType(typeName), schema.getType(condition)];
    return isObjectType(type) && isAbstractType(abstract) && schema.isSubType(abstract, type);
  };
  return fetchShapeOf(call.document).entityCalls.flatMap((entityCall) =>
    representationsOf(call, entityCall.variable).flatMap((representation, index) => {
      if (!wanted({ key: entityCall.responseKey, index })) return [];
      const typeName = typenameOf(representation);
      return entityKeysOf(call.document, entityCall, typeName, isOf).map((key) => [
        entityCall.responseKey,
        index,
        key,
      ]);
    }),
  );
}

function representationsOf(call: SubgraphCall, variable: string): readonly unknown[] {
  const value = call.variables[variable];
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function typenameOf(representation: unknown): string {
  const name =
    typeof representation === 'object' && representation !== null && '__typename' in representation
      ? representation.__typename
      : undefined;
  return typeof name === 'string' ? name : '';
}

function sameErrorAt(error: GraphQLError, paths: readonly Path[]): GraphQLError[] {
  return paths.map((path) => new GraphQLError(error.message, { path, extensions: error.extensions }));
}
