import type { EventDoc, EventLogDoc } from '../../schema/store/event-log.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { noFault, type FaultPoint } from './fault-point.ts';

const DAY_MS = 86_400_000;

/**
 * Removes events that were kept longer than so many days: first it is written down through which offset of each partition, so that a reader who finds
 * nothing there knows why, then they are removed. Answers how many went. @throws HubError HUB_STORE_UNAVAILABLE: the rest goes next time.
 */
export async function removeOldEvents(
  store: Store,
  days: number,
  now: Date,
  fault: FaultPoint<'noted'> = noFault,
): Promise<number> {
  const log = await storing(store.eventLogs.findById('log').lean<EventLogDoc>().exec());
  if (log === null) return 0;
  const before = new Date(now.getTime() - days * DAY_MS).toISOString();
  const removedThrough = await Promise.all(
    Array.from({ length: log.partitions }, async (_, partition) =>
      Math.max(log.removedThrough[partition] ?? -1, await lastOld(store, log.epoch, partition, before)),
    ),
  );
  if (removedThrough.some((offset, partition) => offset > (log.removedThrough[partition] ?? -1))) {
    const { matchedCount } = await storing(
      store.eventLogs.collection.updateOne(
        { _id: 'log' as never, epoch: log.epoch, removedThrough: log.removedThrough },
        { $set: { removedThrough } },
      ),
    );
    // Another pipeline does it, or another epoch has begun.
    if (matchedCount === 0) return 0;
  }
  await fault('noted');
  const removals = removedThrough
    .map((offset, partition) => ({ epoch: log.epoch, partition, offset: { $lte: offset } }))
    .filter((_, partition) => (removedThrough[partition] ?? -1) >= 0);
  const earlier = { epoch: { $lt: log.epoch }, keptAt: { $lt: before } };
  const { deletedCount } = await storing(store.events.collection.deleteMany({ $or: [...removals, earlier] }));
  return deletedCount;
}

/** The last offset of a partition that was kept before a moment; −1 for none. Offsets stand in the order of `keptAt`, but for clocks that differ. */
async function lastOld(store: Store, epoch: number, partition: number, before: string): Promise<number> {
  const young = await storing(
    store.events
      .findOne({ epoch, partition, keptAt: { $gte: before } }, { offset: 1 })
      .sort({ offset: 1 })
      .lean<Pick<EventDoc, 'offset'>>()
      .exec(),
  );
  const old = await storing(
    store.events
      .findOne(
        {
          epoch,
          partition,
          keptAt: { $lt: before },
          ...(young === null ? {} : { offset: { $lt: young.offset } }),
        },
        { offset: 1 },
      )
      .sort({ offset: -1 })
      .lean<Pick<EventDoc, 'offset'>>()
      .exec(),
  );
  return old?.offset ?? -1;
}
