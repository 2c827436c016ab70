import type { ReferenceView } from '../../access/reference-reads.ts';
import type { ReferenceKind } from '../../../schema/canonical/reference.ts';
import { CONNECTION_FIELDS } from '../kit/connection.ts';
import { buildFeedSubgraph } from '../kit/feed-subgraph.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import { COMMITTEE_FIELDS, COMMUNITY_FIELDS, GRID_FIELDS, MEDIATOR_FIELDS } from './entry-fields.ts';
import { EVENT_FIELDS } from './event-fields.ts';
import { entryList, entryWithCode, type EntryListArguments } from './lists.ts';
import { gridLoaders, type GridContext, type GridLoaders } from './loaders.ts';

const one =
  (kind: ReferenceKind) =>
  (_: unknown, { code }: { readonly code: string }, context: GridContext): unknown =>
    entryWithCode(kind, code, context);

const many =
  (kind: ReferenceKind) =>
  (_: unknown, args: EntryListArguments, context: GridContext): unknown =>
    entryList(kind, args, context);

const byId =
  (kind: ReferenceKind) =>
  async ({ id }: { readonly id: string }, { loaders }: GridContext): Promise<ReferenceView | null> => {
    const entry = await loaders.entryById.load(id);
    return entry?.kind === kind ? entry : null;
  };

/** Grid inspection (网格巡查): its events, and the platform's lists of grids, communities, mediation committees and mediators. */
export function buildGrid(): Subgraph {
  return buildFeedSubgraph<GridLoaders>({
    feed: 'grid',
    one: 'gridEvent',
    many: 'gridEvents',
    fields: EVENT_FIELDS,
    more: {
      loadersFor: gridLoaders,
      references: {
        Grid: byId('GRID'),
        Community: byId('COMMUNITY'),
        MediationCommittee: byId('MEDIATION_COMMITTEE'),
        Mediator: byId('MEDIATOR'),
      },
      resolvers: {
        Query: {
          grid: one('GRID'),
          grids: many('GRID'),
          community: one('COMMUNITY'),
          communities: many('COMMUNITY'),
          mediationCommittee: one('MEDIATION_COMMITTEE'),
          mediationCommittees: many('MEDIATION_COMMITTEE'),
          mediator: one('MEDIATOR'),
          mediators: many('MEDIATOR'),
        },
        Grid: GRID_FIELDS,
        Community: COMMUNITY_FIELDS,
        MediationCommittee: COMMITTEE_FIELDS,
        Mediator: MEDIATOR_FIELDS,
        GridConnection: CONNECTION_FIELDS,
        CommunityConnection: CONNECTION_FIELDS,
        MediationCommitteeConnection: CONNECTION_FIELDS,
        MediatorConnection: CONNECTION_FIELDS,
      },
    },
  });
}
