import { execute, type GraphQLSchema } from 'graphql';
import type { RequestContext } from './request-context.ts';
import type { SubgraphAnswer, SubgraphTarget } from './subgraph-target.ts';

/**
 * A subgraph in this process, executed by graphql-js. `contextFor` is called once a request, however many fetches the plan sends here,
 * so that one request has one set of loaders.
 */
export function localTarget(
  name: string,
  schema: GraphQLSchema,
  contextFor: (context: RequestContext) => unknown,
): SubgraphTarget {
  const contexts = new WeakMap<RequestContext, unknown>();
  return {
    name,
    execute({ document, operationName, variables }, context): SubgraphAnswer | Promise<SubgraphAnswer> {
      let contextValue = contexts.get(context);
      if (contextValue === undefined) {
        contextValue = contextFor(context);
        contexts.set(context, contextValue);
      }
      return execute({ schema, document, operationName, variableValues: variables, contextValue });
    },
    close: () => Promise.resolve(),
  };
}
