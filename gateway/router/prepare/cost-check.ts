import type { GraphQLSchema } from 'graphql';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { CostWeights } from './cost-weights.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { queryCost, type QueryCost } from './query-cost.ts';
import { limitExceeded, type QueryLimits } from './query-limits.ts';

export interface CostCheck {
  costOf(operation: PreparedOperation, coerced: Readonly<Record<string, unknown>>): QueryCost;
  /** @throws HubError HUB_LIMIT_EXCEEDED with the estimate, the limit and the dearest path. */
  check(operation: PreparedOperation, coerced: Readonly<Record<string, unknown>>): void;
}

/** Items of a list of which the schema says nothing: moves, factors, contacts and their like. */
const UNKNOWN_LIST_SIZE = 5;
const MAX_STEPS = 50_000;
/** Of one operation, with different page sizes and conditions. */
const KEPT_COSTS = 20;

/** Computes a cost once for each operation and whatever its variables change in it: numbers are sizes, booleans conditions. */
export function createCostCheck(schema: GraphQLSchema, weights: CostWeights, limits: QueryLimits): CostCheck {
  const known = new WeakMap<PreparedOperation, Map<string, QueryCost>>();

  const costOf: CostCheck['costOf'] = (operation, coerced) => {
    const costs = known.get(operation) ?? new Map<string, QueryCost>();
    known.set(operation, costs);
    const key = operation.variableDefinitions
      .map(({ variable }) => keyOf(coerced[variable.name.value]))
      .join();
    const kept = costs.get(key);
    if (kept !== undefined) return kept;
    const type = schema.getRootType(operation.operationType);
    if (type == null)
      throw new HubError('HUB_INTERNAL', `there is no root type for ${operation.operationType}`);
    const cost = queryCost(
      schema,
      weights,
      operation.document,
      { type, set: operation.selectionSet },
      coerced,
      {
        unknownListSize: UNKNOWN_LIST_SIZE,
        maxSteps: MAX_STEPS,
      },
    );
    if (costs.size >= KEPT_COSTS) costs.clear();
    costs.set(key, cost);
    return cost;
  };

  return {
    costOf,
    check(operation, coerced) {
      const { total, dearest } = costOf(operation, coerced);
      if (total <= limits.maxCost) return;
      const refused = limitExceeded(limits, 'maxCost', total);
      if (dearest.length === 0) throw refused;
      throw new HubError('HUB_LIMIT_EXCEEDED', `${refused.message}; most of it is ${dearest.join('.')}`, {
        field: 'maxCost',
      });
    },
  };
}

/** Texts and objects change no cost, only whether an argument is there at all. */
function keyOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '*';
}
