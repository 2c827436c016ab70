import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Reader } from './reader.ts';
import type { AskedDecision, Writer } from './writer.ts';

/** Writes of what people decide about links, in the caller's name. */
export interface LinkWrites {
  /**
   * Keeps a decision for ever. Answers false, and keeps nothing, when there is one with this id.
   * @throws HubError HUB_NOT_FOUND unless the caller may read all its records and handle disputes.
   */
  decideLinks(decision: AskedDecision): Promise<boolean>;
}

export function linkWrites(reader: Reader, writer: Writer): LinkWrites {
  return {
    decideLinks: async (decision) => {
      const readable = writer.mayHandle()
        ? await reader.count('records', { _id: { $in: decision.recordIds } })
        : 0;
      if (readable < decision.recordIds.length) {
        throw new HubError(
          'HUB_NOT_FOUND',
          `recordIds: of ${decision.recordIds.length} records only ${readable} are there for you`,
          { field: 'recordIds' },
        );
      }
      return writer.decide(decision);
    },
  };
}
