import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../../runtime/log.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { FaultLedger } from '../faults/fault-ledger.ts';
import { FaultPlan } from '../faults/fault-plan.ts';
import { openDatabase } from './open-database.ts';
import { GRID_PASSWORD_FILE, PLATFORM_USER } from './password.ts';
import { servePostgres } from './postgres-server.ts';

const CHANNEL = 'grid.connections';

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
  const { seed, faultShare } = settings.simulator;
  const server = await servePostgres({
    host,
    port,
    database,
    password,
    log,
    health: { ready: () => null },
    cuts: cutsOf(
      new FaultPlan(seed, faultShare),
      await FaultLedger.open(join(home, 'simulator', 'faults.jsonl')),
    ),
  });
  log.info({ port: server.port, folder }, 'the grid database is up');
  return {
    async stop() {
      await server.stop();
      await database.close();
    },
  };
}

/** Lines that break now and then in the midst of an exchange; never the platform's own. */
function cutsOf(plan: FaultPlan, ledger: FaultLedger): (user: string) => Promise<boolean> {
  const startedMs = Date.now();
  let exchanges = 0;
  return async (user) => {
    if (user === PLATFORM_USER) return false;
    const position = exchanges;
    exchanges += 1;
    const kind = plan.at(CHANNEL, position);
    if (kind === null) return false;
    await ledger.add({
      id: `${CHANNEL}/${startedMs}-${position}`,
      agency: 'grid',
      channel: CHANNEL,
      ...kind,
      count: 1,
    });
    return true;
  };
}
