import {
  getArgumentValues,
  isNonNullType,
  Kind,
  valueFromAST,
  type FieldNode,
  type GraphQLField,
} from 'graphql';
import type { LocalRun } from './local-run.ts';

type Arguments = Record<string, unknown>;
export type ArgumentsOf = (run: LocalRun) => Arguments;

/** An argument of which is known beforehand where its value comes from. */
type Known =
  | { readonly name: string; readonly variable: string }
  | { readonly name: string; readonly variable: undefined; readonly value: unknown };

/**
 * CoerceArgumentValues (§6.4.1 of the GraphQL specification) of one field. Resolvers get an object of their own each time. What is not a plain
 * constant or a variable that has a value is left to graphql-js.
 */
export function compileArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode): ArgumentsOf {
  if (definition.args.length === 0) return () => ({});
  const slowly: ArgumentsOf = ({ variables }) => getArgumentValues(definition, node, variables);
  const known = knownArguments(definition, node);
  if (known === undefined) return slowly;
  return (run) => {
    const given: Arguments = {};
    for (const argument of known) {
      if (argument.variable === undefined) given[argument.name] = argument.value;
      else {
        const { variables } = run;
        const value = Object.hasOwn(variables, argument.variable) ? variables[argument.variable] : null;
        if (value === undefined || value === null) return slowly(run);
        given[argument.name] = value;
      }
    }
    return given;
  };
}

/** Undefined when an argument has to be looked at each time. */
function knownArguments(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): readonly Known[] | undefined {
  const known: Known[] = [];
  for (const { name, type, defaultValue } of definition.args) {
    const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (given === undefined) {
      if (defaultValue !== undefined) known.push({ name, variable: undefined, value: defaultValue });
      else if (isNonNullType(type)) return undefined;
    } else if (given.kind === Kind.VARIABLE) {
      known.push({ name, variable: given.name.value });
    } else {
      const value: unknown = valueFromAST(given, type);
      if (value === undefined || (typeof value === 'object' && value !== null)) return undefined;
      known.push({ name, variable: undefined, value });
    }
  }
  return known;
}
