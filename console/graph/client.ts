import {
  cacheExchange,
  createClient,
  fetchExchange,
  mapExchange,
  type Client as UrqlClient,
} from '@urql/core';
import type { Client as SocketClient } from 'graphql-ws';
import { openSocket, type SocketTold } from './socket.ts';

const ENDPOINT = '/graphql';

export interface GraphConnection {
  readonly client: UrqlClient;
  readonly socket: SocketClient;
}

/** The graph as the token's holder: a POST for each question, one socket for all streams. */
export function connectGraph(token: string, told: SocketTold): GraphConnection {
  const client = createClient({
    url: ENDPOINT,
    preferGetMethod: false,
    fetchOptions: {
      credentials: 'omit',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/graphql-response+json, application/json;q=0.9',
      },
    },
    exchanges: [
      cacheExchange,
      mapExchange({
        onError(error) {
          if ((error.response as Response | undefined)?.status === 401) told.onRefused();
        },
      }),
      fetchExchange,
    ],
  });
  return { client, socket: openSocket(token, told) };
}
