import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Home } from '../home/home.ts';
import type { RunState } from '../home/state.ts';

/** What a second `up` is told. */
export function alreadyRunning(home: Home, state: RunState | undefined, pid: number): HubError {
  const where = state === undefined ? '' : ` at ${state.gatewayUrl}`;
  const how = state === undefined || state.phase === 'ready' ? 'already runs' : `is ${state.phase}`;
  return new HubError(
    'HUB_BAD_REQUEST',
    `Tributary ${how}${where} (process ${pid}, home ${home.dir}). ./tributary status shows it, ./tributary down stops it; ` +
      'TRIBUTARY_HOME and TRIBUTARY_PORT start a second one beside it',
  );
}
