import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInternalSigner, createInternalVerifier } from './internal-token.ts';
import { readSigningKey } from './key-files.ts';
import { createVerifier, ensureKeys, SAMPLE_PARTNERS, signToken } from './tokens.ts';

const NOW = new Date('2026-11-24T00:00:00Z');
const SECONDS = Math.floor(NOW.getTime() / 1_000);
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tributary-keys-'));
  await ensureKeys(home);
});

afterAll(async () => {
  await rm(home, { recursive: true });
});

test.each(SAMPLE_PARTNERS)('a token for %s names its caller', async (name) => {
  const { verify } = bound(await createVerifier(home, () => NOW));
  expect(await verify(`Bearer ${await signToken(home, name, NOW)}`)).toEqual({
    partner: name,
    actor: `${name}@local`,
    purpose: null,
    scope: 'all',
  });
});

test('a caller cannot be changed', async () => {
  const { verify } = bound(await createVerifier(home, () => NOW));
  expect(Object.isFrozen(await verify(`bearer ${await signToken(home, 'police', NOW)}`))).toBe(true);
});

test('a token lasts 12 hours and 30 seconds, also when it was seen before', async () => {
  let now = NOW;
  const { verify } = bound(await createVerifier(home, () => now));
  const header = `Bearer ${await signToken(home, 'police', NOW)}`;
  for (const seconds of [0, 12 * 3_600 - 1, 12 * 3_600 + 29]) {
    now = later(seconds);
    await expect(verify(header), String(seconds)).resolves.toMatchObject({ partner: 'police' });
  }
  now = later(12 * 3_600 + 31);
  await expect(verify(header)).rejects.toThrow('has expired');
});

test('a name that is no sample caller is refused with the names there are', async () => {
  await expect(signToken(home, 'mayor')).rejects.toThrow(/"mayor".*analyst/);
});

test('keys made by several processes at once are one key, and the private one is for its owner only', async () => {
  const shared = await mkdtemp(join(tmpdir(), 'tributary-race-'));
  const tokens = await Promise.all(Array.from({ length: 8 }, () => signToken(shared, 'police', NOW)));
  expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1);
  const { mode } = await stat(join(shared, 'keys', 'partners.private.jwk'));
  expect(mode & 0o077).toBe(0);
  expect(await readFile(join(shared, 'keys', 'partners.public.jwks'), 'utf8')).not.toContain('"d"');
  await rm(shared, { recursive: true });
});

describe('is refused', () => {
  const claims = { client_id: 'police', scope: 'all' };
  const sign = async (
    change: (jwt: SignJWT) => SignJWT = (jwt) => jwt,
    header: object = {},
  ): Promise<string> => {
    const { kid, key } = await readSigningKey(home, 'partners');
    return change(
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
        .setIssuer('tributary-local')
        .setAudience('tributary')
        .setSubject('police@local')
        .setIssuedAt(SECONDS)
        .setExpirationTime(SECONDS + 60)
        .setJti('1'),
    ).sign(key);
  };
  const reject = async (header: string | undefined, message: RegExp): Promise<void> => {
    const { verify } = bound(await createVerifier(home, () => NOW));
    const refusal = await verify(header).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 'HUB_UNAUTHENTICATED' });
    expect(String(refusal)).toMatch(message);
    expect(String(refusal)).toContain('tributary token NAME');
  };

  test('nothing of the sort below without a fault', async () => {
    const { verify } = bound(await createVerifier(home, () => NOW));
    await expect(verify(`Bearer ${await sign()}`)).resolves.toMatchObject({ partner: 'police' });
  });

  test.each([undefined, '', 'Basic cG9saWNl', 'Bearer', 'Bearer a b', 'Bearer ü'])(
    'the header %s',
    async (header) => {
      await reject(header, /no bearer token/);
    },
  );

  test('what is no JWT, or longer than any', async () => {
    await reject('Bearer abc', /no signed JWT/);
    await reject(`Bearer ${'a'.repeat(5_000)}`, /longer/);
  });

  test('an expired token, one from the future, and one without an end', async () => {
    await reject(`Bearer ${await sign((jwt) => jwt.setExpirationTime(SECONDS - 31))}`, /expired/);
    await reject(`Bearer ${await sign((jwt) => jwt.setNotBefore(SECONDS + 61))}`, /"nbf"/);
    const { kid, key } = await readSigningKey(home, 'partners');
    const endless = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
      .setIssuer('tributary-local')
      .setAudience('tributary')
      .setSubject('police@local')
      .setIssuedAt(SECONDS)
      .setJti('1')
      .sign(key);
    await reject(`Bearer ${endless}`, /"exp"/);
  });

  test('another issuer, audience or type', async () => {
    await reject(`Bearer ${await sign((jwt) => jwt.setIssuer('elsewhere'))}`, /"iss"/);
    await reject(`Bearer ${await sign((jwt) => jwt.setAudience('tributary-subgraph'))}`, /"aud"/);
    await reject(`Bearer ${await sign(undefined, { typ: 'JWT' })}`, /"typ"/);
  });

  test('algorithm none, and a symmetric signature made with the public key', async () => {
    const unsigned = new UnsecuredJWT(claims)
      .setIssuedAt(SECONDS)
      .setExpirationTime(SECONDS + 60)
      .encode();
    await reject(`Bearer ${unsigned}`, /key that the hub does not know|no signed JWT/);
    const { kid } = await readSigningKey(home, 'partners');
    const publicBytes = await readFile(join(home, 'keys', 'partners.public.jwks'));
    const confused = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
      .setIssuer('tributary-local')
      .setAudience('tributary')
      .setExpirationTime(SECONDS + 60)
      .sign(publicBytes);
    await reject(`Bearer ${confused}`, /not valid/);
  });

  test('an unknown key, a key of its own in the header, and a signature that was changed', async () => {
    const other = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const { kid } = await readSigningKey(home, 'partners');
    const foreign = (header: object): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
        .setIssuer('tributary-local')
        .setAudience('tributary')
        .setSubject('x')
        .setJti('1')
        .setIssuedAt(SECONDS)
        .setExpirationTime(SECONDS + 60)
        .sign(other.privateKey);
    await reject(`Bearer ${await foreign({ kid: 'other' })}`, /key that the hub does not know/);
    await reject(`Bearer ${await foreign({})}`, /not valid/);
    const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    await reject(`Bearer ${await foreign({ jwk })}`, /header jwk/);
    await reject(`Bearer ${await foreign({ jku: 'https://evil.example/jwks' })}`, /header jku/);
    await reject(`Bearer ${await foreign({ x5u: 'https://evil.example/cert' })}`, /header x5u/);
    const [head, , signature] = (await sign()).split('.');
    const payload = Buffer.from(JSON.stringify({ ...decodeJwt(await sign()), client_id: 'admin' })).toString(
      'base64url',
    );
    await reject(`Bearer ${[head, payload, signature].join('.')}`, /not valid/);
  });

  test('a scope or partner that the hub does not know', async () => {
    const { kid, key } = await readSigningKey(home, 'partners');
    for (const wrong of [
      { scope: 'everything' },
      { client_id: '' },
      { client_id: 7 },
      { scope: undefined },
    ]) {
      const token = await new SignJWT({ ...claims, ...wrong })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
        .setIssuer('tributary-local')
        .setAudience('tributary')
        .setSubject('x')
        .setJti('1')
        .setIssuedAt(SECONDS)
        .setExpirationTime(SECONDS + 60)
        .sign(key);
      await reject(`Bearer ${token}`, /not valid/);
    }
  });

  test("the gateway's internal token, and a partner's token inside the gateway", async () => {
    const caller = { partner: 'police', actor: 'a', purpose: null, scope: 'all' } as const;
    const internal = await (await createInternalSigner(home, () => NOW)).signInternal(caller);
    await reject(`Bearer ${internal}`, /key that the hub does not know/);
    const verifier = await createInternalVerifier(home, () => NOW);
    await expect(verifier.verifyInternal(await signToken(home, 'police', NOW))).rejects.toThrow(
      'ask the gateway',
    );
    await expect(verifier.verifyInternal(undefined)).rejects.toThrow('is missing');
    await expect(verifier.verifyInternal(internal)).resolves.toEqual(caller);
  });
});

test("the gateway's word is short, and signed anew before it ends", async () => {
  let now = NOW;
  const caller = Object.freeze({
    partner: 'police',
    actor: 'a',
    purpose: 'mediation',
    scope: 'all' as const,
  });
  const signer = await createInternalSigner(home, () => now);
  const verifier = await createInternalVerifier(home, () => now);
  const first = await signer.signInternal(caller);
  expect(await signer.signInternal(caller)).toBe(first);
  expect(await verifier.verifyInternal(first)).toEqual(caller);
  now = later(31);
  expect(await signer.signInternal(caller)).not.toBe(first);
  expect(await verifier.verifyInternal(first)).toEqual(caller);
  now = later(91);
  await expect(verifier.verifyInternal(first)).rejects.toThrow('has expired');
});

/** The one method, free of its object. */
function bound(verifier: Awaited<ReturnType<typeof createVerifier>>): {
  verify: (header: string | undefined) => Promise<unknown>;
} {
  return { verify: (header) => verifier.verify(header) };
}
