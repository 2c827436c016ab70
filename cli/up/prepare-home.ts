import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic, readFileIfThere } from '../../docker/local/atomic-file.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Settings } from '../../runtime/settings.ts';
import type { Home } from '../home/home.ts';
import { connectorsFileText, isUntouched, cityPlaceOf } from './connectors-file.ts';

/** Names of the secrets that the standard connectors and the simulated city share. */
const SECRETS: Readonly<Record<string, () => string>> = {
  // Standard Webhooks: `whsec_` and the base64 of the key.
  'police110.hmac': () => `whsec_${randomBytes(32).toString('base64')}`,
  'referrals.hmac': () => `whsec_${randomBytes(32).toString('base64')}`,
  'hotline12345.token': () => randomBytes(24).toString('base64url'),
  // The city has a grid platform only where its database has a password.
  'grid.password': () => randomBytes(24).toString('base64url'),
};

/** Feeds that take files from a drop folder. */
export const DROP_FEEDS = ['court', 'hotline12345', 'open311'] as const;

/**
 * Makes what a home needs and lacks: folders (drop folders and profiles too), secrets (mode 0600), `connectors.yaml`. A `connectors.yaml` that a person has
 * changed is left as it is; one that nobody has touched follows the port and `--empty`.
 * @throws HubError HUB_CONFIG_INVALID when the folder cannot be written.
 */
export function prepareHome(home: Home, settings: Settings, withCity: boolean): void {
  try {
    const drops = DROP_FEEDS.map((feed) => join(home.dropDir, feed));
    for (const dir of [home.dir, home.logsDir, settings.profilesDir, ...drops])
      mkdirSync(dir, { recursive: true });
    mkdirSync(settings.secretsDir, { recursive: true, mode: 0o700 });
    for (const [name, make] of Object.entries(SECRETS)) writeSecret(join(settings.secretsDir, name), make);
    const present = readFileIfThere(settings.connectorsFile);
    if (present === undefined || isUntouched(present)) {
      writeFileAtomic(settings.connectorsFile, connectorsFileText(withCity ? cityPlaceOf(settings) : null));
    }
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${home.dir} cannot be written (${cause instanceof Error ? cause.message : String(cause)}); ` +
        'set TRIBUTARY_HOME to a folder of yours',
      { cause },
    );
  }
}

function writeSecret(path: string, make: () => string): void {
  if (existsSync(path)) {
    chmodSync(path, 0o600);
    return;
  }
  writeFileSync(path, make(), { mode: 0o600 });
}
