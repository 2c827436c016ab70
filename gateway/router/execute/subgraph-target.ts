import type { DocumentNode, GraphQLError } from 'graphql';
import type { Cancellation } from './cancellation.ts';
import type { RequestContext } from './request-context.ts';

/** One fetch of a query plan. */
export interface SubgraphRequest {
  /** The same object for every execution of the same plan: may be a cache key. */
  readonly document: DocumentNode;
  /** The same as text. */
  readonly text: string;
  /** A mutation is sent once, whatever happens. */
  readonly isMutation: boolean;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whether it has less time than fetches have, because the whole request is nearly out of time: being late then says nothing of the subgraph. */
  readonly isHurried: boolean;
  /** Cancelled when the fetch has taken too long. */
  readonly cancellation: Cancellation;
}

/** What a subgraph said: errors with paths as the subgraph counts them. */
export interface SubgraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly GraphQLError[] | undefined;
}

/** A subscription of the plan, to be kept open by the subgraph until the signal ends it. */
export interface StreamCall extends Pick<
  SubgraphRequest,
  'document' | 'text' | 'operationName' | 'variables'
> {
  readonly signal: AbortSignal;
}

/** Answers to one subscription, one after the other. Throws HubError HUB_SUBGRAPH_UNAVAILABLE when it breaks off. */
export type SubgraphStream = AsyncGenerator<SubgraphAnswer, undefined>;

/** Where the router sends the fetches of one subgraph: a schema in this process or a server. */
export interface SubgraphTarget {
  /** Name in the supergraph (`@join__graph(name:)`). */
  readonly name: string;
  /** Whether clients get its errors word for word, extensions included: a subgraph whose words are for everybody. */
  readonly isOutspoken?: boolean;
  /**
   * @throws HubError HUB_SUBGRAPH_UNAVAILABLE when there is no answer that can be used; everything else counts as a fault of the hub.
   */
  execute(request: SubgraphRequest, context: RequestContext): SubgraphAnswer | Promise<SubgraphAnswer>;
  /**
   * Opens a stream at a subgraph that keeps its own; those without are given one item after the other (see `itemFetch`).
   * @throws HubError HUB_SUBGRAPH_UNAVAILABLE when it cannot be opened
   */
  readonly subscribe?: (call: StreamCall, context: RequestContext) => Promise<SubgraphStream>;
  close(): Promise<void>;
}
