import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { DisputeLinker } from './dispute-linker.ts';
import { recordIdsIn } from './records-topic.ts';

/** Records topic → block keys and disputes. The message only says which record changed: what counts is the record that is stored now. */
export function linkSink(linker: DisputeLinker, poison: HandoffSink['poison']): HandoffSink {
  return {
    async handle(messages) {
      const ids = recordIdsIn(messages);
      if (ids.length > 0) await linker.link(ids);
    },
    poison,
  };
}
