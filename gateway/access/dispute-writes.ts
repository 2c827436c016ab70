import { HubError } from '../../schema/canonical/hub-error.ts';
import type { DisputeMoved } from '../../schema/store/dispute-move.ts';
import { disputeReads } from './dispute-reads.ts';
import { FULL_ACCESS } from './grants/access.ts';
import type { Reader } from './reader.ts';
import type { AskedMove, DisputeName, Writer } from './writer.ts';

/** Writes to disputes, in the caller's name. */
export interface DisputeWrites {
  /** Makes one move of a dispute's workflow. @throws HubError as `moveDispute`. */
  moveDispute(dispute: DisputeName, asked: AskedMove): Promise<DisputeMoved>;
}

export function disputeWrites(reader: Reader, writer: Writer): DisputeWrites {
  return {
    moveDispute: async (name, asked) => {
      const moved = await writer.move(name, asked);
      if (reader.caller.access === FULL_ACCESS) return moved;
      // What is shown of it is what may be read of it.
      const [dispute] = await disputeReads(reader).disputesByIds([moved.dispute._id]);
      if (dispute === undefined) {
        throw new HubError(
          'HUB_NOT_FOUND',
          'the move was made, and the dispute is not yours to see any more',
        );
      }
      return { ...moved, dispute };
    },
  };
}
