import { QueryPlanner, type QueryPlan } from '@graphql-hive/router-query-planner';

/** Plans operations over one supergraph. */
export interface Planner {
  /**
   * @param text the operation, as the planner is told it
   * @param rolloutShare of `@override` by percent, see rollout.ts
   * @throws Error when there is no plan
   */
  plan(text: string, operationName: string | undefined, rolloutShare: number): Promise<QueryPlan>;
  /** Nothing is planned afterwards. */
  close(): void;
}

/** @throws Error for a supergraph that cannot be planned over */
export type OpenPlanner = (supergraphSdl: string) => Planner;

const NO_LABELS: ReadonlySet<string> = new Set();

/**
 * Plans in this process, which ends with the planner when that panics: for a supergraph whose operations are tested (the hub's own). For those of
 * strangers see planner-apart.ts.
 */
export const plannerHere: OpenPlanner = (supergraphSdl) => {
  const planner = new QueryPlanner(supergraphSdl);
  return {
    plan: (text, operationName, rolloutShare) =>
      planner.planAsync(text, operationName, new Set(NO_LABELS), rolloutShare),
    close: () => undefined,
  };
};
