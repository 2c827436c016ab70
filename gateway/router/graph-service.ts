import { OperationTypeNode, type ExecutionResult } from 'graphql';
import type { Caller } from '../access/caller.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Logger } from '../../runtime/log.ts';
import { completeResult } from './execute/complete-result.ts';
import { hubCodeOf } from './execute/mask-error.ts';
import type { PlanExecutor, PlanResult } from './execute/plan-executor.ts';
import type { RequestContext } from './execute/request-context.ts';
import { countError } from './metrics.ts';
import type { Preparer } from './prepare/prepare.ts';

export interface GraphRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly caller: Caller;
  readonly requestId: string;
  readonly log: Logger;
  /** A GET must not change anything. */
  readonly readOnly: boolean;
}

/** One answer to one request, whatever transport brought it. */
export interface GraphService {
  /** @throws RequestError when the request cannot be executed, HubError for transports to translate. */
  answer(request: GraphRequest): Promise<ExecutionResult>;
}

const EMPTY: PlanResult = { data: {}, errors: [] };

/** prepare → plan and execute → complete. `requestTimeoutMs` bounds all fetches of one request together. */
export function createGraphService(
  executor: PlanExecutor,
  preparer: Preparer,
  requestTimeoutMs: number,
): GraphService {
  return {
    async answer(request): Promise<ExecutionResult> {
      const { query, operationName, requestId, caller, log } = request;
      const operation = preparer.prepare(query, operationName);
      if (request.readOnly && operation.operationType !== OperationTypeNode.QUERY) {
        throw new HubError('HUB_METHOD_NOT_ALLOWED', 'a mutation must be sent by POST, not by GET');
      }
      const variables = preparer.checkVariables(operation, request.variables ?? {});
      const context: RequestContext = Object.freeze({
        caller,
        requestId,
        log,
        deadlineMs: performance.now() + requestTimeoutMs,
      });
      let gathered = EMPTY;
      if (operation.needsSubgraphs) {
        try {
          gathered = await executor.executePlan(operation, variables, context);
        } catch (error) {
          // The runtime keeps the outcome of planning, a failure too: the next request shall plan afresh.
          preparer.forget(query);
          throw error;
        }
      }
      const result = completeResult(executor.schema, operation, variables, gathered);
      for (const error of result.errors ?? [])
        countError(hubCodeOf(error.extensions['code']) ?? 'HUB_INTERNAL');
      return result;
    },
  };
}
