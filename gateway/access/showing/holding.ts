import type { Caller } from '../caller.ts';
import { conditionOf, conditionsOf, type ReadConditional } from '../rows/conditions.ts';
import { conditionalDisputes } from '../scope.ts';
import type { Holding, Holds } from './levels.ts';

/** By the disputes that such rows of a caller's grants reach now. */
export async function holdingOf(caller: Caller, read: ReadConditional): Promise<Holding> {
  const { partner } = caller;
  if (conditionsOf(caller).length === 0) return HOLDS_NOTHING;
  const reached = new Map<string, { readonly disputes: Set<string>; readonly records: Set<string> }>();
  for (const [key, disputes] of await conditionalDisputes(caller, read)) {
    reached.set(key, {
      disputes: new Set(disputes.map(({ id }) => id)),
      records: new Set(disputes.flatMap(({ recordIds }) => recordIds)),
    });
  }
  const holds =
    (what: 'disputes' | 'records', id: string): Holds =>
    (row) => {
      const condition = conditionOf(row, partner);
      return condition === null || (reached.get(condition.key)?.[what].has(id) ?? false);
    };
  return {
    ofRecord: (recordId) => holds('records', recordId),
    ofDispute: (disputeId) => holds('disputes', disputeId),
  };
}

const HOLDS_NOTHING: Holding = { ofRecord: () => () => false, ofDispute: () => () => false };
