import { updateAll } from '../../schema/store/bulk-command.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';

/** A document with entries that are still to be told, in their order. */
export interface WithOutbox<Entry> {
  readonly _id: string;
  readonly outbox: readonly Entry[];
}

/** An id with its frame in BSON, and what stands around it. */
const ID_BYTES = 200;

type OutboxModel = Store['disputes' | 'risks' | 'hotSpots'];

/** Documents of a collection that have something to tell, at most so many. @throws HubError HUB_STORE_UNAVAILABLE. */
export function readOutboxes<Entry>(model: OutboxModel, limit: number): Promise<WithOutbox<Entry>[]> {
  return storing(
    // One signature for all of them: what is asked for stands in each.
    (model as Store['risks'])
      .find({ 'outbox.id': { $gt: '' } }, { outbox: 1 })
      .limit(limit)
      .lean<WithOutbox<Entry>[]>()
      .exec(),
  );
}

/** Takes out what was told. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function emptyOutboxes(
  model: OutboxModel,
  told: readonly WithOutbox<{ readonly id: string }>[],
): Promise<void> {
  await updateAll(
    model,
    // Without a new `rev`: nobody's compare-and-set need fail for it. Who writes an entry back has it told again, under its id.
    told.map(({ _id, outbox }) => ({
      bytes: ID_BYTES * (outbox.length + 1),
      write: {
        q: { _id },
        u: { $pull: { outbox: { id: { $in: outbox.map(({ id }) => id) } } } },
        upsert: false,
      },
    })),
  );
}
