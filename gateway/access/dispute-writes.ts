import type { DisputeMoved } from '../../schema/store/dispute-move.ts';
import type { AskedMove, DisputeName, Writer } from './writer.ts';

/** Writes to disputes, in the caller's name. */
export interface DisputeWrites {
  /** Makes one move of a dispute's workflow. @throws HubError as `moveDispute`. */
  moveDispute(dispute: DisputeName, asked: AskedMove): Promise<DisputeMoved>;
}

export function disputeWrites(writer: Writer): DisputeWrites {
  return { moveDispute: (dispute, asked) => writer.move(dispute, asked) };
}
