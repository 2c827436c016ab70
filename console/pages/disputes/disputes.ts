// Made by `npm run console:generate` from disputes.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  Colour,
  DisputeCategory,
  DisputeOrder,
  DisputeState,
  FeedName,
  HandlingMark,
  WorkflowState,
} from '../../vocabulary/enums.ts';

export type DisputeListAnswer = {
  readonly disputes: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly title: string | null;
      readonly state: DisputeState | null;
      readonly category: DisputeCategory | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly feeds: readonly FeedName[] | null;
      readonly recordCount: number | null;
      readonly openedAt: string | null;
      readonly lastActivityAt: string | null;
      readonly risk: {
        readonly score: number | null;
        readonly colour: Colour | null;
        readonly awaitsConfirmation: boolean | null;
      } | null;
      readonly workflow: {
        readonly state: WorkflowState | null;
        readonly dueAt: string | null;
        readonly supervised: boolean | null;
        readonly responsible: string | null;
      } | null;
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  } | null;
};
export type DisputeListVariables = {
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
  readonly after?: string | null;
};
export const DISPUTE_LIST = gql<
  DisputeListAnswer,
  DisputeListVariables
>(`query DisputeList($filter: DisputeFilter, $orderBy: DisputeOrder, $after: String) {
  disputes(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    totalCount
    nodes {
      id
      code
      title
      state
      category
      region {
        code
        path
      }
      feeds
      recordCount
      openedAt
      lastActivityAt
      risk {
        score
        colour
        awaitsConfirmation
      }
      workflow {
        state
        dueAt
        supervised
        responsible
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`);
