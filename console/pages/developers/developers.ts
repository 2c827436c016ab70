// Made by `npm run console:generate` from developers.graphql; do not edit.
import { gql } from '@urql/core';
import type {
  Colour,
  DisputeCategory,
  DisputeChange,
  FeedName,
  RiskEventKind,
  RiskWebhookDeliveryState,
  RiskWebhookState,
} from '../../vocabulary/enums.ts';

export type NewestDisputeAnswer = {
  readonly disputes: {
    readonly nodes: readonly {
      readonly code: string;
    }[];
  } | null;
};
export type NewestDisputeVariables = Record<string, never>;
export const NEWEST_DISPUTE = gql<NewestDisputeAnswer, NewestDisputeVariables>(`query NewestDispute {
  disputes(first: 1, orderBy: LAST_ACTIVITY_DESC) {
    nodes {
      code
    }
  }
}`);
export type DeveloperWebhooksAnswer = {
  readonly riskWebhooks: {
    readonly totalCount: number;
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly endCursor: string | null;
    };
    readonly nodes: readonly {
      readonly id: string;
      readonly url: string | null;
      readonly description: string | null;
      readonly state: RiskWebhookState | null;
      readonly stateReason: string | null;
      readonly createdAt: string | null;
      readonly failingSince: string | null;
      readonly filter: {
        readonly kinds: readonly RiskEventKind[] | null;
        readonly colours: readonly Colour[] | null;
        readonly minScore: number | null;
        readonly regionCode: string | null;
        readonly category: readonly DisputeCategory[] | null;
        readonly feeds: readonly FeedName[] | null;
        readonly subjectIds: readonly string[] | null;
        readonly changes: readonly DisputeChange[] | null;
      } | null;
      readonly lag: {
        readonly behind: number | null;
        readonly waiting: number | null;
      } | null;
    }[];
  } | null;
};
export type DeveloperWebhooksVariables = {
  readonly after?: string | null;
};
export const DEVELOPER_WEBHOOKS = gql<
  DeveloperWebhooksAnswer,
  DeveloperWebhooksVariables
>(`query DeveloperWebhooks($after: String) {
  riskWebhooks(first: 20, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      url
      description
      state
      stateReason
      createdAt
      failingSince
      filter {
        kinds
        colours
        minScore
        regionCode
        category
        feeds
        subjectIds
        changes
      }
      lag {
        behind
        waiting
      }
    }
  }
}`);
export type WebhookDeliveriesAnswer = {
  readonly riskWebhook: {
    readonly id: string;
    readonly deliveries: {
      readonly totalCount: number;
      readonly pageInfo: {
        readonly hasNextPage: boolean;
        readonly endCursor: string | null;
      };
      readonly nodes: readonly {
        readonly id: string;
        readonly eventId: string | null;
        readonly kind: RiskEventKind | null;
        readonly seq: number | null;
        readonly state: RiskWebhookDeliveryState | null;
        readonly tries: number | null;
        readonly redeliveries: number | null;
        readonly queuedAt: string | null;
        readonly nextTryAt: string | null;
        readonly deliveredAt: string | null;
        readonly deadAt: string | null;
        readonly attempts:
          | readonly {
              readonly at: string | null;
              readonly status: number | null;
              readonly durationMs: number | null;
              readonly error: string | null;
            }[]
          | null;
      }[];
    } | null;
  } | null;
};
export type WebhookDeliveriesVariables = {
  readonly id: string;
  readonly state?: readonly RiskWebhookDeliveryState[] | null;
  readonly after?: string | null;
};
export const WEBHOOK_DELIVERIES = gql<
  WebhookDeliveriesAnswer,
  WebhookDeliveriesVariables
>(`query WebhookDeliveries($id: ID!, $state: [RiskWebhookDeliveryState!], $after: String) {
  riskWebhook(id: $id) {
    id
    deliveries(first: 20, state: $state, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        eventId
        kind
        seq
        state
        tries
        redeliveries
        queuedAt
        nextTryAt
        deliveredAt
        deadAt
        attempts {
          at
          status
          durationMs
          error
        }
      }
    }
  }
}`);
export type CreateWebhookAnswer = {
  readonly createRiskWebhook: {
    readonly secret: string | null;
    readonly webhook: {
      readonly id: string;
      readonly url: string | null;
    } | null;
  } | null;
};
export type CreateWebhookVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly url: string;
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
    readonly description?: string | null;
    readonly after?: string | null;
  };
};
export const CREATE_WEBHOOK = gql<
  CreateWebhookAnswer,
  CreateWebhookVariables
>(`mutation CreateWebhook($input: CreateRiskWebhookInput!) {
  createRiskWebhook(input: $input) {
    secret
    webhook {
      id
      url
    }
  }
}`);
export type UpdateWebhookAnswer = {
  readonly updateRiskWebhook: {
    readonly webhook: {
      readonly id: string;
      readonly url: string | null;
      readonly state: RiskWebhookState | null;
    } | null;
  } | null;
};
export type UpdateWebhookVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly id: string;
    readonly url?: string | null;
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
    readonly description?: string | null;
    readonly enabled?: boolean | null;
  };
};
export const UPDATE_WEBHOOK = gql<
  UpdateWebhookAnswer,
  UpdateWebhookVariables
>(`mutation UpdateWebhook($input: UpdateRiskWebhookInput!) {
  updateRiskWebhook(input: $input) {
    webhook {
      id
      url
      state
    }
  }
}`);
export type RotateWebhookSecretAnswer = {
  readonly rotateRiskWebhookSecret: {
    readonly secret: string | null;
    readonly webhook: {
      readonly id: string;
      readonly url: string | null;
    } | null;
  } | null;
};
export type RotateWebhookSecretVariables = {
  readonly input: { readonly clientMutationId: string; readonly id: string };
};
export const ROTATE_WEBHOOK_SECRET = gql<
  RotateWebhookSecretAnswer,
  RotateWebhookSecretVariables
>(`mutation RotateWebhookSecret($input: RiskWebhookInput!) {
  rotateRiskWebhookSecret(input: $input) {
    secret
    webhook {
      id
      url
    }
  }
}`);
export type DeleteWebhookAnswer = {
  readonly deleteRiskWebhook: {
    readonly id: string;
  } | null;
};
export type DeleteWebhookVariables = {
  readonly input: { readonly clientMutationId: string; readonly id: string };
};
export const DELETE_WEBHOOK = gql<
  DeleteWebhookAnswer,
  DeleteWebhookVariables
>(`mutation DeleteWebhook($input: RiskWebhookInput!) {
  deleteRiskWebhook(input: $input) {
    id
  }
}`);
export type TestWebhookAnswer = {
  readonly testRiskWebhook: {
    readonly delivered: boolean | null;
    readonly status: number | null;
    readonly durationMs: number | null;
    readonly error: string | null;
  } | null;
};
export type TestWebhookVariables = {
  readonly input: { readonly clientMutationId: string; readonly id: string };
};
export const TEST_WEBHOOK = gql<
  TestWebhookAnswer,
  TestWebhookVariables
>(`mutation TestWebhook($input: RiskWebhookInput!) {
  testRiskWebhook(input: $input) {
    delivered
    status
    durationMs
    error
  }
}`);
export type RedeliverWebhookAnswer = {
  readonly redeliverRiskWebhook: {
    readonly queued: number | null;
    readonly webhook: {
      readonly id: string;
    } | null;
  } | null;
};
export type RedeliverWebhookVariables = {
  readonly input: {
    readonly clientMutationId: string;
    readonly id: string;
    readonly after?: string | null;
    readonly deliveryId?: string | null;
    readonly failedSince?: string | null;
  };
};
export const REDELIVER_WEBHOOK = gql<
  RedeliverWebhookAnswer,
  RedeliverWebhookVariables
>(`mutation RedeliverWebhook($input: RedeliverRiskWebhookInput!) {
  redeliverRiskWebhook(input: $input) {
    queued
    webhook {
      id
    }
  }
}`);
