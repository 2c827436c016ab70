import type { Satisfaction, Urgency } from '../vocabulary/workflow-terms.ts';

/** How points are given (docs/workflow.md). The hub's own proposal: change it with a new version, which every answer names. */
export const POINTS_RULES = {
  version: 'points-1',
  /** Workload: for each sitting that a mediator held. */
  session: 1,
  /** Volume: for each agreement that was reached; its sittings' mediators each, and the agency that had it in hand. */
  agreement: 5,
  /** Added to an agreement by how hard the dispute was. */
  urgency: { CRITICAL: 3, HIGH: 2, NORMAL: 0, COMPLEX: 4 } satisfies Record<Urgency, number>,
  /** Workload: for each referral that an agency accepted. */
  accepted: 1,
  /** For what the parties said afterwards. */
  satisfaction: {
    DISSATISFIED: -3,
    FAIRLY_SATISFIED: 1,
    SATISFIED: 2,
    VERY_SATISFIED: 3,
  } satisfies Record<Satisfaction, number>,
  /** For each deadline of settling that passed, as its event says. */
  overdue: -2,
  /** For each time that it had to be done again. */
  redo: -2,
} as const;
