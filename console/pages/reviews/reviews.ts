// Made by `npm run console:generate` from reviews.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  DisputeCategory,
  FeedName,
  LinkReviewAction,
  LinkReviewReason,
  PartyRole,
} from '../../vocabulary/enums.ts';

export type Review = {
  readonly id: string;
  readonly reason: LinkReviewReason | null;
  readonly proposedAction: LinkReviewAction | null;
  readonly proposal: string | null;
  readonly since: string | null;
  readonly disputes:
    | readonly {
        readonly id: string;
        readonly code: string;
        readonly title: string | null;
      }[]
    | null;
  readonly link: {
    readonly id: string;
    readonly probability: number | null;
    readonly feeds: readonly FeedName[] | null;
    readonly recordIds: readonly string[] | null;
    readonly fields:
      | readonly {
          readonly field: string | null;
          readonly level: string | null;
          readonly weight: number | null;
          readonly note: string | null;
        }[]
      | null;
    readonly records:
      | readonly ({
          readonly id: string;
          readonly feed: FeedName | null;
          readonly number: string | null;
          readonly title: string | null;
          readonly narrative: string | null;
          readonly reportedAt: string | null;
          readonly address: string | null;
          readonly category: DisputeCategory | null;
          readonly amountFen: number | null;
          readonly parties:
            | readonly {
                readonly role: PartyRole | null;
                readonly name: string | null;
                readonly phone: string | null;
                readonly idNumber: string | null;
              }[]
            | null;
        } | null)[]
      | null;
  } | null;
};
export type Compared = {
  readonly id: string;
  readonly feed: FeedName | null;
  readonly number: string | null;
  readonly title: string | null;
  readonly narrative: string | null;
  readonly reportedAt: string | null;
  readonly address: string | null;
  readonly category: DisputeCategory | null;
  readonly amountFen: number | null;
  readonly parties:
    | readonly {
        readonly role: PartyRole | null;
        readonly name: string | null;
        readonly phone: string | null;
        readonly idNumber: string | null;
      }[]
    | null;
};
export type LinkReviewsAnswer = {
  readonly linkReviews: {
    readonly totalCount: number;
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
    readonly nodes: readonly {
      readonly id: string;
      readonly reason: LinkReviewReason | null;
      readonly proposedAction: LinkReviewAction | null;
      readonly proposal: string | null;
      readonly since: string | null;
      readonly disputes:
        | readonly {
            readonly id: string;
            readonly code: string;
            readonly title: string | null;
          }[]
        | null;
      readonly link: {
        readonly id: string;
        readonly probability: number | null;
        readonly feeds: readonly FeedName[] | null;
        readonly recordIds: readonly string[] | null;
        readonly fields:
          | readonly {
              readonly field: string | null;
              readonly level: string | null;
              readonly weight: number | null;
              readonly note: string | null;
            }[]
          | null;
        readonly records:
          | readonly ({
              readonly id: string;
              readonly feed: FeedName | null;
              readonly number: string | null;
              readonly title: string | null;
              readonly narrative: string | null;
              readonly reportedAt: string | null;
              readonly address: string | null;
              readonly category: DisputeCategory | null;
              readonly amountFen: number | null;
              readonly parties:
                | readonly {
                    readonly role: PartyRole | null;
                    readonly name: string | null;
                    readonly phone: string | null;
                    readonly idNumber: string | null;
                  }[]
                | null;
            } | null)[]
          | null;
      } | null;
    }[];
  } | null;
};
export type LinkReviewsVariables = {
  readonly first?: number | null;
  readonly after?: string | null;
};
export const LINK_REVIEWS = gql<
  LinkReviewsAnswer,
  LinkReviewsVariables
>(`query LinkReviews($first: Int, $after: String) {
  linkReviews(first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...Review
    }
  }
}

fragment Review on LinkReview {
  id
  reason
  proposedAction
  proposal
  since
  disputes {
    id
    code
    title
  }
  link {
    id
    probability
    feeds
    recordIds
    fields {
      field
      level
      weight
      note
    }
    records {
      ...Compared
    }
  }
}

fragment Compared on Record {
  id
  feed
  number
  title
  narrative
  reportedAt
  address
  category
  amountFen
  parties {
    role
    name
    phone
    idNumber
  }
}`);
