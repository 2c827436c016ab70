import { isScalarType, valueFromASTUntyped, type GraphQLScalarType, type GraphQLSchema } from 'graphql';

/**
 * Lets the public schema check what clients give for custom scalars. Only the check is taken over: values go on to subgraphs as they came,
 * and what subgraphs answer has been serialised by them.
 */
export function adoptScalarChecks(
  schema: GraphQLSchema,
  scalars: Readonly<Record<string, GraphQLScalarType>>,
): void {
  for (const [name, scalar] of Object.entries(scalars)) {
    const type = schema.getType(name);
    if (!isScalarType(type)) continue;
    type.parseValue = (value) => {
      scalar.parseValue(value);
      return value;
    };
    type.parseLiteral = (node, variables) => {
      scalar.parseLiteral(node, variables);
      return valueFromASTUntyped(node, variables);
    };
  }
}
