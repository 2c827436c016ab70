import { Socket } from 'node:net';
import pg from 'pg';
import { z } from 'zod';
import { isAborted } from './abort.ts';
import { postgresFault } from './postgres-fault.ts';

/** Keys of a connector's configuration that say where its PostgreSQL is; named as libpq's parameters where it has them. */
export const POSTGRES_KEYS = {
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(5_432),
  database: z.string().min(1),
  user: z.string().min(1),
  /** File in the secrets folder. */
  'password.file': z.string().min(1),
  /** `require` encrypts but trusts any server; `verify-full` also wants a certificate for this host. */
  'ssl.mode': z.enum(['disable', 'require', 'verify-full']).default('verify-full'),
  /** File in the secrets folder with the authorities' certificates (PEM); unless told, the well-known ones. */
  'ssl.ca.file': z.string().min(1).optional(),
  'connect.timeout.ms': z.int().min(100).default(10_000),
  'statement.timeout.ms': z.int().min(100).default(30_000),
};
export type PostgresConfig = z.infer<z.ZodObject<typeof POSTGRES_KEYS>>;

/** One row as text: every column of a statement is cast to text by the server, so that nothing is rounded on the way. */
export type TextRow = Readonly<Record<string, string | null>>;

/** Runs one statement with parameters (`$1`). @throws HubError as `PostgresReader`. */
export type Statement = (text: string, values?: readonly unknown[]) => Promise<readonly TextRow[]>;

/** The server's own time-out comes first; this one is for a server that is silent. */
const SILENT_AFTER_MS = 5_000;
const GOODBYE_WITHIN_MS = 1_000;

/**
 * One connection that only reads. Not used again after a fault: a new one is made.
 *
 * Faults are HubErrors: HUB_SOURCE_UNAVAILABLE for what may pass (network, time-outs, a server that restarts, a refused password, which
 * may just be being replaced), HUB_CONFIG_INVALID for what somebody must mend (no such view or column, no right to read it).
 */
export class PostgresReader {
  readonly #client: pg.Client;
  readonly #socket: Socket;
  readonly #config: PostgresConfig;
  #lost: Error | null = null;

  private constructor(config: PostgresConfig, client: pg.Client, socket: Socket) {
    this.#config = config;
    this.#client = client;
    this.#socket = socket;
    // A connection that is cut while nothing is asked has nobody to tell but this.
    client.on('error', (error) => (this.#lost ??= error));
  }

  /** @param secret reads a file of the secrets folder  @param signal cuts the connection, also while it answers  @throws HubError */
  static async open(
    config: PostgresConfig,
    secret: (file: string) => Promise<string>,
    signal: AbortSignal,
  ): Promise<PostgresReader> {
    const password = (await secret(config['password.file'])).trim();
    const caFile = config['ssl.ca.file'];
    const socket = new Socket();
    const client = new pg.Client({
      host: config.host,
      port: config.port,
      database: config.database,
      user: config.user,
      password,
      ssl: sslOf(config, caFile === undefined ? undefined : await secret(caFile)),
      application_name: 'tributary',
      connectionTimeoutMillis: config['connect.timeout.ms'],
      query_timeout: config['statement.timeout.ms'] + SILENT_AFTER_MS,
      keepAlive: true,
      stream: () => socket,
    });
    const reader = new PostgresReader(config, client, socket);
    const cut = (): void => void socket.destroy();
    signal.addEventListener('abort', cut);
    socket.once('close', () => {
      signal.removeEventListener('abort', cut);
    });
    try {
      if (isAborted(signal)) cut();
      await client.connect();
    } catch (cause) {
      socket.destroy();
      throw postgresFault(cause, config);
    }
    return reader;
  }

  /**
   * Runs `work` in one read-only transaction whose settings end with it, so that they reach nobody else who shares the server's session
   * through a pooler. Times come in ISO 8601, those with a zone in UTC.
   */
  async read<Result>(work: (statement: Statement) => Promise<Result>): Promise<Result> {
    try {
      if (this.#lost !== null) throw this.#lost;
      await this.#client.query(
        [
          'BEGIN TRANSACTION READ ONLY',
          `SET LOCAL statement_timeout = ${this.#config['statement.timeout.ms']}`,
          `SET LOCAL DateStyle = 'ISO, YMD'`,
          `SET LOCAL TimeZone = 'UTC'`,
        ].join('; '),
      );
      const result = await work(async (text, values = []) => {
        const { rows } = await this.#client.query<TextRow>(text, [...values]);
        return rows;
      });
      await this.#client.query('COMMIT');
      return result;
    } catch (cause) {
      throw postgresFault(cause, this.#config);
    }
  }

  /** Says goodbye; what does not answer is cut. */
  async close(): Promise<void> {
    const timer = setTimeout(() => this.#socket.destroy(), GOODBYE_WITHIN_MS);
    await this.#client.end().catch(() => undefined);
    clearTimeout(timer);
    this.#socket.destroy();
  }
}

function sslOf(config: PostgresConfig, ca: string | undefined): pg.ClientConfig['ssl'] {
  if (config['ssl.mode'] === 'disable') return false;
  const verify = config['ssl.mode'] === 'verify-full';
  return {
    rejectUnauthorized: verify,
    servername: config.host,
    ...(ca === undefined ? {} : { ca }),
  };
}
