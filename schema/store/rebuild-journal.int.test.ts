import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri } from '../../test/harness/servers.ts';
import { connectStore, type StoreConnection } from './connection.ts';
import { otherHubClients } from './hub-clients.ts';
import { openHubStore } from './hub-store.ts';
import { readJournal, REBUILD_ROLE, removeJournal, writeJournal } from './rebuild-journal.ts';

const uri = freshDatabaseUri();
const open: StoreConnection[] = [];
let rebuild: StoreConnection;

async function connect(to: string, role: string | null): Promise<StoreConnection> {
  const connection = await connectStore(to, role);
  open.push(connection);
  return connection;
}
beforeAll(async () => {
  rebuild = await connect(uri, REBUILD_ROLE);
});
afterAll(async () => {
  await rebuild.dropDatabase();
  for (const connection of open) await connection.close();
});

test('processes of the hub on this database are seen while they are connected, others are not', async () => {
  expect(await otherHubClients(rebuild)).toEqual([]);
  await connect(uri, null);
  await connect(freshDatabaseUri(), 'pipeline');
  expect(await otherHubClients(rebuild)).toEqual([]);
  const gateway = await connectStore(uri, 'gateway');
  expect(await otherHubClients(rebuild)).toMatchObject([{ role: 'gateway', pid: String(process.pid) }]);
  await gateway.close();
  // The server sees a little later that a client has gone.
  await eventually(async () => (await otherHubClients(rebuild)).length === 0, { what: 'the end of it' });
});

test('a process waits while a rebuild runs, goes on when one was killed while building, never when one was while swapping', async () => {
  const startedAt = '2026-11-28T00:00:00.000Z';
  const enter = async (): Promise<string> => {
    const store = await openHubStore(uri, 'gateway');
    await store.connection.close();
    return 'open';
  };
  await writeJournal(rebuild, { run: 'a', phase: 'BUILDING', startedAt });
  await expect(enter()).rejects.toThrow(/under way since 2026-11-28/);
  await rebuild.close();
  expect(await enter()).toBe('open');
  rebuild = await connect(uri, null);
  await writeJournal(rebuild, { run: 'b', phase: 'SWAPPING', startedAt });
  await expect(enter()).rejects.toThrow(/run \.\/tributary rebuild, which finishes it/);
  await removeJournal(rebuild, 'a');
  expect(await readJournal(rebuild)).toMatchObject({ run: 'b' });
  await removeJournal(rebuild, 'b');
  expect(await enter()).toBe('open');
});
