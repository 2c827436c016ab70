import {
  chainOf,
  crossOf,
  recordIdsOf,
  type LinkDecision,
  type LinkDecisionKind,
  type RecordPair,
} from '../../schema/canonical/link-decision.ts';

interface Given {
  readonly together?: readonly RecordPair[];
  readonly apart?: readonly RecordPair[];
  readonly at?: string;
}

/** A decision of people, as the gateway writes it. */
export function decisionRow(id: string, kind: LinkDecisionKind, given: Given): LinkDecision {
  const { together = [], apart = [], at = `2026-11-25T00:00:00.${id.padStart(3, '0').slice(-3)}Z` } = given;
  return {
    id,
    kind,
    recordIds: recordIdsOf(together, apart),
    together: [...together],
    apart: [...apart],
    undoes: null,
    partner: 'city',
    actor: 'clerk',
    note: null,
    at,
  };
}

export function confirmed(id: string, a: string, b: string): LinkDecision {
  return decisionRow(id, 'LINK_CONFIRMED', { together: [[a, b]] });
}

export function rejected(id: string, a: string, b: string): LinkDecision {
  return decisionRow(id, 'LINK_REJECTED', { apart: [[a, b]] });
}

export function joined(id: string, ...recordIds: readonly string[]): LinkDecision {
  return decisionRow(id, 'DISPUTES_JOINED', { together: chainOf(recordIds) });
}

export function parted(id: string, some: readonly string[], others: readonly string[]): LinkDecision {
  return decisionRow(id, 'DISPUTE_PARTED', { apart: crossOf(some, others), together: chainOf(some) });
}

export function undone(id: string, decision: LinkDecision): LinkDecision {
  return {
    ...decisionRow(id, 'LINK_DECISION_UNDONE', {}),
    recordIds: decision.recordIds,
    undoes: decision.id,
  };
}
