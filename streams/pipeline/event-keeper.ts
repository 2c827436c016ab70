import { HubEventSchema, type HubEvent } from '../../schema/canonical/hub-event.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { EventDoc, EventLogDoc } from '../../schema/store/event-log.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { noFault, type FaultPoint } from './fault-point.ts';

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
 */
export function eventKeeper({ store, retentionDays, now, fault = noFault }: EventKeeperOptions): HandoffSink {
  return {
    async handle(messages) {
      for (const [partition, ofPartition] of Map.groupBy(messages, (message) => message.partition)) {
        await keepPartition(partition, ofPartition);
      }
    },
    // Only this hub writes the topic. The message is logged and stays there for 14 days; the events behind it go on.
    poison: () => Promise.resolve(),
  };

  async function keepPartition(partition: number, messages: readonly HandoffMessage[]): Promise<void> {
    const events = messages.map((message) => ({ event: eventIn(message), offset: Number(message.offset) }));
    const log = await eventLog(store, partition);
    await fault('epoch-read');
    // The end first: what another keeper stores after this is found among the known ids, or is a duplicate when it is inserted.
    const end = await endOf(store, log, partition);
    await fault('end-read');
    const known = await knownIds(
      store,
      events.map(({ event }) => event.id),
    );
    await fault('known-read');
    const before = new Date(now().getTime() - retentionDays * DAY_MS).toISOString();
    const removed = log.removedThrough[partition] ?? -1;
    const fresh = events.filter(
      ({ event, offset }) => !known.has(event.id) && !(offset <= removed && event.at < before),
    );
    if (fresh.some(({ offset }) => offset <= end)) {
      await beginEpoch(store, log);
      return keepPartition(partition, messages);
    }
    const keptAt = now().toISOString();
    await insertInOrder(
      store,
      fresh.map(({ event: { id, ...event }, offset }) => ({
        _id: id,
        ...event,
        epoch: log.epoch,
        partition,
        offset,
        keptAt,
      })),
    );
  }
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

/** The last offset that is, or was, stored of a partition, −1 for none. */
async function endOf(
  store: Store,
  { epoch, removedThrough }: EventLogDoc,
  partition: number,
): Promise<number> {
  const last = await storing(
    store.events
      .findOne({ partition, epoch }, { offset: 1 })
      .sort({ offset: -1 })
      .lean<Pick<EventDoc, 'offset'>>()
      .exec(),
  );
  return Math.max(last?.offset ?? -1, removedThrough[partition] ?? -1);
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

/** Goes on behind what another keeper, or an earlier message, has stored first. */
async function insertInOrder(store: Store, documents: readonly EventDoc[]): Promise<void> {
  let rest = documents;
  while (rest.length > 0) {
    const fault = await firstDuplicate(
      store.events.collection.insertMany(rest as never, { ordered: true, writeConcern: { w: 'majority' } }),
    );
    if (fault === null) return;
    rest = rest.slice(fault + 1);
  }
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
