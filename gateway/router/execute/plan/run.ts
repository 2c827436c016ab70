import type { GraphQLError } from 'graphql';
import type { RequestContext } from '../request-context.ts';

/** What a plan gathers: objects keyed by the plan's own response keys (`planKeyOf`), not by the caller's. */
export interface Gathered {
  [key: string]: unknown;
}

/**
 * An error at a place of what was gathered: at `path` below `holder`, an object of the data itself, so that nobody need know where that
 * stands. `order` is where its fetch stands in the plan.
 */
export interface GatheredError {
  readonly error: GraphQLError;
  readonly holder: Gathered;
  readonly path: readonly (string | number)[] | undefined;
  readonly order: number;
}

/** What the plan gathered: fields by the plan's own keys, not yet held against the public schema (see `completeResult`). */
export interface PlanResult {
  readonly data: Gathered | undefined;
  readonly errors: readonly GatheredError[];
}

/** One execution of a compiled plan. */
export interface Run {
  readonly data: Gathered;
  readonly errors: GatheredError[];
  /** As the client gave them, with the defaults of those that conditions hang on. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
}

/** A compiled node of a plan: done at once, or when the promise is. Never throws and never rejects for what subgraphs do. */
export type Step = (run: Run) => Promise<void> | undefined;

/** A step with the words that `TRIBUTARY_DEBUG_PLAN=1` prints of it. */
export interface CompiledStep {
  readonly execute: Step;
  readonly says: string;
  readonly inner: readonly CompiledStep[];
}

export function isGathered(value: unknown): value is Gathered {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
