import {
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** Types that can be reached from a query, but for some of its fields; the others belong to mutations. */
function askable(schema: GraphQLSchema, without: ReadonlySet<string>): ReadonlySet<GraphQLNamedType> {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ name }) => !without.has(name),
  );
  const reached = new Set<GraphQLNamedType>(
    roots.flatMap(({ type, args }) => [getNamedType(type), ...args.map((one) => getNamedType(one.type))]),
  );
  // A set goes on over what is added while it is gone through.
  for (const type of reached) {
    if (isAbstractType(type)) for (const possible of schema.getPossibleTypes(type)) reached.add(possible);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) reached.add(getNamedType(field.type));
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      reached.add(getNamedType(field.type));
      for (const argument of field.args) reached.add(getNamedType(argument.type));
    }
  }
  return reached;
}

/**
 * Everything that queries can name: fields of objects, their arguments, fields of inputs, as coordinates.
 * @param without fields of `Query` that are left out, with all that only they lead to
 */
export function coordinatesOf(schema: GraphQLSchema, without: ReadonlySet<string>): string[] {
  const coordinates = Object.values(schema.getQueryType()?.getFields() ?? {})
    .filter(({ name }) => !without.has(name))
    .flatMap(({ name, args }) => [`Query.${name}`, ...args.map((one) => `Query.${name}(${one.name})`)]);
  for (const type of askable(schema, without)) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        coordinates.push(`${type.name}.${field.name}`);
        for (const { name } of field.args) coordinates.push(`${type.name}.${field.name}(${name})`);
      }
    } else if (isInputObjectType(type)) {
      for (const { name } of Object.values(type.getFields())) coordinates.push(`${type.name}.${name}`);
    }
  }
  return coordinates.sort();
}

/** Coordinates of the input fields that a value gives. */
export function inputCoordinates(schema: GraphQLSchema, typeName: string, value: unknown): string[] {
  const type = schema.getType(typeName);
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => inputCoordinates(schema, typeName, item));
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = type.getFields()[name];
    if (field === undefined) return [];
    return [`${typeName}.${name}`, ...inputCoordinates(schema, getNamedType(field.type).name, inner)];
  });
}
