import type { QueryPlan } from '@graphql-hive/router-query-planner';

/** To the process that plans. */
export type PlannerRequest =
  | { readonly kind: 'open'; readonly supergraph: number; readonly sdl: string }
  | { readonly kind: 'close'; readonly supergraph: number }
  | {
      readonly kind: 'plan';
      readonly id: number;
      readonly supergraph: number;
      readonly text: string;
      readonly operationName: string | undefined;
      readonly rolloutShare: number;
    };

/** From it, in the order of the requests. */
export type PlannerReply =
  { readonly id: number; readonly plan: QueryPlan } | { readonly id: number; readonly failed: string };
