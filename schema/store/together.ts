import type { ClientSession } from 'mongodb';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

/** Does several writes as one transaction. `work` may run more than once. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function together<Value>(
  { connection }: Pick<Store, 'connection'>,
  work: (session: ClientSession) => Promise<Value>,
): Promise<Value> {
  const session = await storing(connection.startSession());
  try {
    return await storing(session.withTransaction(() => work(session)));
  } finally {
    await session.endSession();
  }
}
