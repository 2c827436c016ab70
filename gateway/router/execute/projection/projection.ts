import type { GraphQLError, GraphQLObjectType } from 'graphql';
import type { CollectedField } from './collect-fields.ts';

/** An error whose path grows from the place of the fault to the root while the answer is put together. */
export interface ToldError {
  readonly error: GraphQLError;
  readonly path: (string | number)[];
}

/** The errors of one answer so far. */
export type Telling = ToldError[];

/** Completes a value of a nullable type: the completed value, or one of the two nulls. */
export type Complete = (value: unknown, telling: Telling) => unknown;

/** The fields of one object type in the order of the answer. */
export interface ObjectProjection {
  readonly fields: readonly ProjectedField[];
  /** Completes an object; FAILED or ABSENT when it must be null itself. */
  readonly complete: Complete;
}

export interface ProjectedField extends CollectedField {
  readonly planKey: string;
  readonly isNonNull: boolean;
  readonly complete: Complete;
  /** Of what is below; undefined for leaves. */
  readonly below: Projection | undefined;
}

/** What is asked of a value of an object, interface or union type; compiled for each object type when it is first met. */
export interface Projection {
  of(type: GraphQLObjectType): ObjectProjection;
  /** Object types that the value can be of. */
  readonly types: readonly GraphQLObjectType[];
  readonly complete: Complete;
}
