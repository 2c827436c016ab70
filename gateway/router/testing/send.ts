import type { Gateway } from '../gateway.ts';
import { SAMPLE_TOKEN } from './sample-graph.ts';

/** A request; JSON and the sample's token unless told. */
export interface Given {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'OPTIONS' | 'DELETE';
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly token?: string | null;
}
export interface Got {
  readonly status: number;
  readonly type: string;
  readonly headers: Record<string, unknown>;
  readonly body: { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] };
}

/** Sends a request through a gateway's whole HTTP side without a socket. */
export async function send(gateway: Gateway, given: Given): Promise<Got> {
  const { method = 'POST', url = '/graphql', headers = {}, body, token = SAMPLE_TOKEN } = given;
  const payload =
    body === undefined
      ? undefined
      : body instanceof Buffer || typeof body === 'string'
        ? body
        : JSON.stringify(body);
  const response = await gateway.app.inject({
    method,
    url,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: token }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  });
  const type = String(response.headers['content-type']);
  return {
    status: response.statusCode,
    type,
    headers: response.headers,
    body: type.includes('json') ? (JSON.parse(response.body) as Got['body']) : {},
  };
}

export function codeOf({ body }: Got): string | undefined {
  return body.errors?.[0]?.extensions?.code;
}
