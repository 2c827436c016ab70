import { setTimeout as wait } from 'node:timers/promises';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { connectStore, type StoreConnection } from '../../schema/store/connection.ts';
import type { Report } from '../local/report.ts';
import { ADMIN_USER, type HubAccount } from './accounts.ts';
import { REPLICA_SET } from './members.ts';

export interface ReplicaSetOptions {
  /** `HOST:PORT` of the first member as this process reaches it; on the loopback when accounts are to be made (see below). */
  readonly at: string;
  /** `HOST:PORT` of every member as all of them and the hub reach it. The first is preferred as primary. */
  readonly members: readonly string[];
  /** Null when the members ask for no passwords. */
  readonly accounts: { readonly adminPassword: string; readonly hub: HubAccount } | null;
  readonly withinMs: number;
  readonly report: Report;
}

const AGAIN_MS = 500;
/** Server error codes: authentication failed; not authorised. */
const AUTHENTICATION_FAILED = 18;
const UNAUTHORIZED = 13;

/**
 * Makes the replica set and the accounts in it, as far as they are missing; the second time there is nothing to do. The first account of all
 * can be made only over the loopback of a primary ("localhost exception" of MongoDB), so this runs in the network of the first member.
 * @throws HubError HUB_STORE_UNAVAILABLE when time is up, HUB_CONFIG_INVALID when there are accounts with another password.
 */
export async function ensureReplicaSet(options: ReplicaSetOptions): Promise<void> {
  const { accounts, report } = options;
  await until(options, 'initiating the replica set', () =>
    atFirstMember(options, (first) => initiated(first, options.members)),
  );
  report(`replica set ${REPLICA_SET}: ${options.members.join(', ')}`);
  if (accounts !== null) {
    await until(options, 'making the accounts', () => madeAccounts(options, accounts));
    report(`accounts: ${ADMIN_USER}, ${accounts.hub.user}`);
  }
  await until(options, 'waiting for a primary', () =>
    atFirstMember(options, async (first) => (await hello(first))['primary'] !== undefined),
  );
}

type Hello = Readonly<Record<string, unknown>>;

async function hello(connection: StoreConnection): Promise<Hello> {
  return (await connection.db?.admin().command({ hello: 1 })) ?? {};
}

async function initiated(first: StoreConnection, members: readonly string[]): Promise<boolean> {
  const { setName } = await hello(first);
  if (setName !== undefined) return true;
  await first.db?.admin().command({
    replSetInitiate: {
      _id: REPLICA_SET,
      members: members.map((host, index) => ({ _id: index, host, priority: index === 0 ? 2 : 1 })),
    },
  });
  return true;
}

async function madeAccounts(
  options: ReplicaSetOptions,
  { adminPassword, hub }: NonNullable<ReplicaSetOptions['accounts']>,
): Promise<boolean> {
  const uri =
    `mongodb://${ADMIN_USER}:${encodeURIComponent(adminPassword)}@${options.members.join(',')}` +
    `/admin?replicaSet=${REPLICA_SET}`;
  try {
    return await withConnection(uri, (admin) => madeHubAccount(admin, hub));
  } catch (error) {
    if (codeOf(error) !== AUTHENTICATION_FAILED) throw error;
  }
  await atFirstMember(options, (first) => madeAdmin(first, adminPassword));
  return false;
}

/** @returns false while this member is no primary. */
async function madeAdmin(first: StoreConnection, password: string): Promise<boolean> {
  if ((await hello(first))['isWritablePrimary'] !== true) return false;
  try {
    await first.useDb('admin').db?.command({
      createUser: ADMIN_USER,
      pwd: password,
      roles: [{ role: 'root', db: 'admin' }],
    });
    return true;
  } catch (cause) {
    if (codeOf(cause) !== UNAUTHORIZED) throw cause;
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `MongoDB has accounts already, and "${ADMIN_USER}" another password than the file given; put back the file that belongs to these data`,
      { cause },
    );
  }
}

async function madeHubAccount(admin: StoreConnection, hub: HubAccount): Promise<boolean> {
  const database = admin.useDb(hub.database).db;
  const roles = [{ role: 'readWrite', db: hub.database }];
  const found = await database?.command({ usersInfo: hub.user });
  const exists = (found?.['users'] as unknown[] | undefined)?.length === 1;
  // The file is right: a password that was changed in it is changed here.
  await database?.command({
    [exists ? 'updateUser' : 'createUser']: hub.user,
    pwd: hub.password,
    roles,
  });
  return true;
}

function atFirstMember<T>(
  { at }: ReplicaSetOptions,
  use: (connection: StoreConnection) => Promise<T>,
): Promise<T> {
  return withConnection(`mongodb://${at}/admin?directConnection=true`, use);
}

async function withConnection<T>(uri: string, use: (connection: StoreConnection) => Promise<T>): Promise<T> {
  const connection = await connectStore(uri);
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

/** Asks again until it holds: members start at different times, and elections take a while. */
async function until(
  { withinMs }: ReplicaSetOptions,
  what: string,
  holds: () => Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      if (await holds()) return;
    } catch (error) {
      if (error instanceof HubError && error.code === 'HUB_CONFIG_INVALID') throw error;
      last = error;
    }
    await wait(AGAIN_MS);
  }
  const why = last instanceof Error ? ` (${causeOf(last)})` : '';
  throw new HubError(
    'HUB_STORE_UNAVAILABLE',
    `${what}: not done within ${withinMs / 1_000} s${why}; look at the members' logs`,
    { cause: last },
  );
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function codeOf(error: unknown): unknown {
  const server = error instanceof HubError ? error.cause : error;
  return server instanceof Error && 'code' in server ? server.code : undefined;
}
