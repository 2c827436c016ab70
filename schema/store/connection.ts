import mongoose from 'mongoose';
import { HubError } from '../canonical/hub-error.ts';
import { clientNameOf } from './client-name.ts';

export type StoreConnection = mongoose.Connection;

/**
 * One connection per process; majority writes and reads, so that what was acknowledged survives a failover.
 * @param role of the process, under which `tributary rebuild` sees it; null for tools that change nothing derived
 */
export async function connectStore(uri: string, role: string | null = null): Promise<StoreConnection> {
  try {
    return await mongoose
      .createConnection(uri, {
        serverSelectionTimeoutMS: 2_000,
        writeConcern: { w: 'majority' },
        readConcern: { level: 'majority' },
        maxPoolSize: 20,
        autoIndex: false,
        autoCreate: false,
        ...(role === null ? {} : { appName: clientNameOf(role, uri) }),
      })
      .asPromise();
  } catch (cause) {
    throw new HubError(
      'HUB_STORE_UNAVAILABLE',
      'MongoDB does not answer; check TRIBUTARY_MONGODB_URI and that the replica set has a primary',
      { cause },
    );
  }
}
