import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { pseudonymsOf, type Pseudonyms, type PseudonymSecret } from '../../schema/masking/pseudonyms.ts';
import type { PseudonymsOf } from './showing/viewer.ts';

const SECRET_BYTES = 32;
const FileSchema = z.strictObject({
  version: z.int().min(1).max(999_999),
  secret: z.string().transform((text, context) => {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length === SECRET_BYTES) return bytes;
    context.addIssue({ code: 'custom', message: `is not ${SECRET_BYTES} bytes` });
    return z.NEVER;
  }),
});

const pathOf = (home: string): string => join(home, 'keys', 'pseudonyms.json');

/**
 * The secret of which all pseudonyms are made, `<home>/keys/pseudonyms.json` (mode 0600), made when it is missing: of several processes
 * that start at once, the first one's stays. All gateways of a hub must have the same.
 * @throws HubError HUB_CONFIG_INVALID when the file holds something else.
 */
export async function readPseudonymSecret(home: string): Promise<PseudonymSecret> {
  const path = pathOf(home);
  // In a container the folder may only be read.
  if (!existsSync(path)) await makeSecret(home, path);
  try {
    return FileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} holds no secret for pseudonyms; copy it from another gateway of this hub, or delete it and every pseudonym that partners hold with it`,
      { cause },
    );
  }
}

async function makeSecret(home: string, path: string): Promise<void> {
  await mkdir(join(home, 'keys'), { recursive: true, mode: 0o700 });
  const draft = await draftOf(path, 1);
  try {
    // A link, unlike a rename, fails when the secret is there.
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A new secret of the next version, in force where it is read next: every partner's pseudonyms are others from then on. */
export async function rotatePseudonymSecret(home: string): Promise<PseudonymSecret> {
  const { version } = await readPseudonymSecret(home);
  await rename(await draftOf(pathOf(home), version + 1), pathOf(home));
  return readPseudonymSecret(home);
}

async function draftOf(path: string, version: number): Promise<string> {
  const draft = `${path}.${randomUUID()}`;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await writeFile(draft, JSON.stringify({ version, secret }), { mode: 0o600 });
  return draft;
}

/** The pseudonyms of every partner, by the secret of a home; see `readPseudonymSecret`. */
export async function readPseudonyms(home: string): Promise<PseudonymsOf> {
  const secret = await readPseudonymSecret(home);
  const made = new Map<string, Pseudonyms>();
  return (partner) => {
    const known = made.get(partner) ?? pseudonymsOf(partner, secret);
    made.set(partner, known);
    return known;
  };
}
