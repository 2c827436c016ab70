import { getNamedType, isInputObjectType, isObjectType, type GraphQLSchema } from 'graphql';

/** Everything that queries can name: fields of objects, their arguments, fields of inputs, as coordinates. */
export function coordinatesOf(schema: GraphQLSchema): string[] {
  const coordinates: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
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
