import type {
  BatchFetchNode,
  FetchNode,
  FlattenNodePathSegment,
  EntityBatchAlias,
} from '@graphql-hive/router-query-planner';
import type { GraphQLError } from 'graphql';
import type { FetchOutcome } from '../call-subgraph.ts';
import { placesOfBatch, placesOfEntities } from './plan-fetches.ts';
import { Distinct } from './distinct.ts';
import { withForgottenConditions } from './forgotten-conditions.ts';
import { forAllOfInterface } from './interface-object-fetch.ts';
import type { PlanSetting } from './plan-setting.ts';
import { checkPlannerAliases, entityKeysOf } from './fetch-document.ts';
import { compileCaller } from './fetch-step.ts';
import type { FetchLike } from './parse-fetch.ts';
import { copied, merge } from './merge.ts';
import { compileRepresentation, type Represent } from './representation.ts';
import { bySingleKeys } from './single-keys.ts';
import { compileOutputRewrites, compileRewrite, type OutputRewrites } from './rewrites.ts';
import { isGathered, setUnknown, type CompiledStep, type Gathered, type Run } from './run.ts';
import { compileWalker, type Walker } from './walk-path.ts';

/** One `_entities` field of a fetch: which objects it is about, under which key it answers. */
interface EntityCall {
  readonly responseKey: string;
  readonly variable: string;
  readonly walkers: readonly Walker[];
  readonly represent: Represent;
  readonly outputRewrites: OutputRewrites | undefined;
  /** What is lost of an entity that the subgraph does not give. */
  readonly keys: readonly string[];
}

/** `targets[n]` are the objects that the n-th representation stands for. */
type Targets = Gathered[][];

/** A fetch of entities at the objects of one path. */
export function compileEntityFetch(
  planned: FetchNode,
  path: readonly FlattenNodePathSegment[],
  setting: PlanSetting,
): CompiledStep {
  const node = withForgottenConditions(planned, placesOfEntities(path), setting.asked, setting.decided);
  const { requires, inputRewrites, outputRewrites } = node;
  return compileCalls(node, setting, (document) => [
    compileCall(node.serviceName, document, setting, {
      alias: '_entities',
      representationsVariableName: 'representations',
      paths: [[...path]],
      requires: requires ?? [],
      ...(inputRewrites == null ? {} : { inputRewrites }),
      ...(outputRewrites == null ? {} : { outputRewrites }),
    }),
  ]);
}

/** Several fetches of entities from one subgraph in one request. */
export function compileBatchFetch(planned: BatchFetchNode, setting: PlanSetting): CompiledStep {
  const node = withForgottenConditions(planned, placesOfBatch(planned), setting.asked, setting.decided);
  return compileCalls(node, setting, (document) =>
    node.entityBatch.aliases.map((alias) => compileCall(node.serviceName, document, setting, alias)),
  );
}

function compileCall(
  subgraph: string,
  document: ReturnType<typeof compileCaller>['document'],
  { typesUnder, interfaceObjects, keysOf, requiredAliases }: PlanSetting,
  planned: EntityBatchAlias,
): EntityCall {
  const alias = forAllOfInterface(document, planned, interfaceObjects.get(subgraph), typesUnder);
  const inputRewrites = (alias.inputRewrites ?? []).map((rewrite) => compileRewrite(rewrite, typesUnder));
  const ways = bySingleKeys(alias.requires, (type) => keysOf(subgraph, type));
  const keys = entityKeysOf(document, alias.alias);
  const shown = keys.filter((key) => key !== '__typename');
  return {
    responseKey: alias.alias,
    variable: alias.representationsVariableName,
    walkers: alias.paths.map((path) => compileWalker(path, typesUnder)),
    represent: compileRepresentation(ways, inputRewrites, { typesUnder, requiredAliases }),
    outputRewrites: compileOutputRewrites(alias.outputRewrites, typesUnder),
    keys: shown.length > 0 ? shown : keys,
  };
}

function compileCalls(
  node: FetchLike,
  setting: PlanSetting,
  callsOf: (document: ReturnType<typeof compileCaller>['document']) => EntityCall[],
): CompiledStep {
  const caller = compileCaller(node, setting);
  const calls = callsOf(caller.document);
  const rewrites =
    'entityBatch' in node
      ? (node as BatchFetchNode).entityBatch.aliases.flatMap((alias) => alias.outputRewrites ?? [])
      : ((node as FetchNode).outputRewrites ?? []);
  checkPlannerAliases(caller.document, rewrites, setting.requiredAliases);
  const order = setting.nextOrder();
  const where = calls.map(({ walkers }) => walkers.map(({ says }) => says).join(' and ')).join(', ');
  return {
    says: `entities at ${where} from ${node.serviceName}: ${node.operation}`,
    inner: [],
    execute(run) {
      const asked = new Map<string, Distinct>();
      const targets = calls.map((call) => gather(run, call, asked));
      const variables: Record<string, unknown> = {};
      let total = 0;
      for (const [variable, { all }] of asked) {
        variables[variable] = all;
        total += all.length;
      }
      if (total === 0) return undefined;
      const outcome = caller.call(run, variables);
      const take = (settled: FetchOutcome): void => {
        for (const [index, call] of calls.entries()) {
          takeEntities(run, call, targets[index] ?? [], settled, order, setting.isObjectType);
        }
        if (settled.failure === undefined) tellOthers(run, calls, settled.errors, order);
      };
      if (outcome instanceof Promise) return outcome.then(take);
      take(outcome);
      return undefined;
    },
  };
}

/** Adds the representations of a call to those of its variable. */
function gather(run: Run, call: EntityCall, asked: Map<string, Distinct>): Targets {
  let of = asked.get(call.variable);
  if (of === undefined) {
    of = new Distinct();
    asked.set(call.variable, of);
  }
  const targets: Targets = [];
  for (const walker of call.walkers) {
    for (const entity of walker.collect(run.data)) {
      const representation = call.represent(entity, run.variables);
      if (representation === null) setNull(entity, call.keys);
      if (representation == null) continue;
      (targets[of.add(representation)] ??= []).push(entity);
    }
  }
  return targets;
}

function takeEntities(
  run: Run,
  call: EntityCall,
  targets: Targets,
  outcome: FetchOutcome,
  order: number,
  isObjectType: (name: string) => boolean,
): void {
  const lose = (index: number, error: GraphQLError): void => {
    for (const holder of targets[index] ?? []) {
      for (const key of call.keys) run.errors.push({ error, holder, path: [key], order });
    }
  };
  const loseAll = (error: GraphQLError): void => {
    for (const index of targets.keys()) lose(index, error);
  };
  if (outcome.failure !== undefined) {
    loseAll(outcome.failure);
    return;
  }
  const entities = outcome.data[call.responseKey];
  if (Array.isArray(entities)) {
    call.outputRewrites?.apply(entities);
    for (let index = 0; index < entities.length; index += 1) {
      const entity: unknown = entities[index];
      let isTaken = false;
      for (const target of targets[index] ?? []) {
        if (isGathered(entity)) merge(target, isTaken ? copied(entity) : entity, isObjectType);
        else if (entity === null) {
          setNull(target, call.keys);
          setUnknown(target);
        }
        isTaken = true;
      }
    }
  }
  for (const error of outcome.errors) {
    const [key, index, ...rest] = error.path ?? [];
    if (key !== call.responseKey) continue;
    if (typeof index !== 'number') loseAll(error);
    else if (rest.length === 0) lose(index, error);
    else {
      const path = call.outputRewrites?.pathOf(rest) ?? rest;
      for (const holder of targets[index] ?? []) run.errors.push({ error, holder, path, order });
    }
  }
}

/** Its fields are null, which is something else than that they were never fetched. */
function setNull(entity: Gathered, keys: readonly string[]): void {
  for (const key of keys) if (!Object.hasOwn(entity, key)) entity[key] = null;
}

/** Errors at no place that was asked for are told without one. */
function tellOthers(
  run: Run,
  calls: readonly EntityCall[],
  errors: readonly GraphQLError[],
  order: number,
): void {
  for (const error of errors) {
    const key = error.path?.[0];
    if (calls.some(({ responseKey }) => responseKey === key)) continue;
    run.errors.push({ error, holder: run.data, path: undefined, order });
  }
}
