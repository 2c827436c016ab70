import { existsSync, mkdirSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { connectStore, type StoreConnection } from '../../schema/store/connection.ts';
import { readFileIfThere, writeFileAtomic } from './atomic-file.ts';
import { spawnGuarded, type GuardedChild } from './guarded-child.ts';
import { startLocalServer, type LocalServer } from './local-server.ts';
import { pickPort } from './ports.ts';

export interface MongodOptions {
  /** The program, from `ensureMongod`. */
  readonly mongod: string;
  /** Folder of this server: data and remembered port. Kept between runs. */
  readonly dir: string;
  readonly logFile: string;
  readonly database: string;
  /** Seconds of history that it keeps for reads in the past, and the files of dropped collections with it; its default is 300. */
  readonly historySeconds?: number;
  /** Seconds it has to end by itself when this process dies; see `GuardedChildOptions`. */
  readonly graceSeconds?: number;
}

export interface LocalMongod extends LocalServer {
  readonly port: number;
  /** `mongodb://127.0.0.1:PORT/DATABASE?replicaSet=rs0` */
  readonly uri: string;
}

const HOST = '127.0.0.1';
const REPLICA_SET = 'rs0';
const GB = 1_024 ** 3;
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;

/**
 * WiredTiger's cache, GB: a sixteenth of the machine's memory, 0.25 to 2. It is filled only with what is there; where it is too small, a write
 * to the search index costs ten times as much, because pages are written out and read in again.
 */
export function cacheGb(memoryBytes: number): number {
  return Math.min(2, Math.max(0.25, Math.round((4 * memoryBytes) / GB / 16) / 4));
}

/**
 * Starts mongod as a replica set of one member (transactions and change streams need one) and resolves once it is primary. The port is
 * remembered in the folder; when another program has taken it, a free one is picked and the stored configuration follows.
 * @throws HubError HUB_PART_MISSING with the end of its log.
 */
export async function startMongod(options: MongodOptions): Promise<LocalMongod> {
  const data = join(options.dir, 'data');
  const portFile = join(options.dir, 'port');
  mkdirSync(data, { recursive: true });
  const remembered = Number(readFileIfThere(portFile)) || undefined;
  const port = await pickPort(remembered);
  const args = ['--dbpath', data, '--port', String(port), '--bind_ip', HOST, '--nounixsocket'];
  args.push('--wiredTigerCacheSizeGB', String(cacheGb(totalmem())));
  args.push('--setParameter', 'diagnosticDataCollectionEnabled=false');
  if (options.historySeconds !== undefined) {
    args.push('--setParameter', `minSnapshotHistoryWindowInSeconds=${options.historySeconds}`);
  }
  const spawn = (more: readonly string[]): GuardedChild =>
    spawnGuarded({
      command: options.mongod,
      args: [...args, ...more],
      env: { PATH: process.env['PATH'], HOME: options.dir, LC_ALL: 'C' },
      logFile: options.logFile,
      graceSeconds: options.graceSeconds ?? 0,
    });
  const hasData = existsSync(join(data, 'WiredTiger'));
  if (hasData && port !== remembered) await moveReplicaSet(port, spawn, options.logFile);
  if (port !== remembered) writeFileAtomic(portFile, String(port));
  const server = await startLocalServer({
    title: 'MongoDB',
    logFile: options.logFile,
    readyWithinMs: READY_WITHIN_MS,
    stopWithinMs: STOP_WITHIN_MS,
    spawn: () => spawn(['--replSet', REPLICA_SET, '--oplogSize', '256']),
    isReady: () => isPrimary(port),
  });
  return Object.assign(server, {
    port,
    uri: `mongodb://${HOST}:${port}/${options.database}?replicaSet=${REPLICA_SET}`,
  });
}

/** Asks whether it takes writes; initiates the set when it is new. False while it is not there yet. */
async function isPrimary(port: number): Promise<boolean> {
  return await withAdmin(port, async (connection) => {
    const admin = connection.db?.admin();
    const hello = await admin?.command({ hello: 1 });
    if (hello?.['isWritablePrimary'] === true) return true;
    // How a member says that it has no configuration yet.
    if (hello?.['isreplicaset'] === true) {
      const config = { _id: REPLICA_SET, members: [{ _id: 0, host: `${HOST}:${port}` }] };
      await admin?.command({ replSetInitiate: config });
    }
    return false;
  });
}

/**
 * Writes the member's new address into its stored configuration while it runs alone. A forced reconfiguration would do too, but a member
 * first asks its old address who is there, and a stranger that never answers would hold it up for 30 s.
 */
async function moveReplicaSet(
  port: number,
  spawn: (args: readonly string[]) => GuardedChild,
  logFile: string,
): Promise<void> {
  const alone = await startLocalServer({
    title: 'MongoDB',
    logFile,
    readyWithinMs: READY_WITHIN_MS,
    stopWithinMs: STOP_WITHIN_MS,
    spawn: () => spawn([]),
    isReady: () =>
      withAdmin(port, async (connection) => {
        const configs = connection.useDb('local').collection<{ _id: string }>('system.replset');
        await configs.updateOne({ _id: REPLICA_SET }, { $set: { 'members.0.host': `${HOST}:${port}` } });
        return true;
      }),
  });
  await alone.stop();
}

/** False when it cannot be reached or says no: starting up, electing, restarting. The caller asks again until its deadline. */
async function withAdmin(
  port: number,
  use: (connection: StoreConnection) => Promise<boolean>,
): Promise<boolean> {
  let connection: StoreConnection | undefined;
  try {
    connection = await connectStore(`mongodb://${HOST}:${port}/admin?directConnection=true`);
    return await use(connection);
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}
