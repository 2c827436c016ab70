import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../../runtime/settings.ts';
import { GridPlatform } from '../agencies/grid/platform.ts';
import { GRID_PASSWORD_FILE } from '../grid-database/password.ts';

/** The platform's hand in its database; the password is read at every connection. */
export function gridOf(settings: Settings, city: string): GridPlatform {
  return new GridPlatform({
    host: settings.simulatorGridHost,
    port: settings.simulatorGridPort,
    city,
    password: async () => (await readFile(join(settings.secretsDir, GRID_PASSWORD_FILE), 'utf8')).trim(),
  });
}
