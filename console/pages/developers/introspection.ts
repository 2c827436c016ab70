import { gql } from '@urql/core';
import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';

export interface SchemaAnswer {
  readonly __schema: IntrospectionQuery['__schema'] | null;
}

/** Of the schema itself, which no typed document can ask: the generator reads documents against the graph's own types. */
export const INTROSPECTION = gql<SchemaAnswer, Record<string, never>>(
  getIntrospectionQuery({ inputValueDeprecation: true }),
);
