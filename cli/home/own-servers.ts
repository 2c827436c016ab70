import type { Report } from '../../docker/local/report.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Settings } from '../../runtime/settings.ts';
import type { ServerAddresses } from '../up/child-environment.ts';
import { endLeftovers } from '../up/leftovers.ts';
import { localServers } from '../up/services.ts';
import type { Launched } from '../up/service.ts';
import { homeOf } from './home.ts';
import { withRunningServers } from './running-servers.ts';
import { readState } from './state.ts';
import { lockOwner, releaseLock, takeLock } from './up-lock.ts';

/**
 * Does some work on the servers of this home or of the environment, for verbs that need them without the hub: those of an `up` that runs, else
 * this home's own, which run as long as the work does.
 * @throws HubError HUB_PART_MISSING when they will not start; what the work throws.
 */
export async function withServers<T>(
  settings: Settings,
  report: Report,
  work: (settings: Settings) => Promise<T>,
): Promise<T> {
  const home = homeOf(settings);
  const known = withRunningServers(settings);
  const isComplete = known.mongodbUri !== null && known.kafkaBrokers.length > 0;
  if (isComplete || lockOwner(home.lockFile) !== undefined) return await work(known);
  const owner = takeLock(home.lockFile);
  if (owner !== undefined) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      `process ${owner.pid} has just begun to use ${home.dir}; try again when it is ready`,
    );
  }
  const launched: Launched[] = [];
  try {
    await endLeftovers(readState(home.stateFile), report);
    const addresses: ServerAddresses = {
      kafkaBrokers: settings.kafkaBrokers,
      mongodbUri: settings.mongodbUri,
    };
    const servers = await localServers({ home, settings, report }, addresses);
    for (const server of servers) {
      report(`starting ${server.title}`);
      launched.push(await server.launch());
    }
    return await work({ ...settings, ...addresses });
  } finally {
    for (const server of launched.toReversed()) await server.stop();
    releaseLock(home.lockFile);
  }
}
