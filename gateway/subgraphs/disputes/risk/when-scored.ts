import type { ScopedStore } from '../../../access/door.ts';
import type { ColourDecision } from '../../../../schema/canonical/risk.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';

/** How long an answer waits for the pipeline. */
const LONGEST_WAIT_MS = 5_000;
const POLL_MS = 50;

/** A dispute as it is after a decision, and whether its colour is in line with it. */
export interface AfterDecision {
  /** Null when it is not there any more. */
  readonly dispute: DisputeDoc | null;
  readonly applied: boolean;
}

/** Waits until the pipeline has scored a dispute since this decision, at most 5 s. */
export async function whenScored(
  { id, disputeId }: ColourDecision,
  store: Pick<ScopedStore, 'disputesByIds'>,
): Promise<AfterDecision> {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const [dispute = null] = await store.disputesByIds([disputeId]);
    // The mark of what waits to be scored was set behind the decision: once it is away, the decision has been read.
    const applied = dispute !== null && (dispute.scoreDue === undefined || dispute.risk?.decision?.id === id);
    if (applied || performance.now() + POLL_MS > deadline) return { dispute, applied };
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
