import type { GraphQLError } from 'graphql';
import type { RequestContext } from '../request-context.ts';
import type { SubgraphAnswer, SubgraphStream } from '../subgraph-target.ts';

/** What a plan gathers: objects keyed by the plan's own response keys (`planKeyOf`), not by the caller's. */
export interface Gathered {
  [key: string]: unknown;
}

const UNKNOWN = Symbol('a subgraph does not know it');

/** Notes of an object that a subgraph which was asked for its fields does not know it: it has ended since another one named it, or is not for this caller. */
export function setUnknown(entity: Gathered): void {
  (entity as { [UNKNOWN]?: true })[UNKNOWN] = true;
}

export function isUnknown(entity: Gathered): boolean {
  return UNKNOWN in entity;
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

export type OpenStream = (
  run: Pick<Run, 'variables' | 'context'>,
  signal: AbortSignal,
) => Promise<SubgraphStream>;

/** A step with the words that `TRIBUTARY_DEBUG_PLAN=1` prints of it. */
export interface CompiledStep {
  readonly execute: Step;
  readonly says: string;
  readonly inner: readonly CompiledStep[];
  /** Of the fetch that begins a subscription, where its subgraph keeps streams of its own: opens one. */
  readonly openStream?: OpenStream | undefined;
}

/** An item of a stream that a subgraph keeps: its answer to the first fetch of the plan, which therefore need not be asked. */
export class PushedAnswer {
  readonly answer: SubgraphAnswer;

  constructor(answer: SubgraphAnswer) {
    this.answer = answer;
  }
}

export function isGathered(value: unknown): value is Gathered {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
