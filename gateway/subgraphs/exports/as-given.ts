import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLInputType,
} from 'graphql';

/** An input as a client writes it in JSON: the executor has put internal values in place of enums' names. */
export function asGiven(value: unknown, type: GraphQLInputType): unknown {
  if (value === null || value === undefined) return null;
  if (isNonNullType(type)) return asGiven(value, type.ofType);
  if (isListType(type)) return (value as readonly unknown[]).map((one) => asGiven(one, type.ofType));
  if (isEnumType(type) || isScalarType(type)) return type.serialize(value);
  if (!isInputObjectType(type)) return value;
  const fields = type.getFields();
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) => {
      const field = fields[name];
      return field === undefined || one === undefined ? [] : [[name, asGiven(one, field.type)]];
    }),
  );
}
