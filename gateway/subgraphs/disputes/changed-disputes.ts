import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import { digest } from '../../../schema/canonical/ids.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import type { DisputeCriteria } from '../../access/criteria.ts';
import type { ScopedStore } from '../../access/door.ts';
import { eventCriteriaOf } from '../../events/event-criteria.ts';
import { pageSizeOf, type Connection, type PageArguments } from '../kit/connection.ts';

export interface ChangedDisputesQuery {
  readonly criteria: DisputeCriteria;
  /** RFC 3339. */
  readonly since: string;
  readonly page: PageArguments;
}

const COUNT_UP_TO = 10_000;
const CHANGES = eventCriteriaOf({ kinds: ['DISPUTE_CHANGED'] });

/**
 * Disputes by the place of their changes in the log of events: each once a page, at its last change there, as it is now. Paging by place, not by
 * time, misses none that changes meanwhile; one that changes again comes again on a later page.
 */
export async function changedDisputes(
  { criteria, since, page }: ChangedDisputesQuery,
  store: ScopedStore,
): Promise<Connection<DisputeDoc>> {
  const { after = null } = page;
  const events = await store.eventPage({
    criteria: CHANGES,
    filterHash: digest('changed-disputes', canonicalJson(criteria)).slice(0, 16),
    after,
    since,
    limit: pageSizeOf(page),
  });
  const lastChange = new Map(events.edges.map(({ cursor, event }) => [event.subjectId, cursor]));
  const found =
    lastChange.size === 0
      ? []
      : await store.disputePage({
          criteria: { ...criteria, ids: [...lastChange.keys()] },
          sortField: 'openedAt',
          direction: 'ASC',
          after: null,
          limit: lastChange.size,
        });
  const byId = new Map(found.map((dispute) => [dispute._id, dispute]));
  const edges = events.edges.flatMap(({ cursor, event: { subjectId } }) => {
    const node = byId.get(subjectId);
    return node === undefined || lastChange.get(subjectId) !== cursor ? [] : [{ cursor, node }];
  });
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: events.hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: events.endCursor,
    },
    count: () => store.countDisputes(criteria, COUNT_UP_TO),
  };
}
