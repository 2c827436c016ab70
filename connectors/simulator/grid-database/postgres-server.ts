import { timingSafeEqual } from 'node:crypto';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { operationsPage, type Health } from '../../../runtime/operations-server.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import {
  ASK_PASSWORD,
  endsExchange,
  fatal,
  isTerminate,
  MessageCutter,
  passwordOf,
  STARTUP,
  userOf,
} from './messages.ts';
import { Turns } from './turns.ts';

export interface PostgresServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly database: PGlite;
  readonly health: Health;
  /** Read at every connection, so that it may be replaced. */
  readonly password: () => Promise<string>;
  /** Asked before each exchange of a user: true cuts the connection in its midst, as a bad line does. */
  readonly cuts?: (user: string) => Promise<boolean>;
  readonly log: { warn(fields: object, message: string): void };
}

/**
 * PostgreSQL's protocol on a TCP port in front of PGlite: connections take turns, one exchange (up to Sync) or transaction each. The server of
 * `@electric-sql/pglite-socket` takes turns by message instead, so that one connection's Bind meets another one's Parse, and asks no password.
 * The operations pages are answered on the same port: HTTP's first byte is a letter, PostgreSQL's is 0.
 * @throws HubError HUB_CONFIG_INVALID when the port is taken
 */
export async function servePostgres(
  options: PostgresServerOptions,
): Promise<{ port: number; stop(): Promise<void> }> {
  const { host, port, log } = options;
  const turns = new Turns();
  const sockets = new Set<Socket>();
  const pages = pagesServer(options.health);
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      if (first[0] !== 0) {
        pages.emit('connection', socket);
        return;
      }
      converse(socket, options, turns).catch((error: unknown) => {
        log.warn({ err: error }, 'a connection to the grid database ended in error');
        socket.destroy();
      });
    });
  });
  await listen(server, host, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      // Whoever is in an exchange ends it before the database is closed.
      (await turns.take())();
    },
  };
}

async function converse(
  socket: Socket,
  { database, password, cuts }: PostgresServerOptions,
  turns: Turns,
): Promise<void> {
  const cutter = new MessageCutter();
  const send = (bytes: Uint8Array): void => {
    if (socket.writable) socket.write(bytes);
  };
  const execute = (message: Uint8Array): Promise<void> =>
    database.execProtocolRawStream(new Uint8Array(message), {
      onRawData: (data) => {
        send(Buffer.from(data));
      },
    });

  let startup: Buffer | null = null;
  let authenticated = false;
  let endTurn: (() => void) | null = null;
  try {
    for await (const chunk of socket) {
      cutter.add(chunk as Buffer);
      for (let message = cutter.take(); message !== null; message = cutter.take()) {
        if (startup === null) {
          const code = message.readInt32BE(4);
          if (code === STARTUP.ssl || code === STARTUP.gssEncryption) send(Buffer.from('N'));
          else if (code === STARTUP.protocol3) {
            startup = message;
            cutter.begin();
            send(ASK_PASSWORD);
          } else return;
          continue;
        }
        if (!authenticated) {
          const given = passwordOf(message);
          if (given === null || !isSame(given, await password())) {
            socket.end(fatal('28P01', 'password authentication failed'));
            return;
          }
          authenticated = true;
          const end = await turns.take();
          await execute(startup).finally(end);
          continue;
        }
        if (isTerminate(message)) return;
        if (endTurn === null) {
          endTurn = await turns.take();
          if ((await cuts?.(userOf(startup))) === true) return;
        }
        await execute(message);
        if (endsExchange(message) && !database.isInTransaction()) {
          endTurn();
          endTurn = null;
        }
      }
    }
  } finally {
    socket.destroy();
    if (endTurn !== null) {
      // Half an exchange is left behind: Sync ends it, ROLLBACK its transaction.
      await execute(Buffer.from([0x53, 0, 0, 0, 4])).catch(() => undefined);
      if (database.isInTransaction()) await database.exec('ROLLBACK').catch(() => undefined);
      endTurn();
    }
  }
}

function isSame(given: string, wanted: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(wanted);
  return left.length === right.length && timingSafeEqual(left, right);
}

function pagesServer(health: Health): HttpServer {
  return createHttpServer((request, response) => {
    operationsPage((request.url ?? '/').split('?')[0] ?? '/', health).then(
      (page) => {
        response.writeHead(page?.status ?? 404, {
          'content-type': page?.contentType ?? 'text/plain',
          connection: 'close',
        });
        response.end(page?.body ?? 'not found: try /healthz, /readyz or /metrics\n');
      },
      () => response.destroy(),
    );
  });
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program has it' : cause.message;
      const field = 'TRIBUTARY_SIMULATOR_GRID_PORT';
      reject(
        new HubError('HUB_CONFIG_INVALID', `cannot listen on ${host}:${port}: ${why}; set ${field}`, {
          cause,
          field,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}
