import { moveDispute } from '../../schema/store/dispute-move.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Move } from '../../schema/vocabulary/workflow-moves.ts';
import { SHIPPED_DEADLINES } from '../../schema/workflow/shipped-deadlines.ts';

/** A move of a partner who sees everything, as a mutation without any option makes it. */
export async function partnerMove(
  store: Store,
  disputeId: string,
  move: Move,
  input: object,
  partner: string,
  now: Date,
): Promise<void> {
  await moveDispute({
    store,
    scope: {},
    dispute: { id: disputeId },
    request: {
      move,
      input,
      by: { partner, actor: `${partner}@test` },
      note: null,
      clientMutationId: null,
      expectedVersion: null,
    },
    deadlines: SHIPPED_DEADLINES,
    now: () => now,
  });
}
