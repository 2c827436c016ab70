import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { Kind, print, type DocumentNode, type GraphQLSchema } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { countPlan } from '../metrics.ts';
import type { PreparedOperation } from '../prepare/prepared-operation.ts';
import { readSupergraph, unreadable, type Supergraph } from '../supergraph/supergraph.ts';
import { conditionValues } from './condition-values.ts';
import { debugPrinter } from './debug-printer.ts';
import { compilePlan, printSteps, type PlanWide } from './plan/compile-plan.ts';
import type { PlanSetting } from './plan/plan-setting.ts';
import { askedConditions } from './plan/forgotten-conditions.ts';
import { PushedAnswer, type CompiledStep, type OpenStream, type PlanResult, type Run } from './plan/run.ts';

export type { PlanResult } from './plan/run.ts';
import { planOf } from './planner/plan-of.ts';
import { plannerHere, type OpenPlanner, type Planner } from './planner/planner.ts';
import type { RequestContext } from './request-context.ts';
import { rootFieldDocuments } from './root-field-documents.ts';
import type { SubgraphStream, SubgraphTarget } from './subgraph-target.ts';

/** Plans operations over a supergraph and executes the plans. */
export interface PlanExecutor {
  /** The public schema: the supergraph without the federation's own types and inaccessible parts. */
  readonly schema: GraphQLSchema;
  /** @throws HubError HUB_INTERNAL when there is no plan, or one that cannot be executed as it stands. */
  executePlan(
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
    context: RequestContext,
  ): Promise<PlanResult>;
  /**
   * Opens the stream of a subscription at the subgraph that keeps it; each answer is the `streamItem` of one execution. Null where the subgraph
   * keeps none, so that the router itself must know the items.
   * @throws HubError HUB_SUBGRAPH_UNAVAILABLE when it cannot be opened, and those of `executePlan`.
   */
  openStream(
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
    context: RequestContext,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<PushedAnswer, undefined> | null>;
  /** Nothing is executed afterwards. */
  close(): void;
}

export interface PlanExecutorOptions {
  readonly supergraphSdl: string;
  readonly targets: readonly SubgraphTarget[];
  /** Longest time for one fetch from one subgraph. */
  readonly subgraphTimeoutMs: number;
  /** Where plans are made; in this process unless told. */
  readonly openPlanner?: OpenPlanner | undefined;
  /** Where plans and compiled steps are printed; nowhere unless told (`TRIBUTARY_DEBUG_PLAN=1`). */
  readonly printPlan?: ((text: string) => void) | undefined;
}

/** One operation, planned and compiled. Root fields of a mutation have a plan each, because they are executed one after the other. */
interface CompiledOperation {
  readonly steps: readonly CompiledStep[];
  /** Variables that plans branch on. */
  readonly conditions: readonly string[];
}

/** @throws HubError HUB_CONFIG_INVALID when the supergraph cannot be served or names a subgraph that has no target. */
export function createPlanExecutor(options: PlanExecutorOptions): PlanExecutor {
  const supergraph = readSupergraph(options.supergraphSdl);
  const targets = new Map(options.targets.map((target) => [target.name, target]));
  for (const name of supergraph.subgraphs.keys()) {
    if (!targets.has(name)) {
      throw new HubError(
        'HUB_CONFIG_INVALID',
        `the supergraph has a subgraph ${name}, which neither the registry nor TRIBUTARY_SUBGRAPHS_FILE names`,
      );
    }
  }
  const planner = openPlanner(supergraph, options.openPlanner ?? plannerHere);
  const printPlan = options.printPlan ?? debugPrinter();
  const objectTypes = objectTypesOf(supergraph);
  const compiled = new WeakMap<DocumentNode, Map<string, CompiledOperation | Promise<CompiledOperation>>>();

  const compile = async (operation: PreparedOperation): Promise<CompiledOperation> => {
    let orders = 0;
    const setting: Omit<PlanSetting, 'requiredAliases' | 'asked' | 'decided'> = {
      targets,
      subgraphTimeoutMs: options.subgraphTimeoutMs,
      typesUnder: (condition) => supergraph.typesUnder(condition),
      interfaceObjects: supergraph.interfaceObjects,
      keysOf: supergraph.keysOf,
      isObjectType: (name) => objectTypes.has(name),
      nextOrder: () => orders++,
    };
    const steps: CompiledStep[] = [];
    const conditions = new Set<string>();
    for (const document of rootFieldDocuments(supergraph.publicSchema, operation)) {
      const plan = await planOf(planner, supergraph, document, operation);
      collectConditions(plan.node, conditions);
      const asked = askedConditions(document, operation.operationName, plan.node);
      const step = compiledStep(plan, { ...setting, asked });
      printPlan?.(`${print(document)}\n${JSON.stringify(plan, null, 2)}\n${printSteps(step)}`);
      steps.push(step);
    }
    return { steps, conditions: [...conditions] };
  };

  const compiledOf = (operation: PreparedOperation): CompiledOperation | Promise<CompiledOperation> => {
    const { executionDocument, operationName = '' } = operation;
    let ofDocument = compiled.get(executionDocument);
    if (ofDocument === undefined) {
      ofDocument = new Map();
      compiled.set(executionDocument, ofDocument);
    }
    const before = ofDocument.get(operationName);
    countPlan(before === undefined ? 'miss' : 'hit');
    if (before !== undefined) return before;
    const kept = ofDocument;
    const pending = compile(operation).then(
      (done) => {
        kept.set(operationName, done);
        operation.planned = true;
        return done;
      },
      (error: unknown) => {
        kept.delete(operationName);
        throw error;
      },
    );
    kept.set(operationName, pending);
    return pending;
  };

  const decidedFor = (
    { conditions }: CompiledOperation,
    operation: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> =>
    conditions.length === 0
      ? variables
      : { ...variables, ...conditionValues(supergraph.publicSchema, operation, variables, conditions) };

  return {
    schema: supergraph.publicSchema,
    async openStream(operation, variables, context, signal) {
      const found = await compiledOf(operation);
      const open = found.steps.map(streamOf).find((one) => one !== undefined);
      if (open === undefined) return null;
      return pushed(await open({ variables: decidedFor(found, operation, variables), context }, signal));
    },
    async executePlan(operation, variables, context): Promise<PlanResult> {
      const found = compiledOf(operation);
      const ready = found instanceof Promise ? await found : found;
      const run: Run = { data: {}, errors: [], variables: decidedFor(ready, operation, variables), context };
      for (const step of ready.steps) {
        const pending = step.execute(run);
        if (pending !== undefined) await pending;
      }
      return run;
    },
    close: () => {
      planner.close();
    },
  };
}

function streamOf({ openStream, inner }: CompiledStep): OpenStream | undefined {
  return openStream ?? inner.map(streamOf).find((one) => one !== undefined);
}

async function* pushed(stream: SubgraphStream): AsyncGenerator<PushedAnswer, undefined> {
  for await (const answer of stream) yield new PushedAnswer(answer);
  return undefined;
}

function openPlanner({ sdl }: Supergraph, open: OpenPlanner): Planner {
  try {
    return open(sdl);
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function compiledStep(plan: QueryPlan, setting: PlanWide): CompiledStep {
  try {
    return compilePlan(plan, setting);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_INTERNAL', `the plan of this operation cannot be executed: ${why}`, { cause });
  }
}

function collectConditions(node: unknown, into: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const one of node as unknown[]) collectConditions(one, into);
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    const isName = key === 'condition' || key === 'skipIf' || key === 'includeIf';
    if (isName && typeof value === 'string') into.add(value);
    else collectConditions(value, into);
  }
}

function objectTypesOf({ whole }: Supergraph): ReadonlySet<string> {
  return new Set(
    Object.values(whole.getTypeMap()).flatMap((type) =>
      type.astNode?.kind === Kind.OBJECT_TYPE_DEFINITION ? [type.name] : [],
    ),
  );
}
