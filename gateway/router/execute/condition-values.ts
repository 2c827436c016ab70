import { getVariableValues, type GraphQLSchema } from 'graphql';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';

/** @returns the values of those variables with their defaults; checked before, when the request was prepared */
export function conditionValues(
  schema: GraphQLSchema,
  { variableDefinitions }: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const definitions = variableDefinitions.filter(({ variable }) => names.includes(variable.name.value));
  return getVariableValues(schema, definitions, variables).coerced ?? {};
}
