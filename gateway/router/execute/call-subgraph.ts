import type { DocumentNode, GraphQLError } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { observeFetch } from '../metrics.ts';
import { Cancellation } from './cancellation.ts';
import { Deadlines, type Due } from './deadlines.ts';
import { clientError } from './mask-error.ts';
import type { RequestContext } from './request-context.ts';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTarget } from './subgraph-target.ts';

export interface SubgraphCall {
  /** The same object for every execution of the same plan. */
  readonly document: DocumentNode;
  readonly text: string;
  readonly operationName: string | undefined;
  readonly isMutation: boolean;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What came of a fetch: data with errors beside them, or nothing but the one reason. All errors are fit for a client's eyes. */
export type FetchOutcome =
  | { readonly failure: GraphQLError }
  | {
      readonly failure: undefined;
      readonly data: Readonly<Record<string, unknown>>;
      readonly errors: readonly GraphQLError[];
    };

const NO_ERRORS: readonly GraphQLError[] = [];

/** Sends one fetch; never throws and never rejects. Answers at once where the subgraph does. */
export function callSubgraph(
  target: SubgraphTarget,
  call: SubgraphCall,
  context: RequestContext,
  timeoutMs: number,
): FetchOutcome | Promise<FetchOutcome> {
  const startedMs = performance.now();
  const leftMs = Math.max(0, Math.ceil(context.deadlineMs - startedMs));
  const request = new TimedRequest(call, target.name, Math.min(timeoutMs, leftMs), leftMs < timeoutMs);
  const usable = (answer: SubgraphAnswer): FetchOutcome => outcomeOf(target, answer, context, startedMs);
  const failed = (error: unknown): FetchOutcome => {
    observeFetch(target.name, 'failed', startedMs);
    return { failure: clientError(asUnavailable(target, error), placeless(target), context.log) };
  };
  try {
    const answer = target.execute(request, context);
    return answer instanceof Promise ? request.within(answer, usable, failed) : usable(answer);
  } catch (error) {
    return failed(error);
  }
}

/** What an answer means for the plan. */
export function outcomeOf(
  target: SubgraphTarget,
  answer: SubgraphAnswer,
  context: RequestContext,
  startedMs: number,
): FetchOutcome {
  const errors = answer.errors ?? NO_ERRORS;
  if (answer.data == null && errors.every((error) => error.path === undefined)) {
    const why = `subgraph ${target.name} answered neither data nor errors`;
    const error = errors[0] ?? new HubError('HUB_SUBGRAPH_UNAVAILABLE', why);
    observeFetch(target.name, 'failed', startedMs);
    if (target.isOutspoken === true && errors[0] !== undefined) return { failure: errors[0] };
    return { failure: clientError(asUnavailable(target, error), placeless(target), context.log) };
  }
  observeFetch(target.name, errors.length > 0 ? 'errors' : 'ok', startedMs);
  return {
    failure: undefined,
    data: answer.data ?? {},
    errors:
      errors.length === 0 || target.isOutspoken === true
        ? errors
        : errors.map((error) => clientError(error, { path: error.path, subgraph: target.name }, context.log)),
  };
}

function placeless(target: SubgraphTarget): { path: undefined; subgraph: string } {
  return { path: undefined, subgraph: target.name };
}

/** A fault that the subgraph itself did not name is, for the client, a subgraph that cannot be had. */
function asUnavailable(target: SubgraphTarget, cause: unknown): unknown {
  if (cause instanceof HubError) return cause;
  return new HubError(
    'HUB_SUBGRAPH_UNAVAILABLE',
    `subgraph ${target.name} could not answer; its fields are missing from this answer, ask again later`,
    { cause },
  );
}

/** A fetch with its time. The cancellation is made only for a target that looks at it: a schema in this process does not. */
class TimedRequest implements SubgraphRequest {
  readonly document: DocumentNode;
  readonly text: string;
  readonly operationName: string | undefined;
  readonly isMutation: boolean;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly isHurried: boolean;
  readonly #subgraph: string;
  readonly #timeoutMs: number;
  #cancellation: Cancellation | undefined;

  constructor(call: SubgraphCall, subgraph: string, timeoutMs: number, isHurried: boolean) {
    this.isHurried = isHurried;
    this.document = call.document;
    this.text = call.text;
    this.operationName = call.operationName;
    this.isMutation = call.isMutation;
    this.variables = call.variables;
    this.#subgraph = subgraph;
    this.#timeoutMs = timeoutMs;
  }

  get cancellation(): Cancellation {
    return (this.#cancellation ??= new Cancellation());
  }

  /** What becomes of the answer, or of the error that it took too long. */
  within<Outcome>(
    answer: Promise<SubgraphAnswer>,
    usable: (answer: SubgraphAnswer) => Outcome,
    failed: (error: unknown) => Outcome,
  ): Promise<Outcome> {
    return new Promise((resolve) => {
      const due: Due = {
        dueMs: performance.now() + this.#timeoutMs,
        expire: () => {
          const error = new HubError(
            'HUB_SUBGRAPH_UNAVAILABLE',
            `subgraph ${this.#subgraph} did not answer within ${this.#timeoutMs} ms; its fields are missing from this answer, ask again later`,
          );
          this.#cancellation?.cancel(error);
          // First the target sees that it was cancelled: what it counts must hold for the next fetch.
          setImmediate(() => {
            resolve(failed(error));
          });
        },
      };
      const place = DEADLINES.add(due);
      // What comes late is for nobody: it is not looked at.
      answer.then(
        (settled) => {
          if (DEADLINES.drop(place)) resolve(settledOf(settled));
        },
        (error: unknown) => {
          if (DEADLINES.drop(place)) resolve(failed(error));
        },
      );
      const settledOf = (settled: SubgraphAnswer): Outcome => {
        try {
          return usable(settled);
        } catch (error) {
          return failed(error);
        }
      };
    });
  }
}

const DEADLINES = new Deadlines();
