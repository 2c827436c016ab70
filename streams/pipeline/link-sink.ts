import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { DisputeLinker } from './dispute-linker.ts';
import { recordIdsIn } from './records-topic.ts';
import type { RiskScoring } from './risk-scoring.ts';

export interface LinkSinkOptions {
  readonly linker: DisputeLinker;
  readonly scoring: Pick<RiskScoring, 'linked'>;
  readonly poison: HandoffSink['poison'];
  readonly now: () => Date;
}

/**
 * Records topic → block keys and disputes, which are then to be scored. The message only says which record changed: what counts is the record that is
 * stored now.
 */
export function linkSink({ linker, scoring, poison, now }: LinkSinkOptions): HandoffSink {
  return {
    async handle(messages) {
      const ids = recordIdsIn(messages);
      if (ids.length === 0) return;
      const since = now();
      await scoring.linked(ids, since, await linker.link(ids));
    },
    poison,
  };
}
