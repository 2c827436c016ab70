import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** Text of a file in the secrets folder. @throws HubError HUB_CONFIG_INVALID naming the file. */
export async function readSecret(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `secret file ${path} cannot be read; write the secret there, mode 0600`,
      {
        cause,
        field: path,
      },
    );
  }
}
