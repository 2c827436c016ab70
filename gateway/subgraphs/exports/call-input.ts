import type { GraphQLResolveInfo } from 'graphql';
import { required } from '../kit/mutation-input.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';

type Context = SubgraphContext<undefined>;
type Mutation<Input> = (
  parent: unknown,
  args: { readonly input: Input },
  context: Context,
  info: GraphQLResolveInfo,
) => Promise<object>;

const LONGEST_CALL_ID = 200;

/** A mutation on `input`, which answers `clientMutationId` beside what `work` does. */
export function callInput<Input extends { readonly clientMutationId: string }>(
  work: (input: Input, context: Context, info: GraphQLResolveInfo) => Promise<object>,
): Mutation<Input> {
  return async (_, { input }, context, info) => {
    const clientMutationId = required(input.clientMutationId, 'clientMutationId', LONGEST_CALL_ID);
    return { clientMutationId, ...(await work(input, context, info)) };
  };
}
