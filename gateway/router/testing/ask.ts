import type { GraphQLFormattedError } from 'graphql';
import { pino } from 'pino';
import type { Caller } from '../../access/caller.ts';
import type { Gateway } from '../gateway.ts';
import { SAMPLE_CALLER } from './sample-graph.ts';

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Asks a gateway's graph without HTTP; the answer is as it would be serialised. */
export async function ask(
  gateway: Gateway,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
  caller: Caller = SAMPLE_CALLER,
): Promise<Answer> {
  const result = await gateway.service.answer({
    query,
    variables,
    caller,
    requestId: 'test',
    log: pino({ level: 'silent' }),
    readOnly: false,
  });
  return JSON.parse(JSON.stringify(result)) as Answer;
}
