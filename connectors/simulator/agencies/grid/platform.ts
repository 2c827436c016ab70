import pg from 'pg';
import { PLATFORM_USER } from '../../grid-database/password.ts';
import { EVENT_COLUMNS } from '../../grid-database/schema.ts';
import type { GridReference } from './reference.ts';
import type { GridEvent } from './shape.ts';

/** One version of an event, to be shown from its commit on. */
export interface GridCommit {
  readonly event: GridEvent;
  /** Shown from then on; a late one has an older `updated_at`. */
  readonly committedMs: number;
  /** Name of the fault when the row is one that nobody can read; it stands beside the sound one. */
  readonly spoilt: string | null;
}

interface GridPlatformOptions {
  readonly host: string;
  readonly port: number;
  readonly password: () => Promise<string>;
  /** Sets this city apart from another one that the database may hold. */
  readonly city: string;
}

const CHUNK = 500;
const CONNECT_WITHIN_MS = 5_000;
const COLUMNS = [...EVENT_COLUMNS, 'committed_at', 'spoilt'].join(', ');
const UPDATES = [...EVENT_COLUMNS, 'committed_at']
  .map((column) => `${column} = EXCLUDED.${column}`)
  .join(', ');

/**
 * The grid platform's own hand in its database. What was delivered is counted in the database itself, in the transaction that writes it, so
 * that nothing is written twice whatever is killed.
 */
export class GridPlatform {
  readonly #options: GridPlatformOptions;
  #client: pg.Client | null = null;

  constructor(options: GridPlatformOptions) {
    this.#options = options;
  }

  /** Lays down the reference data unless it is there, forgets another city. @returns how many versions were delivered */
  async open(reference: () => GridReference): Promise<number> {
    const { city } = this.#options;
    return this.#inTransaction(async (client) => {
      const { rows } = await client.query<{ delivered: string }>(
        'SELECT delivered FROM platform.progress WHERE city = $1',
        [city],
      );
      const [known] = rows;
      if (known !== undefined) return Number(known.delivered);
      await client.query('DELETE FROM platform.progress');
      for (const table of ['events', 'grids', 'mediators', 'mediation_committees', 'communities']) {
        await client.query(`DELETE FROM platform.${table}`);
      }
      const { communities, mediation_committees: committees, mediators, grids } = reference();
      await insertAll(client, 'communities', communities);
      await insertAll(client, 'mediation_committees', committees);
      await insertAll(client, 'mediators', mediators);
      await insertAll(client, 'grids', grids);
      await client.query('INSERT INTO platform.progress (city, delivered) VALUES ($1, 0)', [city]);
      return 0;
    });
  }

  /** Writes the versions after those delivered, in one transaction. Asked again with the same after a failure, it writes once. */
  async commit(commits: readonly GridCommit[], from: number, to: number): Promise<void> {
    await this.#inTransaction(async (client) => {
      const { rows } = await client.query<{ delivered: string }>(
        'SELECT delivered FROM platform.progress WHERE city = $1 FOR UPDATE',
        [this.#options.city],
      );
      if (Number(rows[0]?.delivered ?? from) >= to) return;
      for (let start = 0; start < commits.length; start += CHUNK) {
        const chunk = commits.slice(start, start + CHUNK);
        await upsert(
          client,
          latestOf(chunk.filter(({ spoilt }) => spoilt === null)),
          '(event_no) WHERE spoilt IS NULL',
        );
        await upsert(
          client,
          chunk.filter(({ spoilt }) => spoilt !== null),
          '(spoilt)',
        );
      }
      await client.query('UPDATE platform.progress SET delivered = $1 WHERE city = $2', [
        to,
        this.#options.city,
      ]);
    });
  }

  /** Writes one event anew, beside the series that is counted: a change that the platform's own people made. */
  async amend(event: GridEvent, committedMs: number): Promise<void> {
    await this.#inTransaction((client) =>
      upsert(client, [{ event, committedMs, spoilt: null }], '(event_no) WHERE spoilt IS NULL'),
    );
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  async #inTransaction<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = (this.#client ??= await this.#connect());
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // A connection that failed may be half dead: the next attempt makes another, and the server rolls back.
      await this.close();
      throw error;
    }
  }

  async #connect(): Promise<pg.Client> {
    const { host, port, password } = this.#options;
    const client = new pg.Client({
      host,
      port,
      user: PLATFORM_USER,
      password: await password(),
      database: 'postgres',
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
    });
    client.on('error', () => {
      if (this.#client === client) this.#client = null;
    });
    await client.connect();
    return client;
  }
}

async function insertAll(client: pg.Client, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first).join(', ');
  for (let start = 0; start < rows.length; start += CHUNK) {
    await client.query(
      `INSERT INTO platform.${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::platform.${table}, $1)`,
      [JSON.stringify(rows.slice(start, start + CHUNK))],
    );
  }
}

/** One statement must not meet the same row twice: only the last version of each event counts. */
function latestOf(commits: readonly GridCommit[]): GridCommit[] {
  return [...new Map(commits.map((commit) => [commit.event.event_no, commit])).values()];
}

async function upsert(client: pg.Client, commits: readonly GridCommit[], key: string): Promise<void> {
  if (commits.length === 0) return;
  const rows = commits.map(({ event, committedMs, spoilt }) => ({
    ...event,
    committed_at: new Date(committedMs).toISOString(),
    spoilt,
  }));
  await client.query(
    `INSERT INTO platform.events (${COLUMNS}) SELECT ${COLUMNS} FROM json_populate_recordset(NULL::platform.events, $1)
     ON CONFLICT ${key} DO UPDATE SET ${UPDATES}`,
    [JSON.stringify(rows)],
  );
}
