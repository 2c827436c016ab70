import type { LocalServer } from '../../docker/local/local-server.ts';
import type { Launched, ServiceSpec } from './service.ts';

export interface ServerServiceOptions<Server extends LocalServer> {
  readonly role: string;
  readonly title: string;
  readonly logFile: string;
  /** Resolves once it answers. */
  start(): Promise<Server>;
  /** Called once, when it runs for the first time. */
  started(server: Server): void;
  address(server: Server): string;
}

/** MongoDB or Kafka of this home: started once, then restarted with the same port and data. */
export function serverService<Server extends LocalServer>(
  options: ServerServiceOptions<Server>,
): ServiceSpec {
  let server: Server | undefined;
  return {
    role: options.role,
    title: options.title,
    logFile: options.logFile,
    readyWithinMs: 0,
    after: [],
    address: () => (server === undefined ? '' : options.address(server)),
    launch: async () => {
      if (server === undefined) {
        server = await options.start();
        options.started(server);
      } else {
        await server.restart();
      }
      return launchedOf(server);
    },
    // It answered before `launch` resolved.
    waitsFor: () => Promise.resolve(null),
  };
}

function launchedOf(server: LocalServer): Launched {
  return {
    pid: server.pid,
    exited: server.whenExited(),
    stop: () => server.stop(),
    kill: () => {
      server.kill();
    },
  };
}
