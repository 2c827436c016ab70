import { pino } from 'pino';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { ExportQueue } from '../../../schema/store/export-queue.ts';
import type { Store } from '../../../schema/store/models.ts';
import type { Caller } from '../../access/caller.ts';
import { createListings } from '../../access/list-cursors.ts';
import { NO_ACCESS } from '../../access/grants/access.ts';
import {
  streamGateway,
  type StreamGateway,
  type StreamGatewayOptions,
} from '../../router/testing/stream-gateway.ts';
import { ExportRunner, type ExportRunnerOptions } from '../export-runner.ts';

/** An export as the graph tells it. */
export interface ToldExport {
  readonly id: string;
  readonly state: string;
  readonly url: string | null;
  readonly fileName: string;
  readonly watermark: string;
  readonly expiresAt: string | null;
  readonly columns: readonly string[];
  readonly progress: { readonly rows: number; readonly total: number | null; readonly truncated: boolean };
  readonly error: { readonly code: string; readonly message: string } | null;
}

const FIELDS =
  '{ id state url fileName watermark expiresAt columns progress { rows total truncated } error { code message } }';
const OVER = new Set(['DONE', 'FAILED', 'CANCELLED', 'EXPIRED']);

/** What only a test may reach. */
export interface ExportTools {
  readonly queue: ExportQueue;
  readonly eventually: <Value>(
    check: () => Promise<Value | undefined>,
    options: { readonly what: string; readonly timeoutMs: number },
  ) => Promise<Value>;
}

/** A gateway with its exports, for people whose access a test may change. */
export class ExportWorld {
  readonly store: Store;
  readonly people: Map<string, Caller>;
  readonly gateway: StreamGateway;
  readonly #tools: ExportTools;
  readonly #runners: ExportRunner[] = [];

  private constructor(store: Store, people: Map<string, Caller>, gateway: StreamGateway, tools: ExportTools) {
    this.#tools = tools;
    this.store = store;
    this.people = people;
    this.gateway = gateway;
  }

  /** @param people by the name that they show as their token */
  static async open(
    store: Store,
    people: Map<string, Caller>,
    tools: ExportTools,
    options: StreamGatewayOptions = {},
  ): Promise<ExportWorld> {
    const gateway = await streamGateway(store, {
      ...options,
      // As of gateways of one hub: a cursor of one is a cursor of the other.
      door: { listings: createListings(Buffer.alloc(32, 5)), ...options.door },
      serveExports: true,
      verifier: {
        onEnded: () => () => undefined,
        verify: (header) => {
          const caller = people.get(header?.replace('Bearer ', '') ?? '');
          return caller === undefined
            ? Promise.reject(new HubError('HUB_UNAUTHENTICATED', 'there is no bearer token that holds'))
            : Promise.resolve(caller);
        },
      },
    });
    return new ExportWorld(store, people, gateway, tools);
  }

  /** What a person is granted from now on. */
  grant(name: string, access: Caller['access']): void {
    const caller = this.people.get(name);
    if (caller !== undefined) this.people.set(name, Object.freeze({ ...caller, access }));
  }

  /** One more process that writes exports. */
  run(options: Partial<ExportRunnerOptions> = {}): ExportRunner {
    const { service, schema } = this.gateway.gateway;
    const runner = new ExportRunner({
      queue: this.#tools.queue,
      service,
      schema: () => schema,
      grants: {
        accessFor: ({ partner, actor }) =>
          [...this.people.values()].find((one) => one.partner === partner && one.actor === actor)?.access ??
          NO_ACCESS,
      },
      log: pino({ level: 'silent' }),
      lookEveryMs: 20,
      ...options,
    });
    runner.start();
    this.#runners.push(runner);
    return runner;
  }

  async ask(
    name: string,
    query: string,
    variables: object = {},
  ): Promise<{
    readonly data: Record<string, unknown>;
    readonly code: string | undefined;
    readonly message: string | undefined;
  }> {
    const response = await this.gateway.gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${name}`, 'content-type': 'application/json' },
      payload: JSON.stringify({ query, variables }),
    });
    const { data, errors } = JSON.parse(response.body) as {
      data?: Record<string, unknown> | null;
      errors?: { message: string; extensions: { code?: string } }[];
    };
    return { data: data ?? {}, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message };
  }

  async create(name: string, input: object): Promise<ToldExport> {
    const query = `mutation ($input: CreateExportInput!) { createExport(input: $input) { job ${FIELDS} } }`;
    const { data, code, message } = await this.ask(name, query, { input });
    if (code !== undefined) throw new Error(`${code}: ${message ?? ''}`);
    return (data['createExport'] as { job: ToldExport }).job;
  }

  async told(name: string, id: string): Promise<ToldExport | null> {
    const { data } = await this.ask(name, `query ($id: ID!) { exportJob(id: $id) ${FIELDS} }`, { id });
    return data['exportJob'] as ToldExport | null;
  }

  /** The export once it is over. */
  async over(name: string, id: string, timeoutMs = 60_000): Promise<ToldExport> {
    return this.#tools.eventually(
      async () => {
        const job = await this.told(name, id);
        return job !== null && OVER.has(job.state) ? job : undefined;
      },
      { what: `the end of ${id}`, timeoutMs },
    );
  }

  fetch(name: string, url: string | null): Promise<Response> {
    return fetch(new URL(url ?? '/nowhere', this.gateway.url), {
      headers: { authorization: `Bearer ${name}` },
    });
  }

  /** Runs an export to its end and fetches its file. */
  async file(name: string, input: object): Promise<{ readonly job: ToldExport; readonly bytes: Buffer }> {
    const { id } = await this.create(name, input);
    const job = await this.over(name, id);
    const response = await this.fetch(name, job.url);
    if (!response.ok) throw new Error(`${job.state} ${job.error?.message ?? ''}: ${await response.text()}`);
    return { job, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  async close(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.close()));
    await this.gateway.close();
  }
}
