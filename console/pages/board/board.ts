// Made by `npm run console:generate` from board.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  Colour,
  DisputeCategory,
  DisputeChange,
  DisputeState,
  FeedName,
  HandlingMark,
  HotSpotLevel,
  HotSpotState,
  RiskEventKind,
  RiskFactorName,
  WorkflowState,
} from '../../vocabulary/enums.ts';

export type BoardCard = {
  readonly id: string;
  readonly code: string;
  readonly title: string | null;
  readonly category: DisputeCategory | null;
  readonly region: {
    readonly code: string;
    readonly path: readonly string[] | null;
  } | null;
  readonly feeds: readonly FeedName[] | null;
  readonly lastActivityAt: string | null;
  readonly risk: {
    readonly score: number | null;
    readonly colour: Colour | null;
    readonly since: string | null;
    readonly awaitsConfirmation: boolean | null;
  } | null;
  readonly workflow: {
    readonly state: WorkflowState | null;
    readonly dueAt: string | null;
    readonly supervised: boolean | null;
    readonly responsible: string | null;
  } | null;
};
export type BoardEventFields = {
  readonly id: string;
  readonly kind: RiskEventKind | null;
  readonly seq: number | null;
  readonly at: string | null;
  readonly code: string | null;
  readonly title: string | null;
  readonly region: {
    readonly code: string;
    readonly path: readonly string[] | null;
  } | null;
  readonly category: DisputeCategory | null;
  readonly feeds: readonly FeedName[] | null;
  readonly score: number | null;
  readonly colour: Colour | null;
  readonly fromColour: Colour | null;
  readonly factors:
    | readonly {
        readonly name: RiskFactorName | null;
        readonly note: string | null;
        readonly points: number | null;
      }[]
    | null;
  readonly move: {
    readonly kind: string | null;
    readonly dueAt: string | null;
    readonly agencies: readonly string[] | null;
  } | null;
  readonly hotSpotId: string | null;
  readonly hotSpotNumbers: {
    readonly count: number | null;
    readonly baseline: number | null;
  } | null;
  readonly dispute: {
    readonly id: string;
    readonly code: string;
    readonly title: string | null;
    readonly category: DisputeCategory | null;
    readonly region: {
      readonly code: string;
      readonly path: readonly string[] | null;
    } | null;
    readonly feeds: readonly FeedName[] | null;
    readonly lastActivityAt: string | null;
    readonly risk: {
      readonly score: number | null;
      readonly colour: Colour | null;
      readonly since: string | null;
      readonly awaitsConfirmation: boolean | null;
    } | null;
    readonly workflow: {
      readonly state: WorkflowState | null;
      readonly dueAt: string | null;
      readonly supervised: boolean | null;
      readonly responsible: string | null;
    } | null;
  } | null;
};
export type BoardColumnsAnswer = {
  readonly red: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly title: string | null;
      readonly category: DisputeCategory | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly feeds: readonly FeedName[] | null;
      readonly lastActivityAt: string | null;
      readonly risk: {
        readonly score: number | null;
        readonly colour: Colour | null;
        readonly since: string | null;
        readonly awaitsConfirmation: boolean | null;
      } | null;
      readonly workflow: {
        readonly state: WorkflowState | null;
        readonly dueAt: string | null;
        readonly supervised: boolean | null;
        readonly responsible: string | null;
      } | null;
    }[];
  } | null;
  readonly yellow: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly title: string | null;
      readonly category: DisputeCategory | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly feeds: readonly FeedName[] | null;
      readonly lastActivityAt: string | null;
      readonly risk: {
        readonly score: number | null;
        readonly colour: Colour | null;
        readonly since: string | null;
        readonly awaitsConfirmation: boolean | null;
      } | null;
      readonly workflow: {
        readonly state: WorkflowState | null;
        readonly dueAt: string | null;
        readonly supervised: boolean | null;
        readonly responsible: string | null;
      } | null;
    }[];
  } | null;
  readonly blue: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly title: string | null;
      readonly category: DisputeCategory | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly feeds: readonly FeedName[] | null;
      readonly lastActivityAt: string | null;
      readonly risk: {
        readonly score: number | null;
        readonly colour: Colour | null;
        readonly since: string | null;
        readonly awaitsConfirmation: boolean | null;
      } | null;
      readonly workflow: {
        readonly state: WorkflowState | null;
        readonly dueAt: string | null;
        readonly supervised: boolean | null;
        readonly responsible: string | null;
      } | null;
    }[];
  } | null;
  readonly green: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly title: string | null;
      readonly category: DisputeCategory | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly feeds: readonly FeedName[] | null;
      readonly lastActivityAt: string | null;
      readonly risk: {
        readonly score: number | null;
        readonly colour: Colour | null;
        readonly since: string | null;
        readonly awaitsConfirmation: boolean | null;
      } | null;
      readonly workflow: {
        readonly state: WorkflowState | null;
        readonly dueAt: string | null;
        readonly supervised: boolean | null;
        readonly responsible: string | null;
      } | null;
    }[];
  } | null;
};
export type BoardColumnsVariables = {
  readonly red?: {
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
  readonly yellow?: {
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
  readonly blue?: {
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
  readonly green?: {
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
};
export const BOARD_COLUMNS = gql<
  BoardColumnsAnswer,
  BoardColumnsVariables
>(`query BoardColumns($red: DisputeFilter, $yellow: DisputeFilter, $blue: DisputeFilter, $green: DisputeFilter) {
  red: disputes(filter: $red, orderBy: RISK_DESC, first: 60) {
    totalCount
    nodes {
      ...BoardCard
    }
  }
  yellow: disputes(filter: $yellow, orderBy: RISK_DESC, first: 60) {
    totalCount
    nodes {
      ...BoardCard
    }
  }
  blue: disputes(filter: $blue, orderBy: RISK_DESC, first: 60) {
    totalCount
    nodes {
      ...BoardCard
    }
  }
  green: disputes(filter: $green, orderBy: RISK_DESC, first: 60) {
    totalCount
    nodes {
      ...BoardCard
    }
  }
}

fragment BoardCard on Dispute {
  id
  code
  title
  category
  region {
    code
    path
  }
  feeds
  lastActivityAt
  risk {
    score
    colour
    since
    awaitsConfirmation
  }
  workflow {
    state
    dueAt
    supervised
    responsible
  }
}`);
export type BoardDeadlinesAnswer = {
  readonly overdue: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly title: string | null;
      readonly category: DisputeCategory | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly feeds: readonly FeedName[] | null;
      readonly lastActivityAt: string | null;
      readonly risk: {
        readonly score: number | null;
        readonly colour: Colour | null;
        readonly since: string | null;
        readonly awaitsConfirmation: boolean | null;
      } | null;
      readonly workflow: {
        readonly state: WorkflowState | null;
        readonly dueAt: string | null;
        readonly supervised: boolean | null;
        readonly responsible: string | null;
      } | null;
    }[];
  } | null;
  readonly soon: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly title: string | null;
      readonly category: DisputeCategory | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly feeds: readonly FeedName[] | null;
      readonly lastActivityAt: string | null;
      readonly risk: {
        readonly score: number | null;
        readonly colour: Colour | null;
        readonly since: string | null;
        readonly awaitsConfirmation: boolean | null;
      } | null;
      readonly workflow: {
        readonly state: WorkflowState | null;
        readonly dueAt: string | null;
        readonly supervised: boolean | null;
        readonly responsible: string | null;
      } | null;
    }[];
  } | null;
  readonly supervised: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly code: string;
      readonly title: string | null;
      readonly category: DisputeCategory | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly feeds: readonly FeedName[] | null;
      readonly lastActivityAt: string | null;
      readonly risk: {
        readonly score: number | null;
        readonly colour: Colour | null;
        readonly since: string | null;
        readonly awaitsConfirmation: boolean | null;
      } | null;
      readonly workflow: {
        readonly state: WorkflowState | null;
        readonly dueAt: string | null;
        readonly supervised: boolean | null;
        readonly responsible: string | null;
      } | null;
    }[];
  } | null;
};
export type BoardDeadlinesVariables = {
  readonly overdue?: {
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
  readonly soon?: {
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
  readonly supervised?: {
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
};
export const BOARD_DEADLINES = gql<
  BoardDeadlinesAnswer,
  BoardDeadlinesVariables
>(`query BoardDeadlines($overdue: DisputeFilter, $soon: DisputeFilter, $supervised: DisputeFilter) {
  overdue: disputes(filter: $overdue, orderBy: DUE_ASC, first: 12) {
    totalCount
    nodes {
      ...BoardCard
    }
  }
  soon: disputes(filter: $soon, orderBy: DUE_ASC, first: 12) {
    totalCount
    nodes {
      ...BoardCard
    }
  }
  supervised: disputes(filter: $supervised, orderBy: RISK_DESC, first: 12) {
    totalCount
    nodes {
      ...BoardCard
    }
  }
}

fragment BoardCard on Dispute {
  id
  code
  title
  category
  region {
    code
    path
  }
  feeds
  lastActivityAt
  risk {
    score
    colour
    since
    awaitsConfirmation
  }
  workflow {
    state
    dueAt
    supervised
    responsible
  }
}`);
export type BoardHotSpotsAnswer = {
  readonly hotSpots: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly regionCode: string | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly category: DisputeCategory | null;
      readonly openedOn: string | null;
      readonly lastDay: string | null;
      readonly provisional: boolean | null;
      readonly count: number | null;
      readonly baseline: number | null;
      readonly score: number | null;
      readonly threshold: number | null;
    }[];
  } | null;
};
export type BoardHotSpotsVariables = {
  readonly filter?: {
    readonly state?: readonly HotSpotState[] | null;
    readonly level?: readonly HotSpotLevel[] | null;
    readonly regionCode?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
    readonly openedFrom?: string | null;
    readonly openedTo?: string | null;
  } | null;
};
export const BOARD_HOT_SPOTS = gql<
  BoardHotSpotsAnswer,
  BoardHotSpotsVariables
>(`query BoardHotSpots($filter: HotSpotFilter) {
  hotSpots(filter: $filter, first: 12) {
    totalCount
    nodes {
      id
      regionCode
      region {
        code
        path
      }
      category
      openedOn
      lastDay
      provisional
      count
      baseline
      score
      threshold
    }
  }
}`);
export type BoardEventsAnswer = {
  readonly riskEvents: {
    readonly nodes: readonly {
      readonly id: string;
      readonly kind: RiskEventKind | null;
      readonly seq: number | null;
      readonly at: string | null;
      readonly code: string | null;
      readonly title: string | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly category: DisputeCategory | null;
      readonly feeds: readonly FeedName[] | null;
      readonly score: number | null;
      readonly colour: Colour | null;
      readonly fromColour: Colour | null;
      readonly factors:
        | readonly {
            readonly name: RiskFactorName | null;
            readonly note: string | null;
            readonly points: number | null;
          }[]
        | null;
      readonly move: {
        readonly kind: string | null;
        readonly dueAt: string | null;
        readonly agencies: readonly string[] | null;
      } | null;
      readonly hotSpotId: string | null;
      readonly hotSpotNumbers: {
        readonly count: number | null;
        readonly baseline: number | null;
      } | null;
      readonly dispute: {
        readonly id: string;
        readonly code: string;
        readonly title: string | null;
        readonly category: DisputeCategory | null;
        readonly region: {
          readonly code: string;
          readonly path: readonly string[] | null;
        } | null;
        readonly feeds: readonly FeedName[] | null;
        readonly lastActivityAt: string | null;
        readonly risk: {
          readonly score: number | null;
          readonly colour: Colour | null;
          readonly since: string | null;
          readonly awaitsConfirmation: boolean | null;
        } | null;
        readonly workflow: {
          readonly state: WorkflowState | null;
          readonly dueAt: string | null;
          readonly supervised: boolean | null;
          readonly responsible: string | null;
        } | null;
      } | null;
    }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
  } | null;
};
export type BoardEventsVariables = {
  readonly filter?: {
    readonly kinds?: readonly RiskEventKind[] | null;
    readonly colours?: readonly Colour[] | null;
    readonly minScore?: number | null;
    readonly regionCode?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
    readonly feeds?: readonly FeedName[] | null;
    readonly subjectIds?: readonly string[] | null;
    readonly changes?: readonly DisputeChange[] | null;
  } | null;
  readonly since?: string | null;
  readonly after?: string | null;
};
export const BOARD_EVENTS = gql<
  BoardEventsAnswer,
  BoardEventsVariables
>(`query BoardEvents($filter: RiskEventFilter, $since: DateTime, $after: String) {
  riskEvents(filter: $filter, since: $since, after: $after, first: 100) {
    nodes {
      ...BoardEventFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}

fragment BoardEventFields on RiskEvent {
  id
  kind
  seq
  at
  code
  title
  region {
    code
    path
  }
  category
  feeds
  score
  colour
  fromColour
  factors {
    name
    note
    points
  }
  move {
    kind
    dueAt
    agencies
  }
  hotSpotId
  hotSpotNumbers {
    count
    baseline
  }
  dispute {
    ...BoardCard
  }
}

fragment BoardCard on Dispute {
  id
  code
  title
  category
  region {
    code
    path
  }
  feeds
  lastActivityAt
  risk {
    score
    colour
    since
    awaitsConfirmation
  }
  workflow {
    state
    dueAt
    supervised
    responsible
  }
}`);
export type BoardStreamAnswer = {
  readonly riskEvents: {
    readonly cursor: string;
    readonly event: {
      readonly id: string;
      readonly kind: RiskEventKind | null;
      readonly seq: number | null;
      readonly at: string | null;
      readonly code: string | null;
      readonly title: string | null;
      readonly region: {
        readonly code: string;
        readonly path: readonly string[] | null;
      } | null;
      readonly category: DisputeCategory | null;
      readonly feeds: readonly FeedName[] | null;
      readonly score: number | null;
      readonly colour: Colour | null;
      readonly fromColour: Colour | null;
      readonly factors:
        | readonly {
            readonly name: RiskFactorName | null;
            readonly note: string | null;
            readonly points: number | null;
          }[]
        | null;
      readonly move: {
        readonly kind: string | null;
        readonly dueAt: string | null;
        readonly agencies: readonly string[] | null;
      } | null;
      readonly hotSpotId: string | null;
      readonly hotSpotNumbers: {
        readonly count: number | null;
        readonly baseline: number | null;
      } | null;
      readonly dispute: {
        readonly id: string;
        readonly code: string;
        readonly title: string | null;
        readonly category: DisputeCategory | null;
        readonly region: {
          readonly code: string;
          readonly path: readonly string[] | null;
        } | null;
        readonly feeds: readonly FeedName[] | null;
        readonly lastActivityAt: string | null;
        readonly risk: {
          readonly score: number | null;
          readonly colour: Colour | null;
          readonly since: string | null;
          readonly awaitsConfirmation: boolean | null;
        } | null;
        readonly workflow: {
          readonly state: WorkflowState | null;
          readonly dueAt: string | null;
          readonly supervised: boolean | null;
          readonly responsible: string | null;
        } | null;
      } | null;
    } | null;
  } | null;
};
export type BoardStreamVariables = {
  readonly filter?: {
    readonly kinds?: readonly RiskEventKind[] | null;
    readonly colours?: readonly Colour[] | null;
    readonly minScore?: number | null;
    readonly regionCode?: string | null;
    readonly category?: readonly DisputeCategory[] | null;
    readonly feeds?: readonly FeedName[] | null;
    readonly subjectIds?: readonly string[] | null;
    readonly changes?: readonly DisputeChange[] | null;
  } | null;
  readonly after?: string | null;
};
export const BOARD_STREAM = gql<
  BoardStreamAnswer,
  BoardStreamVariables
>(`subscription BoardStream($filter: RiskEventFilter, $after: String) {
  riskEvents(filter: $filter, after: $after) {
    cursor
    event {
      ...BoardEventFields
    }
  }
}

fragment BoardEventFields on RiskEvent {
  id
  kind
  seq
  at
  code
  title
  region {
    code
    path
  }
  category
  feeds
  score
  colour
  fromColour
  factors {
    name
    note
    points
  }
  move {
    kind
    dueAt
    agencies
  }
  hotSpotId
  hotSpotNumbers {
    count
    baseline
  }
  dispute {
    ...BoardCard
  }
}

fragment BoardCard on Dispute {
  id
  code
  title
  category
  region {
    code
    path
  }
  feeds
  lastActivityAt
  risk {
    score
    colour
    since
    awaitsConfirmation
  }
  workflow {
    state
    dueAt
    supervised
    responsible
  }
}`);
