import { buildSubgraph } from '../kit/build-subgraph.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import { SAVED_VIEW_MUTATIONS, SAVED_VIEW_QUERIES, SAVED_VIEW_TYPES } from './saved-views.ts';

/** What people keep of lists: files of them, and the filters that they use again. */
export function buildExports(): Subgraph {
  return buildSubgraph<undefined>({
    name: 'exports',
    loadersFor: () => undefined,
    references: {},
    resolvers: {
      Query: SAVED_VIEW_QUERIES,
      Mutation: SAVED_VIEW_MUTATIONS,
      ...SAVED_VIEW_TYPES,
    },
  });
}
