import { OPEN_DELIVERIES } from '../../schema/store/deliveries.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { DocumentEnding } from './document-ending.ts';

const OVER = { state: { $nin: [...OPEN_DELIVERIES] } };

/** Removes what agencies were told, once it is over; of what a legal hold is on, it stays. */
export const DELIVERIES: DocumentEnding = {
  async *over(store, before, holding) {
    const old = { queuedAt: { $lt: before }, ...OVER };
    const held: string[] = [];
    const ids = holding.isNothing ? [] : await storing(store.deliveries.distinct('disputeId', old).exec());
    for (const id of ids) if (await holding.ofDispute(id)) held.push(id);
    const cursor = store.deliveries
      .find({ ...old, disputeId: { $nin: held } }, { _id: 1 })
      .lean<{ _id: string }[]>()
      .cursor();
    for await (const { _id } of cursor as AsyncIterable<{ _id: string }>) yield _id;
  },
  async end(store, ids) {
    await storing(store.deliveries.collection.deleteMany({ _id: { $in: ids }, ...OVER } as never, MAJORITY));
  },
  left: (store, ids) => storing(store.deliveries.collection.countDocuments({ _id: { $in: ids } } as never)),
};
