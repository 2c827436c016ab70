import { connectStore } from './connection.ts';
import { openStore, type Store } from './models.ts';
import { waitForRebuild } from './rebuild-journal.ts';

/**
 * The store for a process of the hub, unless a rebuild stands in the way.
 * @param role under which a rebuild sees the process: `gateway`, `worker`, `pipeline`
 * @throws HubError HUB_STORE_UNAVAILABLE: to be tried again.
 */
export async function openHubStore(mongodbUri: string, role: string): Promise<Store> {
  const connection = await connectStore(mongodbUri, role);
  try {
    await waitForRebuild(connection);
    return openStore(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}
