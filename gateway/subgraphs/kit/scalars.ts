import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLSafeInt } from 'graphql-scalars';
import { DateTimeSchema } from '../../../schema/canonical/date-time.ts';

function readInput(value: unknown): string {
  const parsed = DateTimeSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new GraphQLError(
    'A DateTime is an RFC 3339 text with an offset, for example "2026-03-01T12:03:22+08:00"',
    { extensions: { code: 'HUB_BAD_REQUEST' } },
  );
}

/**
 * RFC 3339 with the offset kept. The scalar of graphql-scalars makes a `Date` of it and so answers every time in UTC: the local hour of a
 * report would be lost.
 */
const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  serialize: (value) => {
    if (typeof value === 'string') return value;
    throw new TypeError('a stored time is no text');
  },
  parseValue: readInput,
  parseLiteral: (node) => readInput(node.kind === Kind.STRING ? node.value : undefined),
});

export const scalarResolvers = { DateTime, SafeInt: GraphQLSafeInt };
