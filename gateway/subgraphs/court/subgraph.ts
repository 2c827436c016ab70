import { buildFeedSubgraph } from '../kit/feed-subgraph.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import { CASE_FIELDS, CASE_NUMBER_FIELDS } from './case-fields.ts';
import { courtLoaders, type CourtLoaders } from './loaders.ts';

/** Pre-litigation mediation of the courts (法院诉前调解). */
export function buildCourt(): Subgraph {
  return buildFeedSubgraph<CourtLoaders>({
    feed: 'court',
    one: 'courtCase',
    many: 'courtCases',
    fields: CASE_FIELDS,
    more: { loadersFor: courtLoaders, resolvers: { CaseNumber: CASE_NUMBER_FIELDS } },
  });
}
