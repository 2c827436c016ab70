import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  type GraphQLNamedType,
} from 'graphql';

const MAX_INT = 2_147_483_647;

/** Tells the values of the specification's own scalars (§3.5) that are the same before and after coercion, as inputs and as results. */
export const RIGHT_SCALARS: ReadonlyMap<unknown, (value: unknown) => boolean> = new Map<
  GraphQLNamedType,
  (value: unknown) => boolean
>([
  [GraphQLString, (value) => typeof value === 'string'],
  [GraphQLID, (value) => typeof value === 'string'],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
  [GraphQLFloat, (value) => typeof value === 'number' && Number.isFinite(value)],
  [GraphQLInt, (value) => Number.isInteger(value) && Math.abs(value as number) <= MAX_INT],
]);
