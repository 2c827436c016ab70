import type { GraphQLSchema } from 'graphql';
import { debugPrinter } from './debug-printer.ts';
import { LocalExecutor } from './local/local-executor.ts';
import type { RequestContext } from './request-context.ts';
import type { SubgraphAnswer, SubgraphTarget } from './subgraph-target.ts';

/**
 * A subgraph in this process, its operations compiled (`local/`). `contextFor` is called once a request, however many fetches the plan sends here,
 * so that one request has one set of loaders.
 */
export function localTarget(
  name: string,
  schema: GraphQLSchema,
  contextFor: (context: RequestContext) => unknown,
): SubgraphTarget {
  const executor = new LocalExecutor(schema, codePrinter(name));
  return {
    name,
    execute({ document, operationName, variables }, context): SubgraphAnswer | Promise<SubgraphAnswer> {
      let contextValue = context.kept.get(executor);
      if (contextValue === undefined) {
        contextValue = contextFor(context);
        context.kept.set(executor, contextValue);
      }
      return executor.execute(document, operationName, variables, contextValue);
    },
    close: () => Promise.resolve(),
  };
}

function codePrinter(name: string): ((code: string) => void) | undefined {
  const print = debugPrinter();
  return (
    print &&
    ((code) => {
      print(`subgraph ${name} runs\n${code}`);
    })
  );
}
