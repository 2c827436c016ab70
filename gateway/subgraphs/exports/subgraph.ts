import { buildSubgraph } from '../kit/build-subgraph.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import { EXPORT_MUTATIONS, EXPORT_QUERIES, EXPORT_TYPES } from './jobs.ts';
import { SAVED_VIEW_MUTATIONS, SAVED_VIEW_QUERIES, SAVED_VIEW_TYPES } from './saved-views.ts';

/** What people keep of lists: files of them, and the filters that they use again. */
export function buildExports(): Subgraph {
  return buildSubgraph<undefined>({
    name: 'exports',
    loadersFor: () => undefined,
    references: {},
    resolvers: {
      Query: { ...EXPORT_QUERIES, ...SAVED_VIEW_QUERIES },
      Mutation: { ...EXPORT_MUTATIONS, ...SAVED_VIEW_MUTATIONS },
      ...EXPORT_TYPES,
      ...SAVED_VIEW_TYPES,
    },
  });
}
