import { GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import { conditionValues, conditionVariables } from './condition-values.ts';
import type { GatheredError, PlanResult } from './plan/run.ts';
import { fragmentsOf, type Collecting } from './projection/collect-fields.ts';
import { compileProjection, completeRoot } from './projection/compile-projection.ts';
import type { ObjectProjection, Projection, Telling } from './projection/projection.ts';
import { visiblePath } from './projection/visible-path.ts';
import { introspect } from './projection/introspect.ts';
import { pathTo, placeErrors } from './projection/placed-error.ts';

/** Projections of one operation: one for each way in which its conditions can turn out. */
interface OperationProjections {
  readonly schema: GraphQLSchema;
  /** Variables that @skip and @include hang on. */
  readonly conditions: readonly string[];
  readonly byConditions: LRUCache<string, RootProjection>;
}

interface RootProjection {
  readonly collecting: Collecting;
  readonly projection: Projection;
  readonly root: ObjectProjection;
}

const MOST_WAYS = 64;
const known = new WeakMap<PreparedOperation, OperationProjections>();

/**
 * Makes the answer of what the plan gathered: only what the caller asked for, in the order and under the keys of the caller's document, as
 * the public schema has it (`compileProjection`); nulls bubble, errors say where they happened, introspection is answered.
 */
export function completeResult(
  schema: GraphQLSchema,
  operation: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  gathered: PlanResult,
): ExecutionResult {
  const { collecting, projection, root } = projectionOf(schema, operation, variables);
  const data = operation.needsSubgraphs ? (gathered.data ?? {}) : {};
  const unplaced = placeErrors(gathered.errors);
  Object.assign(data, introspect({ ...collecting, variables }, operation, root));
  const telling: Telling = [];
  const answer = completeRoot(root, data, telling);
  const errors = [
    ...telling.map(({ error, path }) => at(error, path)),
    ...unplaced.map((error) => unplacedError(error, data, projection)),
  ];
  return errors.length === 0 ? { data: answer } : { data: answer, errors };
}

function projectionOf(
  schema: GraphQLSchema,
  operation: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
): RootProjection {
  let projections = known.get(operation);
  if (projections?.schema !== schema) {
    projections = {
      schema,
      conditions: conditionVariables(operation.document),
      byConditions: new LRUCache({ max: MOST_WAYS }),
    };
    known.set(operation, projections);
  }
  const { conditions, byConditions } = projections;
  const turned = conditions.length === 0 ? {} : conditionValues(schema, operation, variables, conditions);
  const key = conditions.map((name) => (turned[name] === true ? '1' : '0')).join('');
  let projection = byConditions.get(key);
  if (projection === undefined) {
    projection = compileRoot(schema, operation, turned);
    byConditions.set(key, projection);
  }
  return projection;
}

function compileRoot(
  schema: GraphQLSchema,
  operation: PreparedOperation,
  turned: Readonly<Record<string, unknown>>,
): RootProjection {
  const type = schema.getRootType(operation.operationType);
  if (type == null) throw new Error(`the schema has no ${operation.operationType}`);
  const fragments = fragmentsOf(operation.document);
  const collecting: Collecting = { schema, fragments, variables: turned };
  const projection = compileProjection(collecting, type, [{ set: operation.selectionSet, on: type }]);
  return { collecting, projection, root: projection.of(type) };
}

function at(error: GraphQLError, path: readonly (string | number)[]): GraphQLError {
  return new GraphQLError(error.message, {
    ...(path.length === 0 ? {} : { path }),
    extensions: error.extensions,
  });
}

function unplacedError(
  { error, holder, path }: GatheredError,
  data: Record<string, unknown>,
  projection: Projection,
): GraphQLError {
  if (path === undefined) return at(error, []);
  return at(error, visiblePath(projection, [...(pathTo(data, holder) ?? []), ...path]));
}
