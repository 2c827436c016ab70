import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { GRID_PASSWORD_FILE, PLATFORM_USER } from '../grid-database/password.ts';
import { freePort } from './city-home.ts';

/** A few seconds on a machine that does nothing else. */
const STARTED_WITHIN_MS = 90_000;
const ASK_EVERY_MS = 50;

/** The simulated grid platform's PostgreSQL in a process and a home of its own. */
export interface TestGridDatabase {
  readonly home: string;
  readonly port: number;
  readonly password: string;
  /** Where it is, as a connector's configuration says it; the secret is `grid.password`. */
  readonly place: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly 'password.file': string;
    readonly 'ssl.mode': 'disable';
  };
  /** A connection; of the platform's own user, whom no fault meets, unless told. */
  connect(options?: { readonly user?: string; readonly password?: string }): Promise<pg.Client>;
  /** Ends all connections that `connect` gave. */
  disconnect(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again in the same home. */
  start(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Ends it and takes its home away. */
  remove(): Promise<void>;
}

/** Makes a database and waits until it answers; without faults unless the environment says so. */
export async function startTestGridDatabase(
  env: Readonly<Record<string, string>> = {},
): Promise<TestGridDatabase> {
  const home = await mkdtemp(join(tmpdir(), 'grid-database-'));
  const password = 'a password';
  await mkdir(join(home, 'secrets'));
  await writeFile(join(home, 'secrets', GRID_PASSWORD_FILE), `${password}\n`);
  const port = await freePort();
  const clients: pg.Client[] = [];
  let child: ChildProcess | undefined;

  const database: TestGridDatabase = {
    home,
    port,
    password,
    place: {
      host: '127.0.0.1',
      port,
      database: 'grid',
      user: 'tributary',
      'password.file': 'grid.password',
      'ssl.mode': 'disable',
    },
    async connect(options = {}) {
      const client = new pg.Client({
        host: '127.0.0.1',
        port,
        user: PLATFORM_USER,
        password,
        database: 'grid',
        ...options,
      });
      client.on('error', () => undefined);
      await client.connect();
      clients.push(client);
      return client;
    },
    async disconnect() {
      await Promise.all(clients.splice(0).map((client) => client.end().catch(() => undefined)));
    },
    async end(signal) {
      if (child === undefined || child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      child = undefined;
    },
    async start(more = {}) {
      child = spawn(process.execPath, [join(import.meta.dirname, '../grid-database/main.ts')], {
        env: {
          ...process.env,
          TRIBUTARY_HOME: home,
          TRIBUTARY_SIMULATOR_GRID_PORT: String(port),
          TRIBUTARY_SIMULATOR_FAULT_SHARE: '0',
          TRIBUTARY_LOG_LEVEL: 'error',
          ...more,
        },
        stdio: 'inherit',
      });
      await answering(port, child);
    },
    async remove() {
      await database.disconnect();
      await database.end('SIGTERM');
      await rm(home, { recursive: true });
    },
  };
  try {
    await database.start(env);
  } catch (error) {
    await database.remove();
    throw error;
  }
  return database;
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + STARTED_WITHIN_MS;
  for (;;) {
    const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.status,
      () => null,
    );
    if (status === 200) return;
    if (child.exitCode !== null) throw new Error(`the grid database ended with ${child.exitCode}`);
    if (performance.now() > deadline)
      throw new Error(`the grid database is not ready: ${status ?? 'no answer'}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}
