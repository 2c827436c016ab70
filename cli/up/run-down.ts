import type { Report } from '../../docker/local/report.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Home } from '../home/home.ts';
import { endProcess } from '../home/process-identity.ts';
import { readState, removeState } from '../home/state.ts';
import { lockOwner } from '../home/up-lock.ts';
import { endLeftovers } from './leftovers.ts';

/** Four processes drain one after the other, then two servers close. */
const ORDERLY_WITHIN_MS = 75_000;

/**
 * Stops the `up` of a home and waits for its end; ends what an `up` that was killed has left behind.
 * @throws HubError HUB_INTERNAL when it cannot be ended (another user's).
 */
export async function runDown(home: Home, report: Report): Promise<void> {
  const owner = lockOwner(home.lockFile);
  if (owner !== undefined) {
    report(`stopping Tributary (process ${owner.pid}, home ${home.dir})`);
    if (!(await endProcess(owner, ORDERLY_WITHIN_MS))) {
      throw new HubError(
        'HUB_INTERNAL',
        `process ${owner.pid} does not end; does it belong to another user? Try: kill -9 ${owner.pid}`,
      );
    }
  }
  await endLeftovers(readState(home.stateFile), report);
  removeState(home.stateFile);
  report(owner === undefined ? `nothing runs in ${home.dir}` : 'stopped');
}
