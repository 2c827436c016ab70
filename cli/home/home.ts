import { join } from 'node:path';
import type { Settings } from '../../runtime/settings.ts';

/** Where things lie in a home folder. Everything local is in it, so deleting it forgets the hub; installed parts lie elsewhere (docker/local/parts.ts). */
export interface Home {
  readonly dir: string;
  /** What runs: written by `up`, read by `status` and `down`. */
  readonly stateFile: string;
  /** Held by the one `up` of this home. */
  readonly lockFile: string;
  readonly logsDir: string;
  readonly mongodbDir: string;
  readonly kafkaDir: string;
  /** Drop folders, one a feed that takes files (`drop/court`). */
  readonly dropDir: string;
  logFile(role: string): string;
}

export function homeOf(settings: Pick<Settings, 'home'>): Home {
  const dir = settings.home;
  const logsDir = join(dir, 'logs');
  return {
    dir,
    stateFile: join(dir, 'run', 'state.json'),
    lockFile: join(dir, 'run', 'up.lock'),
    logsDir,
    mongodbDir: join(dir, 'mongodb'),
    kafkaDir: join(dir, 'kafka'),
    dropDir: join(dir, 'drop'),
    logFile: (role) => join(logsDir, `${role}.log`),
  };
}
