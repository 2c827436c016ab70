import type { PlanNode, QueryPlan } from '@graphql-hive/router-query-planner';
import { compileBatchFetch, compileEntityFetch } from './entity-fetch.ts';
import { requiredAliases } from './fetch-document.ts';
import { compileRootFetch } from './fetch-step.ts';
import type { PlanSetting } from './plan-setting.ts';
import type { CompiledStep, Step } from './run.ts';

const NOTHING: CompiledStep = { says: 'nothing', inner: [], execute: () => undefined };

/** What is the same for all nodes, and not read from the plan itself. */
export type PlanWide = Omit<PlanSetting, 'requiredAliases' | 'decided'>;

/** @throws Error naming the node that this executor does not know: nothing of such a plan is executed */
export function compilePlan(plan: QueryPlan, setting: PlanWide): CompiledStep {
  return compileNode(plan.node, {
    ...setting,
    requiredAliases: requiredAliases(plan.node),
    decided: new Set(),
  });
}

function compileNode(node: PlanNode | null | undefined, setting: PlanSetting): CompiledStep {
  if (node == null) return NOTHING;
  switch (node.kind) {
    case 'Sequence': {
      const inner = node.nodes.map((one) => compileNode(one, setting));
      return { says: 'one after the other', inner, execute: inSequence(inner.map(({ execute }) => execute)) };
    }
    case 'Parallel': {
      const inner = node.nodes.map((one) => compileNode(one, setting));
      return { says: 'at once', inner, execute: atOnce(inner.map(({ execute }) => execute)) };
    }
    case 'Condition': {
      const { condition } = node;
      const branch = (name: string): PlanSetting => {
        const decided = new Set(setting.decided).add(`@${name}(if: $${condition})`);
        return { ...setting, decided };
      };
      const yes = compileNode(node.ifClause, branch('include'));
      const no = compileNode(node.elseClause, branch('skip'));
      return {
        says: `if $${condition}, else`,
        inner: [yes, no],
        execute: (run) => (run.variables[condition] === true ? yes : no).execute(run),
      };
    }
    case 'Fetch':
      // Keys of entities are only fetched below a path.
      if ((node.requires ?? []).length > 0) return compileEntityFetch(node, [], setting);
      return compileRootFetch(node, setting);
    case 'Flatten': {
      const { node: fetch, path } = node;
      if (fetch.kind !== 'Fetch') throw new Error(`a plan node ${fetch.kind} below a path`);
      return compileEntityFetch(fetch, path, setting);
    }
    case 'BatchFetch':
      return compileBatchFetch(node, setting);
    case 'Subscription':
      return compileRootFetch({ ...node.primary, kind: 'Fetch' }, setting);
    case 'Defer':
      throw new Error('a plan node Defer: @defer is not offered here');
    default:
      throw new Error(`a plan node of an unknown kind: ${JSON.stringify(node).slice(0, 200)}`);
  }
}

function inSequence(steps: readonly Step[]): Step {
  return (run) => {
    for (const [index, step] of steps.entries()) {
      const pending = step(run);
      if (pending !== undefined) return rest(pending, steps, index + 1, run);
    }
    return undefined;
  };
}

async function rest(
  pending: Promise<void>,
  steps: readonly Step[],
  from: number,
  run: Parameters<Step>[0],
): Promise<void> {
  await pending;
  for (const step of steps.slice(from)) await step(run);
}

function atOnce(steps: readonly Step[]): Step {
  return (run) => {
    const pending: Promise<void>[] = [];
    for (const step of steps) {
      const one = step(run);
      if (one !== undefined) pending.push(one);
    }
    if (pending.length < 2) return pending[0];
    return Promise.all(pending).then(() => undefined);
  };
}

/** The plan and its steps as text. */
export function printSteps({ says, inner }: CompiledStep, indent = ''): string {
  return [`${indent}${says}`, ...inner.map((step) => printSteps(step, `${indent}  `))].join('\n');
}
