// Made by `npm run console:generate` from dispute.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  AuditKind,
  Colour,
  ColourDecisionKind,
  DisputeCategory,
  DisputeChange,
  DisputeState,
  FeedName,
  InstalmentStatus,
  LinkReviewReason,
  LinkStatus,
  PartyKind,
  PartyRole,
  RecordState,
  ReferralStatus,
  ReferralTier,
  RiskFactorName,
  Satisfaction,
  Sensitivity,
  TimelineOrigin,
  Urgency,
  WorkflowMove,
  WorkflowState,
} from '../../vocabulary/enums.ts';

export type ShownDispute = {
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
  readonly amountFen: number | null;
  readonly sensitivity: Sensitivity | null;
  readonly openedAt: string | null;
  readonly lastActivityAt: string | null;
  readonly feeds: readonly FeedName[] | null;
  readonly recordCounts:
    | readonly {
        readonly feed: FeedName | null;
        readonly count: number | null;
      }[]
    | null;
};
export type ShownParty = {
  readonly id: string;
  readonly kind: PartyKind | null;
  readonly roles: readonly PartyRole[] | null;
  readonly name: string | null;
  readonly phones: readonly string[] | null;
  readonly idNumber: string | null;
  readonly addresses: readonly string[] | null;
};
export type ShownLink = {
  readonly id: string;
  readonly status: LinkStatus | null;
  readonly probability: number | null;
  readonly feeds: readonly FeedName[] | null;
  readonly recordIds: readonly string[] | null;
  readonly records:
    | readonly ({
        readonly id: string;
        readonly feed: FeedName | null;
        readonly number: string | null;
        readonly title: string | null;
      } | null)[]
    | null;
  readonly fields:
    | readonly {
        readonly field: string | null;
        readonly level: string | null;
        readonly weight: number | null;
        readonly note: string | null;
      }[]
    | null;
  readonly decision: {
    readonly id: string;
    readonly partner: string | null;
    readonly actor: string | null;
    readonly at: string | null;
    readonly note: string | null;
  } | null;
};
export type ShowDisputeAnswer = {
  readonly dispute: {
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
    readonly amountFen: number | null;
    readonly sensitivity: Sensitivity | null;
    readonly openedAt: string | null;
    readonly lastActivityAt: string | null;
    readonly feeds: readonly FeedName[] | null;
    readonly recordCounts:
      | readonly {
          readonly feed: FeedName | null;
          readonly count: number | null;
        }[]
      | null;
    readonly mergedInto: {
      readonly code: string;
      readonly title: string | null;
    } | null;
    readonly mergedFrom:
      | readonly {
          readonly code: string;
          readonly title: string | null;
        }[]
      | null;
    readonly formerCodes: readonly string[] | null;
    readonly recurrences:
      | readonly {
          readonly recordId: string | null;
          readonly feed: FeedName | null;
          readonly probability: number | null;
          readonly attachedAt: string | null;
          readonly record: {
            readonly id: string;
            readonly number: string | null;
            readonly title: string | null;
          } | null;
        }[]
      | null;
    readonly parties:
      | readonly {
          readonly id: string;
          readonly kind: PartyKind | null;
          readonly roles: readonly PartyRole[] | null;
          readonly name: string | null;
          readonly phones: readonly string[] | null;
          readonly idNumber: string | null;
          readonly addresses: readonly string[] | null;
        }[]
      | null;
    readonly reviews: {
      readonly totalCount: number;
      readonly nodes: readonly {
        readonly id: string;
        readonly reason: LinkReviewReason | null;
        readonly since: string | null;
        readonly link: {
          readonly id: string;
          readonly status: LinkStatus | null;
          readonly probability: number | null;
          readonly feeds: readonly FeedName[] | null;
          readonly recordIds: readonly string[] | null;
          readonly records:
            | readonly ({
                readonly id: string;
                readonly feed: FeedName | null;
                readonly number: string | null;
                readonly title: string | null;
              } | null)[]
            | null;
          readonly fields:
            | readonly {
                readonly field: string | null;
                readonly level: string | null;
                readonly weight: number | null;
                readonly note: string | null;
              }[]
            | null;
          readonly decision: {
            readonly id: string;
            readonly partner: string | null;
            readonly actor: string | null;
            readonly at: string | null;
            readonly note: string | null;
          } | null;
        } | null;
      }[];
    } | null;
    readonly links: {
      readonly totalCount: number;
      readonly nodes: readonly {
        readonly id: string;
        readonly status: LinkStatus | null;
        readonly probability: number | null;
        readonly feeds: readonly FeedName[] | null;
        readonly recordIds: readonly string[] | null;
        readonly records:
          | readonly ({
              readonly id: string;
              readonly feed: FeedName | null;
              readonly number: string | null;
              readonly title: string | null;
            } | null)[]
          | null;
        readonly fields:
          | readonly {
              readonly field: string | null;
              readonly level: string | null;
              readonly weight: number | null;
              readonly note: string | null;
            }[]
          | null;
        readonly decision: {
          readonly id: string;
          readonly partner: string | null;
          readonly actor: string | null;
          readonly at: string | null;
          readonly note: string | null;
        } | null;
      }[];
    } | null;
    readonly members: {
      readonly nodes: readonly {
        readonly recordId: string | null;
        readonly feed: FeedName | null;
        readonly rule: string | null;
        readonly why: string | null;
        readonly state: RecordState | null;
        readonly record: {
          readonly id: string;
          readonly number: string | null;
          readonly title: string | null;
          readonly narrative: string | null;
          readonly reportedAt: string | null;
          readonly status: {
            readonly label: string | null;
          } | null;
          readonly location: {
            readonly longitude: number | null;
            readonly latitude: number | null;
          } | null;
        } | null;
      }[];
    } | null;
  } | null;
};
export type ShowDisputeVariables = {
  readonly code: string;
};
export const SHOW_DISPUTE = gql<ShowDisputeAnswer, ShowDisputeVariables>(`query ShowDispute($code: String!) {
  dispute(code: $code) {
    ...ShownDispute
    mergedInto {
      code
      title
    }
    mergedFrom {
      code
      title
    }
    formerCodes
    recurrences {
      recordId
      feed
      probability
      attachedAt
      record {
        id
        number
        title
      }
    }
    parties {
      ...ShownParty
    }
    reviews(first: 20) {
      totalCount
      nodes {
        id
        reason
        since
        link {
          ...ShownLink
        }
      }
    }
    links(first: 50) {
      totalCount
      nodes {
        ...ShownLink
      }
    }
    members(first: 100) {
      nodes {
        recordId
        feed
        rule
        why
        state
        record {
          id
          number
          title
          narrative
          reportedAt
          status {
            label
          }
          location {
            longitude
            latitude
          }
        }
      }
    }
  }
}

fragment ShownDispute on Dispute {
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
  amountFen
  sensitivity
  openedAt
  lastActivityAt
  feeds
  recordCounts {
    feed
    count
  }
}

fragment ShownParty on Party {
  id
  kind
  roles
  name
  phones
  idNumber
  addresses
}

fragment ShownLink on RecordLink {
  id
  status
  probability
  feeds
  recordIds
  records {
    id
    feed
    number
    title
  }
  fields {
    field
    level
    weight
    note
  }
  decision {
    id
    partner
    actor
    at
    note
  }
}`);
export type DisputeRiskAnswer = {
  readonly dispute: {
    readonly id: string;
    readonly code: string;
    readonly risk: {
      readonly score: number | null;
      readonly colour: Colour | null;
      readonly machineColour: Colour | null;
      readonly confirmed: boolean | null;
      readonly awaitsConfirmation: boolean | null;
      readonly since: string | null;
      readonly asOf: string | null;
      readonly nextAt: string | null;
      readonly ruleVersion: string | null;
      readonly decision: {
        readonly id: string;
        readonly kind: ColourDecisionKind | null;
        readonly reason: string | null;
        readonly partner: string | null;
        readonly actor: string | null;
        readonly at: string | null;
        readonly expiresAt: string | null;
      } | null;
      readonly factors:
        | readonly {
            readonly name: RiskFactorName | null;
            readonly value: number | null;
            readonly unit: string | null;
            readonly points: number | null;
            readonly note: string | null;
            readonly evidence:
              | readonly {
                  readonly recordId: string | null;
                  readonly feed: FeedName | null;
                  readonly words: string | null;
                  readonly record: {
                    readonly id: string;
                    readonly number: string | null;
                  } | null;
                }[]
              | null;
          }[]
        | null;
    } | null;
  } | null;
};
export type DisputeRiskVariables = {
  readonly code: string;
};
export const DISPUTE_RISK = gql<DisputeRiskAnswer, DisputeRiskVariables>(`query DisputeRisk($code: String!) {
  dispute(code: $code) {
    id
    code
    risk {
      score
      colour
      machineColour
      confirmed
      awaitsConfirmation
      since
      asOf
      nextAt
      ruleVersion
      decision {
        id
        kind
        reason
        partner
        actor
        at
        expiresAt
      }
      factors {
        name
        value
        unit
        points
        note
        evidence {
          recordId
          feed
          words
          record {
            id
            number
          }
        }
      }
    }
  }
}`);
export type DisputeHandlingAnswer = {
  readonly dispute: {
    readonly id: string;
    readonly code: string;
    readonly workflow: {
      readonly state: WorkflowState | null;
      readonly version: number | null;
      readonly urgency: Urgency | null;
      readonly responsible: string | null;
      readonly dueAt: string | null;
      readonly suspendedSince: string | null;
      readonly supervised: boolean | null;
      readonly satisfaction: Satisfaction | null;
      readonly registeredAt: string | null;
      readonly settledAt: string | null;
      readonly closedAt: string | null;
      readonly legalMoves: readonly WorkflowMove[] | null;
      readonly referral: {
        readonly agency: string | null;
        readonly name: string | null;
        readonly status: ReferralStatus | null;
        readonly at: string | null;
      } | null;
      readonly agreement: {
        readonly agreedAt: string | null;
        readonly terms: string | null;
        readonly amountFen: number | null;
      } | null;
      readonly instalments:
        | readonly {
            readonly no: number | null;
            readonly dueAt: string | null;
            readonly amountFen: number | null;
            readonly status: InstalmentStatus | null;
          }[]
        | null;
    } | null;
    readonly referralProposals:
      | readonly {
          readonly committeeCode: string | null;
          readonly name: string | null;
          readonly tier: ReferralTier | null;
          readonly agency: string | null;
          readonly why: string | null;
        }[]
      | null;
  } | null;
};
export type DisputeHandlingVariables = {
  readonly code: string;
};
export const DISPUTE_HANDLING = gql<
  DisputeHandlingAnswer,
  DisputeHandlingVariables
>(`query DisputeHandling($code: String!) {
  dispute(code: $code) {
    id
    code
    workflow {
      state
      version
      urgency
      responsible
      dueAt
      suspendedSince
      supervised
      satisfaction
      registeredAt
      settledAt
      closedAt
      legalMoves
      referral {
        agency
        name
        status
        at
      }
      agreement {
        agreedAt
        terms
        amountFen
      }
      instalments {
        no
        dueAt
        amountFen
        status
      }
    }
    referralProposals {
      committeeCode
      name
      tier
      agency
      why
    }
  }
}`);
export type DisputeTimelineAnswer = {
  readonly dispute: {
    readonly id: string;
    readonly code: string;
    readonly timeline: {
      readonly totalCount: number;
      readonly pageInfo: {
        readonly hasNextPage: boolean;
        readonly endCursor: string | null;
      };
      readonly nodes: readonly {
        readonly id: string;
        readonly at: string | null;
        readonly kind: string | null;
        readonly label: string | null;
        readonly note: string | null;
        readonly origin: TimelineOrigin | null;
        readonly feed: FeedName | null;
        readonly partner: string | null;
        readonly actor: string | null;
        readonly record: {
          readonly id: string;
          readonly number: string | null;
        } | null;
      }[];
    } | null;
  } | null;
};
export type DisputeTimelineVariables = {
  readonly code: string;
  readonly first?: number | null;
  readonly after?: string | null;
};
export const DISPUTE_TIMELINE = gql<
  DisputeTimelineAnswer,
  DisputeTimelineVariables
>(`query DisputeTimeline($code: String!, $first: Int, $after: String) {
  dispute(code: $code) {
    id
    code
    timeline(first: $first, after: $after, order: NEWEST_FIRST) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        at
        kind
        label
        note
        origin
        feed
        partner
        actor
        record {
          id
          number
        }
      }
    }
  }
}`);
export type WhoLookedAnswer = {
  readonly auditEntries: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly at: string | null;
      readonly partner: string | null;
      readonly actor: string | null;
      readonly streams:
        | readonly {
            readonly actor: string | null;
          }[]
        | null;
      readonly purpose: string | null;
      readonly reason: string | null;
      readonly kind: AuditKind | null;
      readonly operationName: string | null;
      readonly count: number | null;
    }[];
  } | null;
};
export type WhoLookedVariables = {
  readonly code: string;
};
export const WHO_LOOKED = gql<WhoLookedAnswer, WhoLookedVariables>(`query WhoLooked($code: String!) {
  auditEntries(filter: {code: $code}, first: 20) {
    totalCount
    nodes {
      id
      at
      partner
      actor
      streams {
        actor
      }
      purpose
      reason
      kind
      operationName
      count
    }
  }
}`);
export type FollowDisputeAnswer = {
  readonly disputeChanged: {
    readonly cursor: string;
    readonly bookmark: boolean;
    readonly event: {
      readonly id: string;
      readonly changes: readonly DisputeChange[] | null;
    } | null;
  } | null;
};
export type FollowDisputeVariables = {
  readonly code: string;
  readonly after?: string | null;
};
export const FOLLOW_DISPUTE = gql<
  FollowDisputeAnswer,
  FollowDisputeVariables
>(`subscription FollowDispute($code: String!, $after: String) {
  disputeChanged(code: $code, after: $after) {
    cursor
    bookmark
    event {
      id
      changes
    }
  }
}`);
