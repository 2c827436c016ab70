import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectStore, type StoreConnection } from '../../schema/store/connection.ts';
import { readFileIfThere, writeFileAtomic } from './atomic-file.ts';
import { spawnGuarded } from './guarded-child.ts';
import { startLocalServer, type LocalServer } from './local-server.ts';
import { pickPort } from './ports.ts';

export interface MongodOptions {
  /** The program, from `ensureMongod`. */
  readonly mongod: string;
  /** Folder of this server: data and remembered port. Kept between runs. */
  readonly dir: string;
  readonly logFile: string;
  readonly database: string;
  /** WiredTiger's cache; 0.25 is enough for one machine's city. */
  readonly cacheGb?: number;
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

/**
 * Starts mongod as a replica set of one member (transactions and change streams need one) and resolves once it is primary. The port is
 * remembered in the folder; when another program has taken it, a free one is picked and the replica set is told.
 * @throws HubError HUB_PART_MISSING with the end of its log.
 */
export async function startMongod(options: MongodOptions): Promise<LocalMongod> {
  const data = join(options.dir, 'data');
  const portFile = join(options.dir, 'port');
  mkdirSync(data, { recursive: true });
  const remembered = Number(readFileIfThere(portFile)) || undefined;
  const port = await pickPort(remembered);
  if (port !== remembered) writeFileAtomic(portFile, String(port));
  const args = ['--dbpath', data, '--port', String(port), '--bind_ip', HOST, '--replSet', REPLICA_SET];
  args.push(
    '--nounixsocket',
    '--wiredTigerCacheSizeGB',
    String(options.cacheGb ?? 0.25),
    '--oplogSize',
    '256',
  );
  args.push('--setParameter', 'diagnosticDataCollectionEnabled=false');
  const server = await startLocalServer({
    title: 'MongoDB',
    logFile: options.logFile,
    readyWithinMs: 60_000,
    stopWithinMs: 20_000,
    spawn: () =>
      spawnGuarded({
        command: options.mongod,
        args,
        env: { PATH: process.env['PATH'], HOME: options.dir, LC_ALL: 'C' },
        logFile: options.logFile,
        graceSeconds: options.graceSeconds ?? 0,
      }),
    isReady: () => isPrimary(port),
  });
  return Object.assign(server, {
    port,
    uri: `mongodb://${HOST}:${port}/${options.database}?replicaSet=${REPLICA_SET}`,
  });
}

/** Brings the one member to primary: initiates a new set, or tells an old one its new port. False while it is not there yet. */
async function isPrimary(port: number): Promise<boolean> {
  let connection: StoreConnection;
  try {
    connection = await connectStore(`mongodb://${HOST}:${port}/admin?directConnection=true`);
  } catch {
    return false;
  }
  try {
    const admin = connection.db?.admin();
    if (admin === undefined) return false;
    const hello = await admin.command({ hello: 1 });
    if (hello['isWritablePrimary'] === true) return true;
    const member = { _id: 0, host: `${HOST}:${port}` };
    const config = await currentConfig(admin);
    if (config === undefined) {
      await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [member] } });
    } else if (config.members[0]?.host !== member.host) {
      await admin.command({
        replSetReconfig: { ...config, version: config.version + 1, members: [member] },
        force: true,
      });
    }
    return false;
  } catch {
    // Starting up, electing or restarting: the caller asks again until its deadline.
    return false;
  } finally {
    await connection.close();
  }
}

interface ReplicaSetConfig {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

async function currentConfig(
  admin: ReturnType<NonNullable<StoreConnection['db']>['admin']>,
): Promise<ReplicaSetConfig | undefined> {
  try {
    const answer = await admin.command({ replSetGetConfig: 1 });
    return answer['config'] as ReplicaSetConfig;
  } catch (error) {
    if (error instanceof Error && 'codeName' in error && error.codeName === 'NotYetInitialized')
      return undefined;
    throw error;
  }
}
