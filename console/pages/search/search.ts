// Made by `npm run console:generate` from search.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  Colour,
  DisputeCategory,
  DisputeOrder,
  DisputeState,
  FeedName,
  HandlingMark,
  SearchMatch,
  Sensitivity,
  SilenceState,
  WorkflowState,
} from '../../vocabulary/enums.ts';

export type FoundDispute = {
  readonly id: string;
  readonly code: string;
  readonly state: DisputeState | null;
  readonly title: string | null;
  readonly category: DisputeCategory | null;
  readonly region: {
    readonly code: string;
    readonly path: readonly string[] | null;
  } | null;
  readonly address: string | null;
  readonly feeds: readonly FeedName[] | null;
  readonly recordCount: number | null;
  readonly openedAt: string | null;
  readonly lastActivityAt: string | null;
  readonly sensitivity: Sensitivity | null;
  readonly risk: {
    readonly colour: Colour | null;
    readonly score: number | null;
    readonly awaitsConfirmation: boolean | null;
  } | null;
  readonly workflow: {
    readonly state: WorkflowState | null;
    readonly dueAt: string | null;
    readonly supervised: boolean | null;
  } | null;
};
export type FindDisputesAnswer = {
  readonly disputes: {
    readonly totalCount: number;
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly state: DisputeState | null;
      readonly title: string | null;
      readonly category: DisputeCategory | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly address: string | null;
      readonly feeds: readonly FeedName[] | null;
      readonly recordCount: number | null;
      readonly openedAt: string | null;
      readonly lastActivityAt: string | null;
      readonly sensitivity: Sensitivity | null;
      readonly risk: {
        readonly colour: Colour | null;
        readonly score: number | null;
        readonly awaitsConfirmation: boolean | null;
      } | null;
      readonly workflow: {
        readonly state: WorkflowState | null;
        readonly dueAt: string | null;
        readonly supervised: boolean | null;
      } | null;
    }[];
  } | null;
};
export type FindDisputesVariables = {
  readonly filter?: {
    readonly feeds?: readonly FeedName[] | null;
    readonly category?: readonly DisputeCategory[] | null;
    readonly categoryThatHolds?: readonly DisputeCategory[] | null;
    readonly regionCode?: string | null;
    readonly state?: readonly DisputeState[] | null;
    readonly openedBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
    readonly activeBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
    readonly minRecords?: number | null;
    readonly text?: string | null;
    readonly colour?: readonly Colour[] | null;
    readonly minScore?: number | null;
    readonly awaitingConfirmation?: boolean | null;
    readonly handling?: {
      readonly states?: readonly WorkflowState[] | null;
      readonly registeredBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
      readonly dueBetween?: { readonly from?: string | null; readonly to?: string | null } | null;
      readonly supervised?: boolean | null;
      readonly agency?: string | null;
      readonly countsAs?: HandlingMark | null;
    } | null;
  } | null;
  readonly orderBy?: DisputeOrder | null;
  readonly first?: number | null;
  readonly after?: string | null;
};
export const FIND_DISPUTES = gql<
  FindDisputesAnswer,
  FindDisputesVariables
>(`query FindDisputes($filter: DisputeFilter, $orderBy: DisputeOrder, $first: Int, $after: String) {
  disputes(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...FoundDispute
    }
  }
}

fragment FoundDispute on Dispute {
  id
  code
  state
  title
  category
  region {
    code
    path
  }
  address
  feeds
  recordCount
  openedAt
  lastActivityAt
  sensitivity
  risk {
    colour
    score
    awaitsConfirmation
  }
  workflow {
    state
    dueAt
    supervised
  }
}`);
export type FindRecordsAnswer = {
  readonly search: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly recordId: string | null;
      readonly feed: FeedName | null;
      readonly matched: readonly SearchMatch[] | null;
      readonly record: {
        readonly id: string;
        readonly title: string | null;
        readonly number: string | null;
        readonly reportedAt: string | null;
      } | null;
      readonly dispute: {
        readonly id: string;
        readonly code: string;
      } | null;
    }[];
  } | null;
};
export type FindRecordsVariables = {
  readonly query: string;
  readonly first?: number | null;
};
export const FIND_RECORDS = gql<
  FindRecordsAnswer,
  FindRecordsVariables
>(`query FindRecords($query: String!, $first: Int) {
  search(query: $query, first: $first) {
    totalCount
    nodes {
      recordId
      feed
      matched
      record {
        id
        title
        number
        reportedAt
      }
      dispute {
        id
        code
      }
    }
  }
}`);
export type FeedFreshnessAnswer = {
  readonly feeds:
    | readonly {
        readonly name: FeedName | null;
        readonly secondsBehind: number | null;
        readonly lastContactAt: string | null;
        readonly silence: {
          readonly state: SilenceState | null;
        } | null;
      }[]
    | null;
};
export type FeedFreshnessVariables = Record<string, never>;
export const FEED_FRESHNESS = gql<FeedFreshnessAnswer, FeedFreshnessVariables>(`query FeedFreshness {
  feeds {
    name
    secondsBehind
    lastContactAt
    silence {
      state
    }
  }
}`);
