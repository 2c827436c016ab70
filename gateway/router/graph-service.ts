import { OperationTypeNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Auditor } from '../access/audit/auditor.ts';
import { RowLook } from '../access/audit/look.ts';
import type { Caller } from '../access/caller.ts';
import type { Quota } from '../access/limits/quota.ts';
import { requireScope, requireScopes } from '../access/identity/required-scopes.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Logger } from '../../runtime/log.ts';
import { createFieldAccess } from './access/field-access.ts';
import { NO_FIELD_RULES, type FieldRules } from './access/field-rules.ts';
import { createScopeCheck } from './access/scope-check.ts';
import { completeResult } from './execute/complete-result.ts';
import { hubCodeOf } from './execute/mask-error.ts';
import type { PlanExecutor, PlanResult } from './execute/plan-executor.ts';
import type { RequestContext } from './execute/request-context.ts';
import { countError } from './metrics.ts';
import type { Preparer } from './prepare/prepare.ts';
import type { PreparedOperation } from './prepare/prepared-operation.ts';

export interface GraphRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly caller: Caller;
  readonly requestId: string;
  readonly log: Logger;
  /** A GET must not change anything. */
  readonly readOnly: boolean;
  /** Whether the answer shall tell its cost in `extensions.cost`. */
  readonly tellCost?: boolean;
}

/** One item of a stream, for whom it is executed, and under which request it is logged. */
export interface ItemRequest extends Pick<GraphRequest, 'caller' | 'requestId' | 'log'> {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly streamItem: unknown;
  readonly look?: RowLook | undefined;
}

/** One answer to one request, whatever transport brought it. */
export interface GraphService {
  /** The public schema. */
  readonly schema: GraphQLSchema;
  /** Parses, limits and validates as `answer` does. Who may see the schema is told names that are like a wrong one. @throws RequestError. */
  prepare(query: string, operationName: string | undefined, caller?: Caller): PreparedOperation;
  /** @throws RequestError. */
  checkVariables(
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>>;
  /** Whether the caller's token lets it ask so. @throws HubError HUB_SCOPE_INSUFFICIENT. */
  authorise(caller: Caller, operation: PreparedOperation): void;
  /** Whether what is granted to the caller lets it ask so. @throws RequestError HUB_ARGUMENT_NOT_GRANTED, HUB_FIELD_NOT_GRANTED. */
  checkGranted(
    caller: Caller,
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
  ): void;
  /** One item of a subscription's stream, by a plan of its own. */
  answerItem(operation: PreparedOperation, item: ItemRequest): Promise<ExecutionResult>;
  /** Opens the stream of a subscription at the subgraph that keeps it, to be answered item by item; null where none is kept. @throws HubError. */
  openStream(
    operation: PreparedOperation,
    item: Omit<ItemRequest, 'streamItem'>,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<unknown, undefined> | null>;
  /** @throws RequestError when the request cannot be executed, HubError for transports to translate. */
  answer(request: GraphRequest): Promise<ExecutionResult>;
}

const EMPTY: PlanResult = { data: {}, errors: [] };

/**
 * prepare → cut what is not granted → plan and execute → complete → tell what was cut. `requestTimeoutMs` bounds all fetches of one request together.
 * @param audit told of every answer before it leaves; null where nothing is kept of looks, as in tests of other things
 * @param quota how much each partner may read; null: without limits
 * @param isIntrospectionOpen whether `__schema` and `__type` need no scope of their own
 * @param rules what the directives of the supergraph say about access
 */
export function createGraphService(
  executor: PlanExecutor,
  preparer: Preparer,
  requestTimeoutMs: number,
  isIntrospectionOpen: boolean,
  audit: Auditor | null = null,
  quota: Pick<Quota, 'check' | 'read'> | null = null,
  rules: FieldRules = NO_FIELD_RULES,
): GraphService {
  const fields = createFieldAccess(executor.schema, rules);
  const requireFieldScopes = createScopeCheck(executor.schema, rules);
  const prepare: GraphService['prepare'] = (query, operationName, caller) => {
    const seesSchema = isIntrospectionOpen || caller?.scopes?.includes('introspection') === true;
    return preparer.prepare(query, operationName, seesSchema);
  };
  const authorise: GraphService['authorise'] = (caller, operation) => {
    requireScopes(caller, operation, isIntrospectionOpen);
    requireFieldScopes(caller, operation);
  };
  const contextOf = ({ caller, requestId, log, streamItem, look }: ItemRequest): RequestContext =>
    Object.freeze({
      caller,
      requestId,
      log,
      deadlineMs: performance.now() + requestTimeoutMs,
      kept: new Map(),
      streamItem,
      look,
    });
  const execute = async (operation: PreparedOperation, item: ItemRequest): Promise<ExecutionResult> => {
    const { caller, variables } = item;
    const context = contextOf(item);
    const left = fields.leftOf(caller.access, operation);
    const gathered = left.needsSubgraphs ? await executor.executePlan(left, variables, context) : EMPTY;
    const completed = completeResult(executor.schema, left, variables, gathered);
    const result = fields.restore(caller.access, operation, variables, completed);
    for (const error of result.errors ?? [])
      countError(hubCodeOf(error.extensions['code']) ?? 'HUB_INTERNAL');
    return result;
  };
  /** As `execute`, and written down before the answer is there. What asks no subgraph looks at no data. */
  const executeAudited = async (
    operation: PreparedOperation,
    item: ItemRequest,
  ): Promise<ExecutionResult> => {
    const { caller, requestId } = item;
    await quota?.check(caller.partner);
    const audited = await audit?.begin({ schema: executor.schema, caller, requestId, operation });
    const look = audited?.look ?? new RowLook();
    let result: ExecutionResult;
    try {
      result = await execute(operation, { ...item, look });
      quota?.read(caller.partner, look.seen, operation.operationType === OperationTypeNode.MUTATION);
    } catch (error) {
      await audited?.end([error instanceof HubError ? error.code : 'HUB_INTERNAL']);
      throw error;
    }
    await audited?.end(codesOf(result.errors));
    return result;
  };
  const isAudited = audit !== null || quota !== null;
  return {
    schema: executor.schema,
    authorise,
    checkGranted: ({ access }, operation, variables) => {
      fields.check(access, operation, variables);
    },
    prepare,
    checkVariables: (operation, variables) => preparer.checkVariables(operation, variables),
    answerItem: execute,
    openStream(operation, item, signal) {
      const left = fields.leftOf(item.caller.access, operation);
      if (!left.needsSubgraphs) return Promise.resolve(null);
      return executor.openStream(left, item.variables, contextOf({ ...item, streamItem: undefined }), signal);
    },
    async answer(request): Promise<ExecutionResult> {
      const { query, operationName, caller, requestId, log } = request;
      requireScope(caller, 'graph');
      const operation = prepare(query, operationName, caller);
      authorise(caller, operation);
      if (operation.operationType === OperationTypeNode.SUBSCRIPTION) {
        throw new HubError(
          'HUB_BAD_REQUEST',
          'a subscription has no single answer; open it over WebSocket (graphql-transport-ws) or at /graphql/stream',
        );
      }
      if (request.readOnly && operation.operationType !== OperationTypeNode.QUERY) {
        throw new HubError('HUB_METHOD_NOT_ALLOWED', 'a mutation must be sent by POST, not by GET');
      }
      const variables = preparer.checkVariables(operation, request.variables ?? {});
      fields.check(caller.access, operation, variables);
      try {
        const executeIt = isAudited && operation.needsSubgraphs ? executeAudited : execute;
        const result = await executeIt(operation, {
          caller,
          requestId,
          log,
          variables,
          streamItem: undefined,
        });
        if (request.tellCost !== true) return result;
        return {
          ...result,
          extensions: { ...result.extensions, cost: preparer.costOf(operation, variables) },
        };
      } catch (error) {
        // The runtime keeps the outcome of planning, a failure too: the next request shall plan afresh.
        preparer.forget(query);
        throw error;
      }
    },
  };
}

/** Codes of the errors in an answer, each once. */
export function codesOf(errors: readonly { readonly extensions?: unknown }[] | undefined): string[] {
  const codes = (errors ?? []).map(({ extensions }) =>
    typeof extensions === 'object' && extensions !== null && 'code' in extensions
      ? String(extensions.code)
      : 'HUB_INTERNAL',
  );
  return [...new Set(codes)];
}
