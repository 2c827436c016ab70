import type { Store } from '../../schema/store/models.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import type { Producer } from '../kafka/producer.ts';
import { publishEventsOf } from '../pipeline/event-publisher.ts';
import { publishOutboxes } from '../pipeline/outbox-publisher.ts';
import { RiskScorer } from '../pipeline/risk-scorer.ts';
import type { RiskRules } from '../stages/score/rules.ts';

export interface DrainOptions {
  readonly store: Store;
  readonly producer: Producer;
  readonly topics: Pick<Topics, 'workflow' | 'events'>;
  readonly riskRules: RiskRules;
  readonly now: () => Date;
}

/**
 * Does what a pipeline that was stopped has left to do: scores what waits for it, then tells moves and events. Answers how much that was: 0 when
 * nothing is left. @throws HubError HUB_STORE_UNAVAILABLE, HUB_BROKER_UNAVAILABLE.
 */
export async function drainHub(options: DrainOptions): Promise<number> {
  const { store, producer, topics, riskRules, now } = options;
  // Nobody else is at work: a mark of this very moment is left behind too.
  const scorer = new RiskScorer({ store, rules: riskRules, now, leftBehindMs: -1 });
  const scored = await scorer.scoreDue();
  const moves = await publishOutboxes({ store, producer, topic: topics.workflow });
  const telling = { producer, topic: topics.events };
  const events =
    (await publishEventsOf(store.risks, telling)) + (await publishEventsOf(store.hotSpots, telling));
  return scored + moves + events;
}
