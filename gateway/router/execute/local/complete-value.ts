import {
  defaultTypeResolver,
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { isEntityUnion } from './entities.ts';
import type { CompleteValue, InfoOf } from './local-field.ts';
import { failAt, isThenable, type LocalPath, type LocalRun } from './local-run.ts';
import { RIGHT_SCALARS } from './right-scalars.ts';
import { Waiting } from './waiting.ts';

/** Executes the selections below a field for a source of one object type. */
export type CompleteObject = (source: unknown, run: LocalRun, path: LocalPath, info: InfoOf) => unknown;

/** What the completion of one field's values needs to know of the field. */
export interface CompletedField {
  readonly schema: GraphQLSchema;
  readonly nodes: readonly FieldNode[];
  /** `Type.field`, for messages. */
  readonly where: string;
  /** The selections below it for an object type. */
  readonly objectOf: (type: GraphQLObjectType) => CompleteObject;
}

/** CompleteValue (§6.4.3 of the GraphQL specification) for one field, as graphql-js does it. */
export function compileCompletion(type: GraphQLOutputType, field: CompletedField): CompleteValue {
  if (isNonNullType(type)) {
    const complete = compileCompletion(type.ofType, field);
    return (value, run, path, info) => {
      const completed = complete(value, run, path, info);
      if (completed === null) throw new Error(`Cannot return null for non-nullable field ${field.where}.`);
      return completed;
    };
  }
  const complete = compileNullable(type, field);
  return (value, run, path, info) => {
    if (value === null || value === undefined) return null;
    if (value instanceof Error) throw value;
    return complete(value, run, path, info);
  };
}

function compileNullable(type: GraphQLOutputType, field: CompletedField): CompleteValue {
  if (isListType(type)) return compileList(type.ofType, field);
  if (isLeafType(type)) return compileLeaf(type);
  if (isAbstractType(type)) return compileAbstract(type, field);
  if (isObjectType(type)) {
    let object: CompleteObject | undefined;
    return (value, run, path, info) => (object ??= field.objectOf(type))(value, run, path, info);
  }
  throw new Error(`${field.where} has no type that can be answered`);
}

function compileList(itemType: GraphQLOutputType, field: CompletedField): CompleteValue {
  const isNonNull = isNonNullType(itemType);
  const complete = compileCompletion(itemType, field);
  const isRight =
    isLeafType(itemType) || (isNonNull && isLeafType(itemType.ofType)) ? rightLeaf(itemType) : undefined;
  const fail = (thrown: unknown, run: LocalRun, path: LocalPath): null =>
    failAt(thrown, field.nodes, isNonNull, run, path);
  const failing = (run: LocalRun, place: LocalPath) => (thrown: unknown) => fail(thrown, run, place);
  const completing = (run: LocalRun, place: LocalPath, info: InfoOf) => (item: unknown) =>
    complete(item, run, place, info);
  return (value, run, path, info) => {
    if (!isIterable(value)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${field.where}".`);
    }
    const completed: unknown[] = [];
    let waiting: Waiting<unknown[]> | undefined;
    try {
      let index = 0;
      for (const item of value) {
        let one = item;
        if (isRight?.(item) !== true) {
          const place: LocalPath = { prev: path, key: index, typename: undefined };
          try {
            if (isThenable(item)) {
              waiting ??= new Waiting(completed, asTheyAre);
              waiting.addRaw(Promise.resolve(item), index, completing(run, place, info), failing(run, place));
            } else {
              one = complete(item, run, place, info);
              if (one instanceof Promise) {
                waiting ??= new Waiting(completed, asTheyAre);
                waiting.add(one, index, failing(run, place));
              }
            }
          } catch (thrown) {
            one = fail(thrown, run, place);
          }
        }
        completed.push(one);
        index += 1;
      }
    } catch (thrown) {
      // What was begun may fail too; it is told nowhere, because the list is null already.
      waiting?.promise.catch(() => undefined);
      throw thrown;
    }
    return waiting === undefined ? completed : waiting.promise;
  };
}

function asTheyAre(values: unknown[]): unknown[] {
  return values;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  if (Array.isArray(value)) return true;
  return (
    typeof value === 'object' &&
    typeof (value as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === 'function'
  );
}

function compileLeaf(type: GraphQLLeafType): CompleteValue {
  const isRight = rightLeaf(type);
  return (value) => {
    if (isRight?.(value) === true) return value;
    const serialised: unknown = type.serialize(value);
    if (serialised === null || serialised === undefined) {
      throw new Error(
        `Expected \`${type.name}.serialize(…)\` to return non-nullable value, returned: ${String(serialised)}`,
      );
    }
    return serialised;
  };
}

/** Tells values of a scalar of the specification that are answered as they are. */
function rightLeaf(type: GraphQLOutputType): ((value: unknown) => boolean) | undefined {
  return RIGHT_SCALARS.get(isNonNullType(type) ? type.ofType : type);
}

function compileAbstract(type: GraphQLAbstractType, field: CompletedField): CompleteValue {
  const objects = new Map<unknown, CompleteObject>();
  const { resolveType } = type;
  const tellsItself = resolveType === undefined || resolveType === null || isEntityUnion(type);
  const objectOf = (name: unknown): CompleteObject => {
    let object = objects.get(name);
    if (object === undefined) {
      object = field.objectOf(runtimeType(name, type, field));
      objects.set(name, object);
    }
    return object;
  };
  return (value, run, path, info) => {
    const known = tellsItself ? ownTypename(value) : undefined;
    const name =
      known ?? (resolveType ?? defaultTypeResolver)(value, run.context, info(run, fieldPathOf(path)), type);
    if (!isThenable(name)) return objectOf(name)(value, run, path, info);
    return Promise.resolve(name).then((resolved) => objectOf(resolved)(value, run, path, info));
  };
}

function ownTypename(value: unknown): string | undefined {
  if (typeof value !== 'object') return undefined;
  const name = (value as { __typename?: unknown }).__typename;
  return typeof name === 'string' ? name : undefined;
}

/** Of an item of a list: where the list's field stands. */
export function fieldPathOf(path: LocalPath): LocalPath {
  let place = path;
  while (typeof place.key === 'number' && place.prev !== undefined) place = place.prev;
  return place;
}

/** @throws GraphQLError in the words of graphql-js */
function runtimeType(
  name: unknown,
  type: GraphQLAbstractType,
  { schema, nodes, where }: CompletedField,
): GraphQLObjectType {
  if (name === null || name === undefined) {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${where}". Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  }
  if (isObjectType(name)) {
    throw new GraphQLError(
      'Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.',
    );
  }
  if (typeof name !== 'string') {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${where}" with value …, received "${typeof name}".`,
    );
  }
  const resolved = schema.getType(name);
  if (resolved === undefined) {
    throw new GraphQLError(
      `Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`,
      { nodes },
    );
  }
  if (!isObjectType(resolved)) {
    throw new GraphQLError(`Abstract type "${type.name}" was resolved to a non-object type "${name}".`, {
      nodes,
    });
  }
  if (!schema.isSubType(type, resolved)) {
    throw new GraphQLError(`Runtime Object type "${name}" is not a possible type for "${type.name}".`, {
      nodes,
    });
  }
  return resolved;
}
