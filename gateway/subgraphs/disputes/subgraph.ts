import { servedFeeds } from '../../../schema/subgraphs/subgraph-sdl.ts';
import { FEED_TERMS } from '../../../schema/vocabulary/feeds.ts';
import { buildSubgraph } from '../kit/build-subgraph.ts';
import { CONNECTION_FIELDS } from '../kit/connection.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import { LINK_MUTATIONS } from './deciding/mutations.ts';
import { DISPUTE_FIELDS, PARTY_FIELDS } from './dispute-fields.ts';
import { disputeList, disputeWithCode, type DisputeListArguments } from './dispute-roots.ts';
import { LINK_QUERIES, LINK_TYPES } from './links/resolvers.ts';
import { disputeLoaders, disputeOfRecord, type DisputeLoaders, type DisputesContext } from './loaders.ts';
import { MEMBER_FIELDS } from './members.ts';
import { nodeWithId, partyWithId } from './node.ts';
import type { RecordReference } from '../kit/references.ts';
import { COLOUR_MUTATIONS } from './risk/mutations.ts';
import { RISK_QUERIES, RISK_RULES_TYPES } from './risk/rules.ts';
import { RISK_TYPES } from './risk/risk-fields.ts';
import { search, SEARCH_HIT_FIELDS, type SearchArguments } from './search.ts';
import { TIMELINE_FIELDS } from './timeline.ts';
import { WORKFLOW_MUTATIONS } from './workflow/mutations.ts';
import { WORKFLOW_TYPES } from './workflow/workflow-fields.ts';

interface DisputeKey {
  readonly id?: string;
  readonly code?: string;
}

/** What each record type gets here: the dispute that the record belongs to. */
const RECORD_FIELDS = {
  dispute: ({ id }: RecordReference, _: unknown, context: DisputesContext) => disputeOfRecord(id, context),
};

const recordTypes = servedFeeds().map((feed) => FEED_TERMS[feed].typename);

/** Disputes, their parties and timelines; search over all records. */
export function buildDisputes(): Subgraph {
  return buildSubgraph<DisputeLoaders>({
    name: 'disputes',
    loadersFor: disputeLoaders,
    references: {
      Dispute: ({ id, code }: DisputeKey, { loaders }) =>
        id === undefined ? loaders.disputeByCode.load(code ?? '') : loaders.disputeById.load(id),
      Party: ({ id }: { id: string }, context) => partyWithId(id, context),
      ...Object.fromEntries(recordTypes.map((typename) => [typename, (reference: unknown) => reference])),
    },
    resolvers: {
      Query: {
        dispute: (_: unknown, args: { code: string }, context: DisputesContext) =>
          disputeWithCode(args, context),
        disputes: (_: unknown, args: DisputeListArguments, context: DisputesContext) =>
          disputeList(args, context),
        search: (_: unknown, args: SearchArguments, context: DisputesContext) => search(args, context),
        node: (_: unknown, { id }: { id: string }, context: DisputesContext) => nodeWithId(id, context),
        ...LINK_QUERIES,
        ...RISK_QUERIES,
      },
      Mutation: { ...WORKFLOW_MUTATIONS, ...LINK_MUTATIONS, ...COLOUR_MUTATIONS },
      ...LINK_TYPES,
      Dispute: DISPUTE_FIELDS,
      ...WORKFLOW_TYPES,
      ...RISK_TYPES,
      ...RISK_RULES_TYPES,
      DisputeMember: MEMBER_FIELDS,
      DisputeMemberConnection: CONNECTION_FIELDS,
      Party: PARTY_FIELDS,
      TimelineEvent: TIMELINE_FIELDS,
      TimelineConnection: CONNECTION_FIELDS,
      DisputeConnection: CONNECTION_FIELDS,
      SearchConnection: CONNECTION_FIELDS,
      SearchHit: SEARCH_HIT_FIELDS,
      ...Object.fromEntries(recordTypes.map((typename) => [typename, RECORD_FIELDS])),
    },
  });
}
