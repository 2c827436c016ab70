import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../../runtime/settings.ts';
import { readSecrets } from '../../../schema/webhooks/standard-webhooks.ts';
import type { PusherOptions } from '../agencies/police110/pusher.ts';

/** Where the police push, and how they sign. */
export function policeSending(
  settings: Settings,
  now: () => number,
): Pick<PusherOptions, 'url' | 'secret' | 'now'> {
  const secretFile = join(settings.secretsDir, 'police110.hmac');
  return {
    url: `http://${settings.intakeHost}:${settings.intakePort}/intake/police110`,
    secret: async () => {
      const [secret] = readSecrets(await readFile(secretFile, 'utf8'), secretFile);
      if (secret === undefined) throw new Error(`${secretFile} holds no secret`);
      return secret;
    },
    now,
  };
}
