import type { Logger } from 'pino';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import { keepRiskRules } from '../../schema/store/keeping-risk-rules.ts';
import { scoreMark } from '../../schema/store/score-mark.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { Producer } from '../kafka/producer.ts';
import type { RiskRules } from '../stages/score/rules.ts';
import type { Linked } from './dispute-linker.ts';
import { DisputeEvents } from './dispute-events.ts';
import { publishEventsOf } from './event-publisher.ts';
import { removeOldEvents } from './event-retention.ts';
import type { WithOutbox } from './outbox.ts';
import type { RecordCache } from './record-cache.ts';
import { repeating } from './repeating.ts';
import { toldRules } from './risk-rules.ts';
import { RiskScorer } from './risk-scorer.ts';

export interface RiskScoringOptions {
  readonly store: Store;
  readonly producer: Producer;
  readonly records: RecordCache;
  /** `topicsOf(…).events`. */
  readonly topic: string;
  readonly rules: RiskRules;
  readonly eventRetentionDays: number;
  readonly now: () => Date;
  readonly log: Logger;
}

export interface RiskScoring {
  /**
   * Scores the disputes of records that were linked from `since` on, without waiting for the next look.
   * @param then what linking did to them
   * @throws HubError HUB_STORE_UNAVAILABLE.
   */
  linked(recordIds: readonly string[], since: Date, then: Linked): Promise<void>;
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 250;
const PUBLISH_EVERY_MS = 250;
/** Events that no scorer of this process handed over: a pipeline died, or they could not be told. */
const LEFT_EVENTS_EVERY_MS = 1_000;
const RETIRE_EVERY_MS = 3_600_000;
/** Between two lots of disputes that are marked because rules changed: what happens now goes first. */
const OUTDATED_EVERY_MS = 500;

/** Scores disputes as they change and as time goes by, tells what there is to tell, and removes events that are too old. */
export function startRiskScoring(options: RiskScoringOptions): RiskScoring {
  const { store, producer, records, topic, rules, eventRetentionDays, now, log } = options;
  const events = new DisputeEvents({ store, producer, topic, log });
  const looking = repeating(
    () => events.look(),
    LEFT_EVENTS_EVERY_MS,
    log,
    'events of disputes could not be told yet: again soon',
  );
  const publishingSpots = repeating(
    () => publishEventsOf(store.hotSpots, { producer, topic }),
    PUBLISH_EVERY_MS,
    log,
    'events of hot spots could not be told yet: again soon',
  );
  const minted = (told: readonly WithOutbox<HubEvent>[]): void => {
    events.tell(told);
  };
  const scorer = new RiskScorer({ store, rules, now, records, minted });
  const wanted = new Set<string>();
  let lookedAtMs = -Infinity;
  const scoring = repeating(
    async () => {
      const ids = [...wanted];
      wanted.clear();
      await scorer.scoreThese(ids, { asLinked: true });
      // What linking wakes it for does not wait for what only time makes due.
      if (performance.now() - lookedAtMs < LOOK_EVERY_MS) return;
      lookedAtMs = performance.now();
      await scorer.scoreDue();
    },
    LOOK_EVERY_MS,
    log,
    'disputes could not be scored yet: again soon',
  );
  let looked: string | null = '';
  const outdated = repeating(
    async () => {
      if (looked === '') await keepRiskRules(store, toldRules(rules), now());
      if (looked !== null) looked = await scorer.markOutdated(scoreMark(now()), looked);
    },
    OUTDATED_EVERY_MS,
    log,
    'disputes of other rules could not be marked yet: again soon',
  );
  const retiring = repeating(
    () => removeOldEvents(store, eventRetentionDays, now()),
    RETIRE_EVERY_MS,
    log,
    'old events could not be removed: again in an hour',
  );
  return {
    async linked(recordIds, since, { written, placed }) {
      for (const id of written) wanted.add(id);
      const others = recordIds.filter((id) => !placed.has(id));
      for (const id of await markLinked(store, others, since, now(), written)) wanted.add(id);
      if (wanted.size > 0) scoring.now();
    },
    async stop() {
      await Promise.all([outdated.stop(), retiring.stop(), scoring.stop()]);
      await Promise.all([looking.stop(), events.stop(), publishingSpots.stop()]);
    },
  };
}

/**
 * Marks the disputes of records that linking has looked at since a moment. Most were written, and marked, meanwhile, and under load some of them scored
 * already; where a new version of a record changed nothing of its dispute, its words may still weigh. Answers all that are to be scored.
 */
export async function markLinked(
  store: Store,
  recordIds: readonly string[],
  since: Date,
  now: Date,
  written: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (recordIds.length === 0) return [];
  const theirs = await storing(
    store.disputes
      .find({ 'members.recordId': { $in: [...recordIds] } }, { scoreDue: 1 })
      .lean<Pick<DisputeDoc, '_id' | 'scoreDue'>[]>()
      .exec(),
  );
  const isMarked = ({ scoreDue = '' }: Pick<DisputeDoc, 'scoreDue'>): boolean =>
    scoreDue >= since.toISOString();
  const unmarked = theirs.filter((one) => !isMarked(one) && !written.has(one._id)).map(({ _id }) => _id);
  if (unmarked.length > 0) {
    await storing(
      store.disputes.collection.updateMany(
        { _id: { $in: unmarked as never[] } },
        { $set: { scoreDue: scoreMark(now) } },
      ),
    );
  }
  return theirs
    .filter(({ _id, scoreDue }) => scoreDue !== undefined || !written.has(_id))
    .map(({ _id }) => _id);
}
