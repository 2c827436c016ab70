import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { GRID_SCHEMA } from './schema.ts';

/**
 * What keeps PostgreSQL small: 8 MB of shared buffers for some tens of megabytes of data, one process, no background work. Without
 * `fsync` a killed process loses nothing, a machine without power may; the simulated city can be told again.
 */
const START_PARAMS = [
  ...PGlite.defaultStartParams,
  ...[
    'shared_buffers=8MB',
    'work_mem=2MB',
    'maintenance_work_mem=8MB',
    'wal_buffers=1MB',
    'fsync=off',
  ].flatMap((setting) => ['-c', setting]),
];

/**
 * The grid platform's database in this folder; made when it is not there. Making one (initdb) takes hundreds of megabytes that a process
 * does not give back, so a child does it.
 */
export async function openDatabase(folder: string): Promise<PGlite> {
  // Half the memory: WebAssembly stays with V8's baseline compiler, which is fast enough for a few polls a second.
  setFlagsFromString('--liftoff-only');
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    const made = `${folder}.part`;
    await rm(made, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await inChild(made);
    await rename(made, folder);
  }
  const database = await PGlite.create(folder, { startParams: START_PARAMS });
  await database.exec(GRID_SCHEMA);
  return database;
}

async function inChild(folder: string): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--liftoff-only', join(import.meta.dirname, 'create-database.ts'), folder],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `the grid database could not be made in ${folder}: ${said.trim().split('\n').at(-1) ?? ''}; see whether the disk is full`,
    { field: folder },
  );
}
