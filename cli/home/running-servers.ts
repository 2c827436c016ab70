import type { Settings } from '../../runtime/settings.ts';
import { homeOf } from './home.ts';
import { readState } from './state.ts';
import { lockOwner } from './up-lock.ts';

/** The settings with the servers of the `up` that runs in this home, where the environment names none. */
export function withRunningServers(settings: Settings): Settings {
  const home = homeOf(settings);
  const state = lockOwner(home.lockFile) === undefined ? undefined : readState(home.stateFile);
  return {
    ...settings,
    kafkaBrokers: settings.kafkaBrokers.length > 0 ? settings.kafkaBrokers : (state?.kafkaBrokers ?? []),
    mongodbUri: settings.mongodbUri ?? state?.mongodbUri ?? null,
  };
}
