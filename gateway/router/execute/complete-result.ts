import {
  executeSync,
  GraphQLError,
  isNonNullType,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import type { PlanResult } from './plan-executor.ts';

type Path = readonly (string | number)[];

/**
 * Holds what the plan gathered against the public schema, by executing the caller's own document over it: nulls in non-null positions
 * bubble, enums and scalars leave as the schema says, unselected helper fields drop out, introspection is answered. Errors of subgraphs
 * are put where they belong in the data first, so that they surface with their field and bubble like any other.
 */
export function completeResult(
  schema: GraphQLSchema,
  operation: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  gathered: PlanResult,
): ExecutionResult {
  const data: Record<string, unknown> = { ...gathered.data };
  const unplaced: GraphQLError[] = [];
  for (const error of gathered.errors) {
    const visible = withVisiblePath(operation.document, operation.selectionSet, error);
    if (visible.path === undefined || !placeError(data, visible.path, visible)) unplaced.push(visible);
  }
  const completed = executeSync({
    schema,
    document: operation.document,
    operationName: operation.operationName,
    rootValue: data,
    variableValues: variables,
    fieldResolver: (source: unknown, _arguments, _context, info) => {
      const value = ownValue(source, info.path.key);
      return value == null && isNonNullType(info.returnType) ? (errorBeside(source) ?? value) : value;
    },
    typeResolver: (value: unknown) => {
      const name = ownValue(value, '__typename');
      return typeof name === 'string' ? name : undefined;
    },
  });
  const errors = [...(completed.errors ?? []).map(asHubFault), ...unplaced];
  return errors.length === 0 ? completed : { ...completed, errors };
}

/**
 * Puts an error at the deepest place of its path that the data reach, if nothing is there: the executor throws it from that position.
 * False when the place holds a value, which the error must not displace.
 */
function placeError(data: Record<string, unknown>, path: Path, error: GraphQLError): boolean {
  let holder: Record<string | number, unknown> = data;
  for (const [depth, key] of path.entries()) {
    const value = Object.hasOwn(holder, key) ? holder[key] : undefined;
    if (value == null) {
      holder[key] = error;
      return true;
    }
    if (value instanceof Error || typeof value !== 'object' || depth === path.length - 1) return false;
    holder = value as Record<string | number, unknown>;
  }
  return false;
}

function ownValue(source: unknown, key: string | number): unknown {
  return typeof source === 'object' && source !== null && Object.hasOwn(source, key)
    ? (source as Record<string | number, unknown>)[key]
    : undefined;
}

/**
 * An entity that its subgraph gave up takes all its fields of that fetch with it. Whichever of them completion meets first, the error to
 * tell is the one that the subgraph gave.
 */
function errorBeside(source: unknown): Error | undefined {
  if (typeof source !== 'object' || source === null) return undefined;
  return Object.values(source).find((value) => value instanceof Error);
}

/** A plan also fetches keys that nobody asked for; an error at one of them is told at the nearest place that the caller did ask for. */
function withVisiblePath(document: DocumentNode, root: SelectionSetNode, error: GraphQLError): GraphQLError {
  const { path } = error;
  if (path === undefined) return error;
  let selections: SelectionSetNode[] = [root];
  for (const [depth, key] of path.entries()) {
    if (typeof key === 'number') continue;
    const fields = selections.flatMap((set) => fieldsWithKey(document, set, key));
    if (fields.length === 0) {
      const visible = path.slice(0, depth);
      return new GraphQLError(error.message, {
        ...(visible.length === 0 ? {} : { path: visible }),
        extensions: error.extensions,
      });
    }
    selections = fields.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
  }
  return error;
}

function fieldsWithKey(document: DocumentNode, set: SelectionSetNode, key: string): FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      return (selection.alias?.value ?? selection.name.value) === key ? [selection] : [];
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsWithKey(document, selection.selectionSet, key);
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? fieldsWithKey(document, fragment.selectionSet, key)
      : [];
  });
}

/** What completion itself finds (a null that may not be, a value outside its enum) is a subgraph that broke its schema. */
function asHubFault(error: GraphQLError): GraphQLError {
  if (error.extensions['code'] !== undefined) return error;
  return new GraphQLError(error.message, { path: error.path, extensions: { code: 'HUB_INTERNAL' } });
}
