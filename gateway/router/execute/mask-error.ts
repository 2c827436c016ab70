import { GraphQLError } from 'graphql';
import {
  HUB_ERRORS,
  HubError,
  type ErrorDetails,
  type HubErrorCode,
} from '../../../schema/canonical/hub-error.ts';
import type { Logger } from '../../../runtime/log.ts';

const MASKED = 'The hub could not do this: an internal fault, written to its log under this request id.';

/** A code of the hub's table, or undefined for anything else that an error may carry. */
export function hubCodeOf(code: unknown): HubErrorCode | undefined {
  return typeof code === 'string' && Object.hasOwn(HUB_ERRORS, code) ? (code as HubErrorCode) : undefined;
}

export interface ErrorPlace {
  readonly path: readonly (string | number)[] | undefined;
  readonly subgraph?: string;
}

/**
 * What a client may see of an error: what a subgraph made for clients (a GraphQL error with a code of the hub) and a HubError that others
 * than the hub must mend, as they are; of anything else only that it happened. What clients do not see is logged.
 */
export function clientError(error: unknown, place: ErrorPlace, log: Logger): GraphQLError {
  const made = madeForClients(error);
  if (made !== undefined) {
    const fault = HUB_ERRORS[made.code].fault;
    if (fault !== 'partner') log.warn({ err: rootOf(error), ...place }, 'a field could not be answered');
    return withCode(made.message, made.code, made, place);
  }
  const known = rootOf(error);
  if (known instanceof HubError && known.fault !== 'hub' && known.fault !== 'operator') {
    if (known.fault !== 'partner') log.warn({ err: known, ...place }, 'a field could not be answered');
    return withCode(known.message, known.code, known, place);
  }
  log.error({ err: known, ...place }, 'a field failed with an internal fault');
  return withCode(MASKED, 'HUB_INTERNAL', {}, place);
}

/** Where a partner's program finds what it needs to go on. */
interface Hints {
  readonly field?: string | undefined;
  readonly details?: ErrorDetails | undefined;
}

function madeForClients(
  error: unknown,
): ({ readonly message: string; readonly code: HubErrorCode } & Hints) | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  const { code, field, legalMoves, currentVersion, decisionId, currentColour, oldestCursor } =
    error.extensions;
  const known = hubCodeOf(code);
  if (known === undefined) return undefined;
  return {
    message: error.message,
    code: known,
    field: typeof field === 'string' ? field : undefined,
    details: {
      ...(Array.isArray(legalMoves) ? { legalMoves: legalMoves.map(String) } : {}),
      ...(typeof currentVersion === 'number' ? { currentVersion } : {}),
      ...(typeof decisionId === 'string' ? { decisionId } : {}),
      ...(typeof currentColour === 'string' ? { currentColour } : {}),
      ...(typeof oldestCursor === 'string' ? { oldestCursor } : {}),
    },
  };
}

/** What was thrown first, below GraphQL's wrapping. */
function rootOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError !== undefined)
    current = current.originalError;
  return current;
}

function withCode(
  message: string,
  code: HubErrorCode,
  { field, details }: Hints,
  { path, subgraph }: ErrorPlace,
): GraphQLError {
  return new GraphQLError(message, {
    path: path ?? null,
    extensions: {
      code,
      ...(field === undefined ? {} : { field }),
      ...details,
      ...(code === 'HUB_SUBGRAPH_UNAVAILABLE' && subgraph !== undefined ? { subgraph } : {}),
    },
  });
}
