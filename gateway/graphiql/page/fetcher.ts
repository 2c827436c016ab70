import type { GraphiQLProps } from 'graphiql';
import { getOperationAST, OperationTypeNode, type ExecutionResult } from 'graphql';
import { streamOver } from './streams.ts';

const ENDPOINT = '/graphql';

/** GraphiQL's way to the gateway: a POST with the token and nothing else of the browser's, and a socket for subscriptions. */
export function fetcherFor(token: string): GraphiQLProps['fetcher'] {
  const subscribe = streamOver(ENDPOINT, token);
  return (parameters, options) => {
    const { documentAST } = options ?? {};
    const operation =
      documentAST === undefined ? null : getOperationAST(documentAST, parameters.operationName);
    return operation?.operation === OperationTypeNode.SUBSCRIPTION
      ? subscribe(parameters)
      : answer(token, parameters);
  };
}

async function answer(token: string, parameters: object): Promise<ExecutionResult> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    credentials: 'omit',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(parameters),
  });
  return (await response.json()) as ExecutionResult;
}
