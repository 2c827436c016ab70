import { hubEventIdOf } from '../../../schema/canonical/ids.ts';
import type { EventDoc } from '../../../schema/store/event-log.ts';
import type { Store } from '../../../schema/store/models.ts';

const AT = '2026-11-25T05:00:00.000Z';

/** Place of an event in the log, and what it says; what is not given is of a plain change of a dispute. */
export type KeptEventGiven = Partial<EventDoc> & Pick<EventDoc, 'partition' | 'offset'>;

/** An event as the pipeline's keeper stores it. */
export function keptEvent(given: KeptEventGiven): EventDoc {
  const { kind = 'DISPUTE_CHANGED', seq = given.offset + 1 } = given;
  const subjectId = given.subjectId ?? given.disputeId ?? `dispute-${given.partition}`;
  return {
    _id: hubEventIdOf(subjectId, seq, kind),
    kind,
    subjectId,
    seq,
    at: AT,
    disputeId: kind.startsWith('HOT_SPOT') ? null : subjectId,
    code: null,
    hotSpotId: kind.startsWith('HOT_SPOT') ? subjectId : null,
    title: `事件 ${given.offset}`,
    regionCode: '320612003',
    category: '0402',
    feeds: ['police110'],
    recordIds: [],
    score: 40,
    colour: 'YELLOW',
    fromColour: null,
    factors: [],
    changes: kind === 'DISPUTE_CHANGED' ? ['RISK'] : [],
    mergedInto: null,
    move: null,
    hotSpot: null,
    ruleVersion: 'risk-test-1',
    epoch: 1,
    keptAt: new Date(Date.parse(AT) + given.offset * 1_000 + given.partition).toISOString(),
    ...given,
  };
}

/** Stores events as the keeper does: of each partition in the order of offsets. */
export async function keepEvents(
  store: Store,
  given: readonly KeptEventGiven[],
  { epoch = 1, partitions = 3 } = {},
): Promise<readonly EventDoc[]> {
  await store.eventLogs.collection.updateOne(
    { _id: 'log' as never },
    { $set: { epoch, partitions }, $setOnInsert: { removedThrough: Array<number>(partitions).fill(-1) } },
    { upsert: true },
  );
  const docs = given.map((one) => keptEvent({ epoch, ...one }));
  if (docs.length > 0) await store.events.collection.insertMany(docs as never[], { ordered: true });
  return docs;
}
