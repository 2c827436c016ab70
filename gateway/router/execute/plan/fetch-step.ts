import type { FetchNode } from '@graphql-hive/router-query-planner';
import { Kind, OperationTypeNode, type DocumentNode } from 'graphql';
import { callSubgraph, outcomeOf, type FetchOutcome, type SubgraphCall } from '../call-subgraph.ts';
import { isSubscription, itemFetch } from '../item-fetch.ts';
import type { PlanSetting } from './plan-setting.ts';
import { merge } from './merge.ts';
import { compileOutputRewrites } from './rewrites.ts';
import { PushedAnswer, type CompiledStep, type OpenStream, type Run } from './run.ts';
import { checkPlannerAliases, rootKeysOf } from './fetch-document.ts';
import { parseFetch, type FetchLike } from './parse-fetch.ts';
import { withForgottenConditions } from './forgotten-conditions.ts';

/** A mutation may wait until the pipeline has applied it, which it says itself when that takes too long: it is not cut off meanwhile. */
const MUTATION_FACTOR = 2;

/** Sends one fetch of the plan, with the variables that it uses beside those that the plan adds (representations), which are this fetch's own. */
export interface Caller {
  readonly document: DocumentNode;
  call(run: Run, added?: Record<string, unknown>): FetchOutcome | Promise<FetchOutcome>;
  readonly openStream: OpenStream | undefined;
}

/** @throws Error when no target serves the subgraph, or the fetch names things that its rewrites do not undo */
export function compileCaller(planned: FetchLike, setting: PlanSetting): Caller {
  const target = setting.targets.get(planned.serviceName);
  if (target === undefined)
    throw new Error(`the plan asks a subgraph ${planned.serviceName}, which nothing serves`);
  const { node, document } = parseFetch(planned);
  const names = node.variableUsages ?? [];
  const isMutation = document.definitions.some(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.MUTATION,
  );
  const timeoutMs = setting.subgraphTimeoutMs * (isMutation ? MUTATION_FACTOR : 1);
  const text = node.operation;
  const operationName = node.operationName ?? undefined;
  const callOf = (
    { variables }: Pick<Run, 'variables'>,
    added: Record<string, unknown> = {},
  ): SubgraphCall => {
    for (const name of names) if (Object.hasOwn(variables, name)) added[name] = variables[name];
    return { document, text, operationName, isMutation, variables: added };
  };
  if (!isSubscription(document)) {
    return {
      document,
      call: (run, added) => callSubgraph(target, callOf(run, added), run.context, timeoutMs),
      openStream: undefined,
    };
  }
  const { subscribe } = target;
  return {
    document,
    call(run) {
      const { streamItem } = run.context;
      if (streamItem instanceof PushedAnswer) {
        return outcomeOf(target, streamItem.answer, run.context, performance.now());
      }
      return callSubgraph(target, itemFetch(callOf(run), streamItem), run.context, timeoutMs);
    },
    openStream: subscribe && ((run, signal) => subscribe({ ...callOf(run), signal }, run.context)),
  };
}

/** A fetch of root fields. */
export function compileRootFetch(planned: FetchNode, setting: PlanSetting): CompiledStep {
  const node = withForgottenConditions(planned, new Map(), setting.asked, setting.decided);
  const { serviceName, operation, outputRewrites } = node;
  const caller = compileCaller(node, setting);
  checkPlannerAliases(caller.document, outputRewrites ?? [], setting.requiredAliases);
  const order = setting.nextOrder();
  const rewrites = compileOutputRewrites(outputRewrites, setting.typesUnder);
  const rootKeys = rootKeysOf(caller.document);
  const take = (run: Run, outcome: FetchOutcome): void => {
    const { data: holder, errors } = run;
    if (outcome.failure !== undefined) {
      for (const key of rootKeys) errors.push({ error: outcome.failure, holder, path: [key], order });
      return;
    }
    rewrites?.apply(outcome.data);
    merge(holder, outcome.data, setting.isObjectType);
    for (const error of outcome.errors) {
      const path = error.path === undefined ? undefined : (rewrites?.pathOf(error.path) ?? error.path);
      errors.push({ error, holder, path, order });
    }
  };
  return {
    says: `fetch ${serviceName}: ${operation}`,
    inner: [],
    openStream: caller.openStream,
    execute(run) {
      const outcome = caller.call(run);
      if (!(outcome instanceof Promise)) {
        take(run, outcome);
        return undefined;
      }
      return outcome.then((settled) => {
        take(run, settled);
      });
    },
  };
}
