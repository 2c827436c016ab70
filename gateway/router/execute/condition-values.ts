import { getVariableValues, Kind, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
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

/** Variables of @skip and @include, also of fragments that other operations spread: it does no harm. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'skip' && node.name.value !== 'include') return;
      for (const { value } of node.arguments ?? [])
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}
