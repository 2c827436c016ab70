import { isEnumType, type GraphQLLeafType } from 'graphql';

/** Answers a leaf as the schema serialises it. @throws Error for a value that is none of its type. */
export type Serialise = (value: unknown) => unknown;

const MAX_INT = 2_147_483_647;

/**
 * Result coercion (§3.5, §3.9 of the GraphQL specification), with a short way for what is right already. An enum value that callers must not
 * see is told apart from none by nothing.
 */
export function serialiser(type: GraphQLLeafType): Serialise {
  if (isEnumType(type)) {
    const shown = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => {
      if (shown.has(value)) return value;
      throw new Error(`Enum "${type.name}" cannot represent what its subgraph answered`);
    };
  }
  const right = RIGHT[type.name];
  if (right === undefined) return (value) => type.serialize(value);
  return (value) => (right(value) ? value : type.serialize(value));
}

const RIGHT: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  Int: (value) => Number.isInteger(value) && Math.abs(value as number) <= MAX_INT,
};
