import { connectStore } from '../schema/store/connection.ts';
import type { DeliveryDoc } from '../schema/store/deliveries.ts';
import { openStore } from '../schema/store/models.ts';
import { storing } from '../schema/store/store-fault.ts';

/** Which deliveries are sent again. */
export interface Redelivery {
  /** Null: of every agency. */
  readonly agency: string | null;
  /** Only moves that were queued then or later. */
  readonly since: Date | null;
  /** Only what was given up; else also what was delivered. */
  readonly dead: boolean;
}

/**
 * Puts deliveries back into their queues, with the same ids: receivers drop what they had. What is still waiting stays as it is. The worker
 * finds them within a second, or when it starts.
 * @returns how many  @throws HubError HUB_STORE_UNAVAILABLE
 */
export async function redeliver(
  mongodbUri: string,
  { agency, since, dead }: Redelivery,
  now: Date,
): Promise<number> {
  const connection = await connectStore(mongodbUri);
  try {
    const { deliveries } = openStore(connection);
    const again: Partial<DeliveryDoc> = {
      state: 'WAITING',
      attempts: 0,
      reason: null,
      lastStatus: null,
      firstTryAt: null,
      nextTryAt: now.toISOString(),
      deliveredAt: null,
    };
    const { modifiedCount } = await storing(
      deliveries
        .updateMany(
          {
            // A message that nobody can read has no event.
            eventId: { $ne: '' },
            state: { $in: dead ? ['DEAD'] : ['DEAD', 'DELIVERED'] },
            ...(agency === null ? {} : { agency }),
            ...(since === null ? {} : { queuedAt: { $gte: since.toISOString() } }),
          },
          { $set: again, $inc: { redeliveries: 1 } },
        )
        .exec(),
    );
    return modifiedCount;
  } finally {
    await connection.close();
  }
}
