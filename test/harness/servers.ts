import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { pickPort } from '../../docker/local/ports.ts';
import { connectStore } from '../../schema/store/connection.ts';
import { ensureIndexes, openStore, type Store } from '../../schema/store/models.ts';
import './servers.setup.ts';

const opened: Store[] = [];

/** Drops and closes what the test file that ends now has opened; `close-stores.setup.ts` calls it. */
export async function closeFreshStores(): Promise<void> {
  for (const store of opened.splice(0)) {
    await store.connection.dropDatabase();
    await store.connection.close();
  }
}

/** The run's servers: `mongodbUri` names no database of its own; see `databaseUri`. */
export function testServers(): { kafkaBrokers: readonly string[]; mongodbUri: string } {
  const { kafkaBrokers, mongodbUri } = inject('tributaryServers');
  return { kafkaBrokers, mongodbUri: withDatabase(mongodbUri, '') };
}

/** A database that nobody else uses; for processes under test that open it themselves. */
export function freshDatabaseUri(): string {
  return withDatabase(testServers().mongodbUri, `test_${randomBytes(6).toString('hex')}`);
}

/** A store on a database of its own with all indexes; dropped and closed after the test file. */
export async function freshStore(uri: string = freshDatabaseUri()): Promise<Store> {
  const store = openStore(await connectStore(uri));
  opened.push(store);
  await ensureIndexes(store);
  return store;
}

/** A topic prefix that nobody else uses. */
export function freshTopicPrefix(): string {
  return `test-${randomBytes(6).toString('hex')}`;
}

/** A port on 127.0.0.1 that is free now. */
export function freePort(): Promise<number> {
  return pickPort(undefined);
}

function withDatabase(uri: string, database: string): string {
  const url = new URL(uri);
  url.pathname = `/${database}`;
  return url.toString();
}
