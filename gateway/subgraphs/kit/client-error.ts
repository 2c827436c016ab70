import { GraphQLError } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';

/**
 * The error that a client sees: a partner's own fault in the hub's words; of everything else only the code. The cause stays with the error
 * object (`originalError`) for the log and is never serialised.
 */
export function clientErrorOf(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (!(error instanceof HubError)) {
    return withCode('The hub failed to answer this field.', 'HUB_INTERNAL', error);
  }
  switch (error.fault) {
    case 'partner':
      return withCode(error.message, error.code, error, error);
    case 'transient':
      return withCode('The hub cannot reach its data at the moment; try again.', error.code, error);
    case 'feed':
    case 'operator':
    case 'hub':
      return withCode('The hub failed to answer this field.', 'HUB_INTERNAL', error);
  }
}

function withCode(
  message: string,
  code: string,
  cause: unknown,
  { field, details }: Partial<Pick<HubError, 'field' | 'details'>> = {},
): GraphQLError {
  return new GraphQLError(message, {
    ...(cause instanceof Error ? { originalError: cause } : {}),
    extensions: { code, ...(field === undefined ? {} : { field }), ...details },
  });
}

/**
 * The same function, failing only with errors that a client may see, and always by a promise: of a list in which one item fails later and
 * the next one at once, graphql-js 16 forgets the first, and a rejection that nobody waits for ends the process. What answers at once
 * still answers at once.
 */
export function clientErrors<Args extends readonly unknown[]>(
  resolve: (...args: Args) => unknown,
): (...args: Args) => unknown {
  return (...args) => {
    try {
      const answer = resolve(...args);
      return answer instanceof Promise ? answer.catch(rejected) : answer;
    } catch (error) {
      return rejected(error);
    }
  };
}

function rejected(error: unknown): Promise<never> {
  return Promise.reject(clientErrorOf(error));
}
