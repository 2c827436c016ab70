import { HubEventSchema, type HubEvent } from '../../schema/canonical/hub-event.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { EventDoc, EventLogDoc } from '../../schema/store/event-log.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { noFault, type FaultPoint } from './fault-point.ts';
import { LastKept } from './last-kept.ts';

export interface EventKeeperOptions {
  readonly store: Store;
  /** Days after which `removeOldEvents` takes events out. */
  readonly retentionDays: number;
  readonly now: () => Date;
  readonly fault?: FaultPoint<'epoch-read' | 'end-read' | 'known-read'>;
}

const DUPLICATE_KEY = 11_000;
const DAY_MS = 86_400_000;

/**
 * Events topic → `events`: the first copy of each id, with its place. Within a partition events are inserted one behind the other in the order of
 * offsets, by one command at a time, so that what is stored is at every moment a prefix of the partition, whoever else keeps the same partition at
 * the same time. Its consumer must have one batch in hand at a time.
 *
 * An event that nobody has stored and that lies before what is stored can only come from a topic that was made anew: from there on another epoch
 * begins, in which offsets count from the start. Not so one that is old enough to have been removed again: it is passed over.
 *
 * What comes next in the partitions as this keeper stored them last is inserted without these questions. Where one of it proves to be there, they are asked.
 */
export function eventKeeper({ store, retentionDays, now, fault = noFault }: EventKeeperOptions): HandoffSink {
  const last = new LastKept();
  return {
    async handle(messages) {
      const told = Map.groupBy(messages.map(toldEvent), ({ partition }) => partition);
      if (told.size === 0) return;
      for (;;) {
        const log = await eventLog(store, Math.max(...told.keys()));
        await fault('epoch-read');
        const isNext = last.isFollowedBy(log.epoch, told);
        last.forget(told);
        const fresh = isNext ? [...told.values()].flat() : await freshOf(log, told);
        if (fresh === null) await beginEpoch(store, log);
        else if (await insertInOrder(store, fresh.map(keptIn(log)), { goOn: !isNext })) {
          last.note(log.epoch, told);
          return;
        }
      }
    },
    // Only this hub writes the topic. The message is logged and stays there for 14 days; the events behind it go on.
    poison: () => Promise.resolve(),
  };

  /** Those that are not stored yet, by partition in the order of offsets; null when some are of a topic that was made anew. */
  async function freshOf(
    log: EventLogDoc,
    told: ReadonlyMap<number, readonly ToldEvent[]>,
  ): Promise<readonly ToldEvent[] | null> {
    // The ends first: what another keeper stores after this is found among the known ids, or is a duplicate when it is inserted.
    const ends = await endsOf(store, log, [...told.keys()]);
    await fault('end-read');
    const all = [...told.values()].flat();
    const known = await knownIds(
      store,
      all.map(({ event }) => event.id),
    );
    await fault('known-read');
    const before = new Date(now().getTime() - retentionDays * DAY_MS).toISOString();
    const fresh = all.filter(
      ({ event, partition, offset }) =>
        !known.has(event.id) && !(offset <= (log.removedThrough[partition] ?? -1) && event.at < before),
    );
    return fresh.some(({ partition, offset }) => offset <= (ends.get(partition) ?? -1)) ? null : fresh;
  }

  function keptIn({ epoch }: EventLogDoc): (told: ToldEvent) => EventDoc {
    const keptAt = now().toISOString();
    return ({ event: { id, ...event }, partition, offset }) => ({
      _id: id,
      ...event,
      epoch,
      partition,
      offset,
      keptAt,
    });
  }
}

/** An event with its place in the topic. */
interface ToldEvent {
  readonly event: HubEvent;
  readonly partition: number;
  readonly offset: number;
}

function toldEvent(message: HandoffMessage): ToldEvent {
  return { event: eventIn(message), partition: message.partition, offset: Number(message.offset) };
}

/** Written by this hub's pipeline. @throws HubError HUB_INTERNAL for anything else. */
function eventIn({ value, topic, partition, offset }: HandoffMessage): HubEvent {
  try {
    return HubEventSchema.parse(JSON.parse((value ?? Buffer.alloc(0)).toString('utf8')));
  } catch (cause) {
    throw new HubError('HUB_INTERNAL', `${topic} ${partition}:${offset} is no event of the hub`, { cause });
  }
}

/** The log's document; made when it is missing, and told of a partition that it does not know yet. */
async function eventLog(store: Store, partition: number): Promise<EventLogDoc> {
  const found = await storing(store.eventLogs.findById('log').lean<EventLogDoc>().exec());
  if (found !== null && found.partitions > partition) return found;
  const known = found?.removedThrough ?? [];
  const partitions = partition + 1;
  const removedThrough = Array.from({ length: partitions }, (_, at) => known[at] ?? -1);
  await storing(
    store.eventLogs.collection
      .updateOne(
        { _id: 'log' as never, partitions: found?.partitions ?? 0 },
        { $set: { partitions, removedThrough }, $setOnInsert: { epoch: 1 } },
        { upsert: found === null },
      )
      .catch((error: unknown) => {
        if (isDuplicate(error)) return;
        throw error;
      }),
  );
  return eventLog(store, partition);
}

/** The last offset that is, or was, stored of each of these partitions, −1 for none; of one epoch, in one command. */
async function endsOf(
  store: Store,
  { epoch, removedThrough }: EventLogDoc,
  partitions: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const [first, ...others] = partitions;
  if (first === undefined) return new Map();
  const newest = { $sort: { offset: -1 } } as const;
  const place = { $project: { _id: 0, partition: 1, offset: 1 } } as const;
  const coll = store.events.collection.collectionName;
  const last = await storing(
    store.events
      .aggregate<Pick<EventDoc, 'partition' | 'offset'>>([
        { $match: { partition: first, epoch } },
        newest,
        { $limit: 1 },
        place,
        ...others.map((partition) => ({
          $unionWith: { coll, pipeline: [{ $match: { partition, epoch } }, newest, { $limit: 1 }, place] },
        })),
      ])
      .exec(),
  );
  const stored = new Map(last.map(({ partition, offset }) => [partition, offset]));
  return new Map(
    partitions.map((partition) => [
      partition,
      Math.max(stored.get(partition) ?? -1, removedThrough[partition] ?? -1),
    ]),
  );
}

async function knownIds(store: Store, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await storing(
    store.events
      .find({ _id: { $in: [...ids] } }, { _id: 1 })
      .lean()
      .exec(),
  );
  return new Set(found.map(({ _id }) => _id));
}

/** Whoever comes second finds it begun. */
async function beginEpoch(store: Store, { epoch, partitions }: EventLogDoc): Promise<void> {
  const removedThrough = Array.from({ length: partitions }, () => -1);
  await storing(
    store.eventLogs.collection.updateOne(
      { _id: 'log' as never, epoch },
      { $set: { epoch: epoch + 1, removedThrough } },
    ),
  );
}

/** @param goOn behind what another keeper, or an earlier message, has stored first; else it ends there and answers false. */
async function insertInOrder(
  store: Store,
  documents: readonly EventDoc[],
  { goOn }: { readonly goOn: boolean },
): Promise<boolean> {
  let rest = documents;
  while (rest.length > 0) {
    const fault = await firstDuplicate(
      store.events.collection.insertMany(rest as never, { ordered: true, ...MAJORITY }),
    );
    if (fault === null) return true;
    if (!goOn) return false;
    rest = rest.slice(fault + 1);
  }
  return true;
}

/** Position of the document that was there already, null when none was. */
async function firstDuplicate(inserting: Promise<unknown>): Promise<number | null> {
  try {
    await inserting;
    return null;
  } catch (error) {
    if (isDuplicate(error)) return indexOf(error);
    await storing(Promise.reject(error as Error));
    return null;
  }
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY;
}

function indexOf(error: unknown): number {
  const { writeErrors } = error as { writeErrors?: readonly { readonly index: number }[] };
  return writeErrors?.[0]?.index ?? 0;
}
