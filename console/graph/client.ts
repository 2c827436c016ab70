import {
  cacheExchange,
  createClient,
  fetchExchange,
  gql,
  mapExchange,
  type Client as UrqlClient,
  type CombinedError,
} from '@urql/core';
import type { Client as SocketClient } from 'graphql-ws';
import { purposesAmong } from '../session/purpose.ts';
import type { Purpose } from '../vocabulary/enums.ts';
import type { Asker } from './asker.ts';
import { openSocket, type SocketTold } from './socket.ts';

const ENDPOINT = '/graphql';
const AM_I_HEARD = gql('query AmIHeard { __typename }');
const PURPOSE_CODES: readonly unknown[] = ['HUB_PURPOSE_REQUIRED', 'HUB_PURPOSE_NOT_GRANTED'];

export interface GraphConnection {
  readonly client: UrqlClient;
  readonly socket: SocketClient;
}

export interface GraphTold extends Omit<SocketTold, 'onShut'> {
  /** The gateway wants to be told for what it is asked, of these. */
  readonly onPurpose: (purposes: readonly Purpose[]) => void;
}

/** The graph as the token's holder: a POST for each question, one socket for all streams. */
export function connectGraph(asker: Asker, told: GraphTold): GraphConnection {
  const client = createClient({
    ...requestsOf(asker),
    exchanges: [
      cacheExchange,
      mapExchange({
        onError(error) {
          if ((error.response as Response | undefined)?.status === 401) told.onRefused();
          const purposes = purposesWanted(error);
          if (purposes.length > 0) told.onPurpose(purposes);
        },
      }),
      fetchExchange,
    ],
  });
  // A socket cannot say why it was not let in: an answer does.
  const onShut = (): void => {
    void client.query(AM_I_HEARD, {}, { requestPolicy: 'network-only' }).toPromise();
  };
  return { client, socket: openSocket(asker, { ...told, onShut }) };
}

/** The graph for one look: nothing of its answers is kept for later. */
export function connectOnce(asker: Asker): UrqlClient {
  return createClient({ ...requestsOf(asker), exchanges: [fetchExchange] });
}

function requestsOf({
  token,
  purpose,
  reason,
}: Asker): Omit<Parameters<typeof createClient>[0], 'exchanges'> {
  return {
    url: ENDPOINT,
    preferGetMethod: false,
    fetchOptions: {
      credentials: 'omit',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/graphql-response+json, application/json;q=0.9',
        ...(purpose === null ? {} : { 'purpose-of-use': purpose }),
        ...(reason === undefined ? {} : { 'reason-of-use': encodeURIComponent(reason) }),
      },
    },
  };
}

function purposesWanted({ graphQLErrors }: CombinedError): readonly Purpose[] {
  const asking = graphQLErrors.find(({ extensions }) => PURPOSE_CODES.includes(extensions['code']));
  return purposesAmong(asking?.extensions['purposes']);
}
