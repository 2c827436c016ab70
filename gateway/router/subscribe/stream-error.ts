import { GraphQLError } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Logger } from '../../../runtime/log.ts';
import { clientError } from '../execute/mask-error.ts';
import { countError } from '../metrics.ts';
import { RequestError } from '../prepare/request-error.ts';

/** What ended a stream, or kept it from beginning, as a client may see it; with the cursor to go on from, when there is one. */
export function streamErrors(error: unknown, cursor: string | null, log: Logger): readonly GraphQLError[] {
  const errors =
    error instanceof RequestError ? error.errors : [clientError(error, { path: undefined }, log)];
  return errors.map((one) => {
    countError(typeof one.extensions['code'] === 'string' ? one.extensions['code'] : 'HUB_INTERNAL');
    return cursor === null
      ? one
      : new GraphQLError(one.message, { extensions: { ...one.extensions, cursor } });
  });
}

/** The client did not take what was written for it. */
export function tooSlow(stallMs: number): HubError {
  return new HubError(
    'HUB_TOO_SLOW',
    `nothing was read for ${stallMs} ms while the buffer was full; connect again with the last cursor and read faster, or ask for less`,
  );
}
