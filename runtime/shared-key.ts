import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HubError } from '../schema/canonical/hub-error.ts';

const KEY_BYTES = 32;

/**
 * The secret `<home>/keys/<name>.key` (mode 0600) that all gateways of a hub have alike, made when it is missing: of several processes that start
 * at once, the first one's stays.
 * @param sealed what is lost with it, for the operator
 * @throws HubError HUB_CONFIG_INVALID when the file holds something else.
 */
export async function readSharedKey(home: string, name: string, sealed: string): Promise<Uint8Array> {
  const folder = join(home, 'keys');
  const path = join(folder, `${name}.key`);
  // Where `prepare` has made it, the folder may be one that this process cannot write to.
  if (!existsSync(path)) await makeKey(folder, path);
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64url');
  if (key.length === KEY_BYTES) return key;
  throw new HubError(
    'HUB_CONFIG_INVALID',
    `${path} is no key of ${KEY_BYTES} bytes; copy it from another gateway of this hub, or delete it and ${sealed} with it`,
  );
}

async function makeKey(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600 });
  try {
    // A link, unlike a rename, fails when the key is there.
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
