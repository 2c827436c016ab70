import { GraphQLError } from 'graphql';
import type { HubError } from '../../../schema/canonical/hub-error.ts';

/**
 * The request could not be executed at all, so the answer has no `data`. In GraphQL-over-HTTP's terms a request error: 400 under
 * `application/graphql-response+json`, 200 under `application/json`, except where the HTTP request itself is wrong (`transportStatus`).
 */
export class RequestError extends Error {
  readonly errors: readonly GraphQLError[];
  /** HTTP status whatever the media type, or undefined to follow the media type. */
  readonly transportStatus: number | undefined;

  constructor(errors: readonly GraphQLError[], transportStatus?: number) {
    super(errors[0]?.message ?? 'the request could not be executed');
    this.name = 'RequestError';
    this.errors = errors;
    this.transportStatus = transportStatus;
  }
}

/** A fault of the document or its variables, in the words of a HubError. */
export function refuse(error: HubError): RequestError {
  const field = error.field === undefined ? {} : { field: error.field };
  return new RequestError([new GraphQLError(error.message, { extensions: { code: error.code, ...field } })]);
}

/** Adds the hub's code to what GraphQL itself says of a document or its variables. */
export function badRequest(errors: readonly GraphQLError[]): RequestError {
  return new RequestError(
    errors.map(
      (error) =>
        new GraphQLError(error.message, {
          nodes: error.nodes ?? null,
          source: error.source ?? null,
          positions: error.positions ?? null,
          path: error.path ?? null,
          extensions: { code: 'HUB_BAD_REQUEST' },
        }),
    ),
  );
}
