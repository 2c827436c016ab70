import {
  eventCriteriaOf,
  type EventCriteria,
  type EventFilterArgument,
} from '../../events/event-criteria.ts';
import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { pageSizeOf, type Connection, type PageArguments } from '../kit/connection.ts';
import type { EventsContext } from './loaders.ts';

export interface EventListArguments extends PageArguments {
  readonly filter?: EventFilterArgument | null;
  readonly since?: string | null;
}

const COUNT_UP_TO = 10_000;

/** A page of the log of events. */
export async function eventList(
  args: EventListArguments,
  { store }: EventsContext,
): Promise<Connection<HubEvent>> {
  const criteria = eventCriteriaOf(args.filter ?? {});
  const { after = null, since = null } = args;
  const page = await store.eventPage({ criteria, after, since, limit: pageSizeOf(args) });
  const edges = page.edges.map(({ cursor, event }) => ({ cursor, node: event }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: page.endCursor,
    },
    count: () => countOf(criteria, store),
  };
}

async function countOf(criteria: EventCriteria, store: EventsContext['store']): Promise<number> {
  const log = await store.eventLog();
  return log === null ? 0 : store.countEvents(log.epoch, criteria, COUNT_UP_TO);
}
