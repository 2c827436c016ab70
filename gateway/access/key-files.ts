import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey } from 'jose';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** The one signature algorithm of the hub's own tokens: EdDSA over Ed25519 (RFC 8037). */
export const TOKEN_ALGORITHM = 'EdDSA';

const PublicJwkSchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().min(1),
  kid: z.string().min(1),
});
const PrivateJwkSchema = PublicJwkSchema.extend({ d: z.string().min(1) });
const JwksSchema = z.object({ keys: z.array(PublicJwkSchema).min(1) });

export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey;
}

const folderOf = (home: string): string => join(home, 'keys');
/** The private key of a pair. */
export const privateKeyFile = (home: string, name: string): string =>
  join(folderOf(home), `${name}.private.jwk`);
/** JWKS of a pair's public key. */
export const publicKeysFile = (home: string, name: string): string =>
  join(folderOf(home), `${name}.public.jwks`);

/**
 * Makes the key pair `<home>/keys/<name>.private.jwk` (mode 0600) and `<name>.public.jwks` when it is missing. Safe when several processes
 * do so at once: the first one's key stays.
 */
export async function ensureKeyPair(home: string, name: string): Promise<void> {
  await mkdir(folderOf(home), { recursive: true, mode: 0o700 });
  const path = privateKeyFile(home, name);
  const existing = await readIfThere(path);
  if (existing === undefined) await createPrivateKey(path);
  const { kty, crv, x, kid } = await readPrivateJwk(path);
  const jwks = JSON.stringify({ keys: [{ kty, crv, x, kid, alg: TOKEN_ALGORITHM, use: 'sig' }] });
  if ((await readIfThere(publicKeysFile(home, name))) === jwks) return;
  const draft = `${publicKeysFile(home, name)}.${randomUUID()}`;
  await writeFile(draft, jwks, { mode: 0o644 });
  await rename(draft, publicKeysFile(home, name));
}

export async function readSigningKey(home: string, name: string): Promise<SigningKey> {
  const jwk = await readPrivateJwk(privateKeyFile(home, name));
  return { kid: jwk.kid, key: await importKey(jwk) };
}

/** A process that only verifies needs the public file alone. @throws HubError HUB_PART_MISSING when it is not there. */
export async function readVerificationKeys(
  home: string,
  name: string,
): Promise<ReadonlyMap<string, CryptoKey>> {
  const path = publicKeysFile(home, name);
  const { keys } = parseKeys(JwksSchema, path, await readIfThere(path));
  return new Map(
    await Promise.all(keys.map(async (jwk): Promise<[string, CryptoKey]> => [jwk.kid, await importKey(jwk)])),
  );
}

async function createPrivateKey(path: string): Promise<void> {
  const { privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify({ ...jwk, kid, alg: TOKEN_ALGORITHM, use: 'sig' }), { mode: 0o600 });
  try {
    // A link, unlike a rename, fails when another process was first.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function readPrivateJwk(path: string): Promise<z.infer<typeof PrivateJwkSchema>> {
  return parseKeys(PrivateJwkSchema, path, await readIfThere(path));
}

async function importKey(jwk: z.infer<typeof PublicJwkSchema>): Promise<CryptoKey> {
  const key = await importJWK(jwk, TOKEN_ALGORITHM);
  if (key instanceof Uint8Array)
    throw new HubError('HUB_CONFIG_INVALID', `key ${jwk.kid} is not an Ed25519 key`);
  return key;
}

function parseKeys<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  text: string | undefined,
): z.infer<Schema> {
  if (text === undefined) {
    throw new HubError(
      'HUB_PART_MISSING',
      `${path} is missing; \`./tributary up\` makes it, or copy it from the gateway's host`,
    );
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} holds no Ed25519 key; delete it and start the hub again`,
      {
        cause,
      },
    );
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
