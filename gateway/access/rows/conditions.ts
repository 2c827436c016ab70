import type { RowAccess } from '../grants/access.ts';
import { perAccess, type WithAccess } from '../grants/per-access.ts';
import type { Filter } from '../criteria.ts';

/** Rows that reach only what belongs to certain disputes. */
export interface Condition {
  readonly key: string;
  readonly filter: Filter;
}

/** A dispute that conditions reach, with its records. */
export interface ConditionalDispute {
  readonly id: string;
  readonly recordIds: readonly string[];
}

/** Reads the disputes that match, for the hub itself. */
export type ReadConditional = (filter: Filter) => Promise<readonly ConditionalDispute[]>;

/** What the conditions of an access reach now: by key of the condition. */
export type Resolved = ReadonlyMap<string, readonly ConditionalDispute[]>;

export const NO_CONDITIONS: Resolved = new Map();

/** The condition of a row; null when it has none. */
export function conditionOf({ ownReferralsOnly, disputeIds }: RowAccess, partner: string): Condition | null {
  if (!ownReferralsOnly && disputeIds === null) return null;
  const filters: Filter[] = [
    ...(disputeIds === null ? [] : [{ _id: { $in: disputeIds } }]),
    ...(ownReferralsOnly ? [referredTo(partner)] : []),
  ];
  return { key: JSON.stringify([ownReferralsOnly, disputeIds]), filter: { $and: filters } };
}

/** Disputes that are or were referred to a partner, or called it. */
function referredTo(partner: string): Filter {
  return {
    'workflow.registeredAt': { $gt: '' },
    'workflow.events.data.agency': partner,
    'workflow.events': { $elemMatch: { kind: 'REFER', 'data.agency': partner } },
  };
}

/** Every condition of an access, each once. */
export const conditionsOf = perAccess(
  ({ access: { datasets }, partner }: WithAccess): readonly Condition[] => {
    const found = new Map<string, Condition>();
    for (const rows of datasets.values()) {
      for (const row of rows) {
        const condition = conditionOf(row, partner);
        if (condition !== null) found.set(condition.key, condition);
      }
    }
    return [...found.values()];
  },
);
