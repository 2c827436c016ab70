import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../../runtime/log.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { openDatabase } from './open-database.ts';
import { servePostgres } from './postgres-server.ts';

/** Name of the file in the secrets folder with the one password of all its users. */
export const GRID_PASSWORD_FILE = 'grid.password';

/**
 * The grid platform's PostgreSQL of the simulated city, on `TRIBUTARY_SIMULATOR_GRID_PORT`: the city writes to it, a hub reads the views in its
 * schema `share`. Its data are in the home, under `simulator/grid-database`.
 */
export async function startGridDatabase(settings: Settings, log: Logger): Promise<{ stop(): Promise<void> }> {
  const { host, simulatorGridPort: port, secretsDir, home } = settings;
  const passwordFile = join(secretsDir, GRID_PASSWORD_FILE);
  const password = async (): Promise<string> => {
    try {
      return (await readFile(passwordFile, 'utf8')).trim();
    } catch (cause) {
      throw new HubError(
        'HUB_CONFIG_INVALID',
        `${passwordFile} cannot be read; put the grid database's password into it`,
        {
          cause,
          field: passwordFile,
        },
      );
    }
  };
  await password();
  const folder = join(home, 'simulator', 'grid-database');
  const database = await openDatabase(folder);
  const server = await servePostgres({ host, port, database, password, log, health: { ready: () => null } });
  log.info({ port: server.port, folder }, 'the grid database is up');
  return {
    async stop() {
      await server.stop();
      await database.close();
    },
  };
}
