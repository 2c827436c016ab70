import {
  getVariableValues,
  isListType,
  isNonNullType,
  isScalarType,
  typeFromAST,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { RIGHT_SCALARS } from './right-scalars.ts';

type Values = Readonly<Record<string, unknown>>;
export type CoerceVariables = (
  given: Values,
) => { readonly coerced: Record<string, unknown> } | { readonly errors: readonly GraphQLError[] };

/** Says that a value needs the long way. */
const UNSURE = Symbol('unsure');
type Coerce = (value: unknown) => unknown;

/** As many as graphql-js tells when it executes. */
const MAX_ERRORS = 50;
/** CoerceVariableValues (§6.1.2 of the GraphQL specification) with a short way for scalars and lists of them that are right already. */
export function compileVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): CoerceVariables {
  const slowly: CoerceVariables = (given) => {
    const { coerced, errors } = getVariableValues(schema, definitions, given, { maxErrors: MAX_ERRORS });
    return errors === undefined ? { coerced } : { errors };
  };
  const quick = definitions.map(({ variable, type, defaultValue }) => {
    const known = typeFromAST(schema, type) as GraphQLInputType | undefined;
    const coerce = known === undefined ? () => UNSURE : compileInput(known);
    return { name: variable.name.value, coerce, hasDefault: defaultValue !== undefined };
  });
  return (given) => {
    const coerced: Record<string, unknown> = {};
    for (const { name, coerce, hasDefault } of quick) {
      const isGiven = Object.hasOwn(given, name);
      if (!isGiven && hasDefault) return slowly(given);
      const value = coerce(isGiven ? given[name] : null);
      if (value === UNSURE) return slowly(given);
      if (isGiven) coerced[name] = value;
    }
    return { coerced };
  };
}

/** Undefined stands for nothing that is right: what graphql-js says of it is found out the long way. */
function compileInput(type: GraphQLInputType): Coerce {
  if (isNonNullType(type)) {
    const coerce = compileInput(type.ofType);
    return (value) => (value === null ? UNSURE : coerce(value));
  }
  if (isListType(type)) {
    const coerce = compileInput(type.ofType);
    return (value) => {
      if (value === null) return null;
      if (!Array.isArray(value)) return UNSURE;
      const items: unknown[] = [];
      for (const item of value as unknown[]) {
        const coerced = coerce(item);
        if (coerced === UNSURE) return UNSURE;
        items.push(coerced);
      }
      return items;
    };
  }
  const right = RIGHT_SCALARS.get(type);
  if (right !== undefined) return (value) => (value === null || right(value) ? value : UNSURE);
  if (!isScalarType(type)) return (value) => (value === null ? null : UNSURE);
  return (value) => {
    if (value === null) return null;
    if (value === undefined) return UNSURE;
    try {
      const parsed: unknown = type.parseValue(value);
      return parsed === undefined ? UNSURE : parsed;
    } catch {
      return UNSURE;
    }
  };
}
