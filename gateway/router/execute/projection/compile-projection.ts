import {
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { planKeyOf } from '../plan-key.ts';
import { isGathered, isUnknown, type Gathered } from '../plan/run.ts';
import { needsNoType } from '../untyped-objects.ts';
import { compileAnswer, type CompletePart } from './answer-code.ts';
import { collectFields, type CollectedField, type Collecting, type Selected } from './collect-fields.ts';
import { serialiser } from './leaves.ts';
import { errorBeside, PlacedError } from './placed-error.ts';
import type {
  Complete,
  ObjectProjection,
  ProjectedField,
  Projection,
  Telling,
  ToldError,
} from './projection.ts';
import { visiblePath } from './visible-path.ts';

/** A null that is there without an error; where none may be, it becomes one. */
const ABSENT = Symbol('absent');
/** A null that has its error already. */
const FAILED = Symbol('failed');

/**
 * CompleteValue (§6.4.3 of the GraphQL specification) over what a plan gathered, and errors as §6.4.4 has them: "If a field's type is
 * Non-Null and the result is null, a field error is raised and the null is propagated to be handled by the parent field. If the parent
 * field may be null then it resolves to null, otherwise the error is propagated on to its parent." Of several errors in one null the first in the
 * order of the answer is told.
 */
export function compileProjection(
  collecting: Collecting,
  type: GraphQLCompositeType,
  selected: readonly Selected[],
): Projection {
  const known = new Map<string, ObjectProjection>();
  const of = (objectType: GraphQLObjectType): ObjectProjection => {
    let projection = known.get(objectType.name);
    if (projection === undefined) {
      projection = compileObject(collecting, objectType, selected);
      known.set(objectType.name, projection);
    }
    return projection;
  };
  if (isObjectType(type)) {
    const complete: Complete = (value, telling) => of(type).complete(value, telling);
    return { of, types: [type], complete };
  }
  const types = collecting.schema.getPossibleTypes(type);
  const byName = new Map(types.map((one) => [one.name, one]));
  const sets = selected.map(({ set }) => set);
  const untyped = needsNoType(collecting.schema, collecting.fragments, type, sets)
    ? compileObject(collecting, type, selected)
    : undefined;
  const projection: Projection = {
    of,
    types,
    complete: (value, telling) => {
      if (!isGathered(value)) return fault(telling, `Expected a value of type "${type.name}"`);
      const name = value['__typename'];
      const objectType = typeof name === 'string' ? byName.get(name) : undefined;
      if (objectType !== undefined) return of(objectType).complete(value, telling);
      const beside = errorBeside(value);
      if (
        untyped !== undefined &&
        beside?.key !== '__typename' &&
        (name === undefined || name === type.name)
      ) {
        return untyped.complete(value, telling);
      }
      if (beside !== undefined) {
        const { key, placed } = beside;
        return tell(telling, placed.error, visiblePath(projection, [key, ...placed.below]));
      }
      return fault(telling, `Abstract type "${type.name}" came without an object type that this graph shows`);
    },
  };
  return projection;
}

function compileObject(
  collecting: Collecting,
  type: GraphQLObjectType | GraphQLInterfaceType,
  selected: readonly Selected[],
): ObjectProjection {
  const fields = collectFields(collecting, type, selected).map((field) =>
    compileField(collecting, type, field),
  );
  return { fields, complete: completeObject(type, fields) };
}

function compileField(
  collecting: Collecting,
  parent: GraphQLNamedType,
  field: CollectedField,
): ProjectedField {
  const { definition, asked, node } = field;
  if (definition.name === '__typename') {
    const complete = (): string => parent.name;
    return { ...field, planKey: '__typename', isNonNull: true, complete, below: undefined };
  }
  if (definition.name.startsWith('__')) {
    const complete: Complete = (value) => value;
    return {
      ...field,
      planKey: introspectionKey(field.responseKey),
      isNonNull: false,
      complete,
      below: undefined,
    };
  }
  const planKey = planKeyOf(collecting.schema, asked, node);
  const named = namedTypeOf(definition.type);
  const below =
    isObjectType(named) || isAbstractType(named)
      ? compileProjection(collecting, named, field.selected)
      : undefined;
  const isNonNull = isNonNullType(definition.type);
  const complete = compileType(collecting, definition.type, below, `${parent.name}.${definition.name}`);
  return { ...field, planKey, isNonNull, complete, below };
}

/** Where the answer to `__schema` or `__type` is put beside what the plan gathered; no field can be called so. */
export function introspectionKey(responseKey: string): string {
  return `introspection of ${responseKey}`;
}

function completeObject(type: GraphQLNamedType, fields: readonly ProjectedField[]): Complete {
  const parts = fields.map((field) => completeField(type, field, fields));
  const complete = compileAnswer(type.name, fields, parts, [FAILED, ABSENT]);
  return (value, telling) =>
    isGathered(value) ? complete(value, telling) : fault(telling, `Expected a value of type "${type.name}"`);
}

function completeField(
  type: GraphQLNamedType,
  field: ProjectedField,
  fields: readonly ProjectedField[],
): CompletePart {
  const { planKey, responseKey, below, isNonNull } = field;
  return (value, telling) => {
    const before = telling.length;
    const raw = Object.hasOwn(value, planKey) ? value[planKey] : undefined;
    const completed =
      raw instanceof PlacedError ? tellPlaced(telling, raw, below) : field.complete(raw, telling);
    for (let at = before; at < telling.length; at += 1) telling[at]?.path.unshift(responseKey);
    if (completed !== ABSENT && completed !== FAILED) return completed;
    if (!isNonNull) {
      if (raw === undefined && errorBeside(value) === undefined) telling.push(neverFetched(type, field));
      return null;
    }
    if (completed === FAILED) return FAILED;
    // Of what a subgraph does not know any more nothing is left: it is null where it stands, as if it had ended before it was named.
    if (raw === null && isUnknown(value) && errorBeside(value) === undefined) return ABSENT;
    tellAbsent(telling, value, type, field, fields);
    return FAILED;
  };
}

/** Fills in what completion of a type says; the caller decides what becomes of a null. */
function compileType(
  collecting: Collecting,
  type: GraphQLOutputType,
  below: Projection | undefined,
  where: string,
): Complete {
  if (isNonNullType(type)) return compileType(collecting, type.ofType, below, where);
  if (isListType(type)) {
    const complete = compileType(collecting, type.ofType, below, where);
    return completeList(complete, isNonNullType(type.ofType), below, where);
  }
  if (below !== undefined) {
    return (value, telling) =>
      value === null || value === undefined ? ABSENT : below.complete(value, telling);
  }
  if (!isLeafType(type)) throw new Error(`${where} is neither a leaf nor a composite type`);
  const serialise = serialiser(type);
  return (value, telling) => {
    if (value === null || value === undefined) return ABSENT;
    try {
      return serialise(value);
    } catch (error) {
      return fault(telling, error instanceof Error ? error.message : String(error));
    }
  };
}

function completeList(
  complete: Complete,
  isNonNull: boolean,
  below: Projection | undefined,
  where: string,
): Complete {
  return (value, telling) => {
    if (value === null || value === undefined) return ABSENT;
    if (!Array.isArray(value)) return fault(telling, `Expected a list for field "${where}"`);
    const answer: unknown[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      const before = telling.length;
      const completed =
        item instanceof PlacedError ? tellPlaced(telling, item, below) : complete(item, telling);
      if (completed === ABSENT && isNonNull) tell(telling, nullError(item, where), []);
      for (let at = before; at < telling.length; at += 1) telling[at]?.path.unshift(index);
      if (completed !== ABSENT && completed !== FAILED) answer.push(completed);
      else if (isNonNull) return FAILED;
      else answer.push(null);
    }
    return answer;
  };
}

/** A null that nobody answered: a plan left the field out, or a subgraph did. It is told, as it may not be taken for the value. */
function neverFetched(type: GraphQLNamedType, { definition, responseKey }: ProjectedField): ToldError {
  const error = hubFault(`Nothing was answered for field ${type.name}.${definition.name}.`);
  return { error, path: [responseKey] };
}

/** The error of a null without one is the one that its subgraph gave for a neighbour, if it gave one. */
function tellAbsent(
  telling: Telling,
  source: Gathered,
  type: GraphQLNamedType,
  field: ProjectedField,
  fields: readonly ProjectedField[],
): void {
  const beside = errorBeside(source);
  if (beside === undefined) {
    if (!Object.hasOwn(source, field.planKey)) {
      telling.push(neverFetched(type, field));
      return;
    }
    const error = nullError(source[field.planKey], `${type.name}.${field.definition.name}`);
    telling.push({ error, path: [field.responseKey] });
    return;
  }
  const { key, placed } = beside;
  const neighbour = fields.find(({ planKey }) => planKey === key);
  const path =
    neighbour === undefined ? [] : [neighbour.responseKey, ...visiblePath(neighbour.below, placed.below)];
  telling.push({ error: placed.error, path });
}

function tellPlaced(telling: Telling, placed: PlacedError, below: Projection | undefined): typeof FAILED {
  return tell(telling, placed.error, visiblePath(below, placed.below));
}

function tell(telling: Telling, error: GraphQLError, path: (string | number)[]): typeof FAILED {
  telling.push({ error, path });
  return FAILED;
}

/** What completion itself finds (a null that may not be, a value outside its enum) is a subgraph that broke its schema. */
function fault(telling: Telling, message: string): typeof FAILED {
  return tell(telling, hubFault(message), []);
}

function hubFault(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'HUB_INTERNAL' } });
}

/** The error of a null where none may be. What has a value and is null all the same has ended while it was read. */
function nullError(value: unknown, where: string): GraphQLError {
  if (!isGathered(value)) return hubFault(`Cannot return null for non-nullable field ${where}.`);
  return new GraphQLError(
    `What ${where} names is not there any more: it ended while this was answered; ask again.`,
    { extensions: { code: 'HUB_NOT_FOUND', field: where } },
  );
}

function namedTypeOf(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) || isListType(type) ? namedTypeOf(type.ofType as GraphQLOutputType) : type;
}

/** Completes the root object; null when an error reached it. */
export function completeRoot(
  projection: ObjectProjection,
  data: Gathered,
  telling: Telling,
): Gathered | null {
  const completed = projection.complete(data, telling);
  return completed === FAILED || completed === ABSENT ? null : (completed as Gathered);
}
