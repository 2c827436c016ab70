import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  base64url,
  decodeProtectedHeader,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWTHeaderParameters,
  type JWTPayload,
  type CryptoKey,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInternalSigner, createInternalVerifier } from '../internal-token.ts';
import { readSigningKey } from '../key-files.ts';
import { createVerifier, ensureKeys, LOCAL_KEY, localIssuerUrl, signToken } from './local-issuer.ts';
import { SAMPLE_PARTNERS, SAMPLE_PURPOSES } from './sample-partners.ts';
import { WORKING_SCOPES } from './token-scopes.ts';
import { FULL_ACCESS } from '../grants/access.ts';
import { EVERYTHING_GRANTED } from '../grants/grant-book.ts';

const NOW = new Date('2026-11-24T00:00:00Z');
const SECONDS = Math.floor(NOW.getTime() / 1_000);
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);

let home: string;
let good: { claims: JWTPayload; header: JWTHeaderParameters };

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tributary-keys-'));
  await ensureKeys(home);
  good = {
    claims: {
      iss: await localIssuerUrl(home),
      aud: 'tributary',
      sub: 'police@local',
      client_id: 'police',
      partner: 'police',
      scope: 'graph',
      iat: SECONDS,
      exp: SECONDS + 60,
      jti: '1',
    },
    header: { alg: 'EdDSA', typ: 'at+jwt', kid: (await readSigningKey(home, LOCAL_KEY)).kid },
  };
});

afterAll(async () => {
  await rm(home, { recursive: true });
});

async function verify(header: string | undefined, now = NOW): Promise<unknown> {
  return (await createVerifier(home, () => now)).verify(header);
}

/** A token of the local issuer with changes; `undefined` leaves a claim out. */
async function forge(
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  key?: CryptoKey,
): Promise<string> {
  const own = await readSigningKey(home, LOCAL_KEY);
  const body = Object.fromEntries(
    Object.entries({ ...good.claims, ...claims }).filter(([, value]) => value !== undefined),
  );
  const jwt = new SignJWT(body).setProtectedHeader({ ...good.header, ...header });
  return jwt.sign(key ?? own.key, { crit: { b64: true } });
}

describe('a good token', () => {
  test.each(SAMPLE_PARTNERS)('for %s names its caller', async (name) => {
    expect(await verify(`Bearer ${await signToken(home, name, NOW)}`)).toEqual({
      partner: name,
      actor: `${name}@local`,
      purpose: SAMPLE_PURPOSES[name],
      access: FULL_ACCESS,
      scopes: name === 'admin' ? [...WORKING_SCOPES, 'admin'] : WORKING_SCOPES,
    });
  });

  test('makes a caller that cannot be changed, and the same one each time', async () => {
    const verifier = await createVerifier(home, () => NOW);
    const header = `bearer ${await signToken(home, 'police', NOW)}`;
    const caller = await verifier.verify(header);
    expect(Object.isFrozen(caller)).toBe(true);
    expect(await verifier.verify(header)).toBe(caller);
  });

  test('lasts 12 hours and 30 seconds, also when it was seen before', async () => {
    let now = NOW;
    const verifier = await createVerifier(home, () => now);
    const header = `Bearer ${await signToken(home, 'police', NOW)}`;
    for (const seconds of [0, 12 * 3_600 - 1, 12 * 3_600 + 29]) {
      now = later(seconds);
      await expect(verifier.verify(header), String(seconds)).resolves.toMatchObject({ partner: 'police' });
    }
    now = later(12 * 3_600 + 31);
    await expect(verifier.verify(header)).rejects.toThrow('has expired');
  });

  test('is what the attacks below change', async () => {
    await expect(verify(`Bearer ${await forge()}`)).resolves.toMatchObject({ partner: 'police' });
  });
});

describe('keys', () => {
  test('made by several processes at once are one key, and the private one is for its owner only', async () => {
    const shared = await mkdtemp(join(tmpdir(), 'tributary-race-'));
    const tokens = await Promise.all(Array.from({ length: 8 }, () => signToken(shared, 'police', NOW)));
    expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1);
    const { mode } = await stat(join(shared, 'keys', 'partners.private.jwk'));
    expect(mode & 0o077).toBe(0);
    expect(await readFile(join(shared, 'keys', 'partners.public.jwks'), 'utf8')).not.toContain('"d"');
    await rm(shared, { recursive: true });
  });

  test('sign for sample callers only', async () => {
    await expect(signToken(home, 'mayor')).rejects.toThrow(/"mayor".*analyst/);
  });
});

const withoutSignature = (): Promise<string> => Promise.resolve(new UnsecuredJWT(good.claims).encode());
const confused = async (alg: string): Promise<string> => {
  const secret = await readFile(join(home, 'keys', 'partners.public.jwks'));
  return new SignJWT(good.claims).setProtectedHeader({ ...good.header, alg }).sign(secret);
};
const signedByStranger = async (header: Record<string, unknown> = {}): Promise<string> => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return forge({}, header, privateKey);
};
const ES256 = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair('ES256');
  return forge({}, { alg: 'ES256' }, privateKey);
};
const publicJwk = (): unknown => generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
const withPayload = async (claims: object): Promise<string> => {
  const [head, , signature] = (await forge()).split('.');
  return [head, base64url.encode(JSON.stringify({ ...good.claims, ...claims })), signature].join('.');
};
const internal = async (): Promise<string> =>
  (await createInternalSigner(home, () => NOW)).signInternal({
    partner: 'police',
    actor: 'a',
    purpose: null,
    access: FULL_ACCESS,
  });

describe('an attack with a token is refused:', () => {
  test.each<[string, () => Promise<string>, RegExp]>([
    ['algorithm none', withoutSignature, /another algorithm/],
    ['a symmetric signature made with the public key (HS256)', () => confused('HS256'), /another algorithm/],
    ['a symmetric signature made with the public key (HS512)', () => confused('HS512'), /another algorithm/],
    ['an algorithm that the issuer does not use', ES256, /another algorithm/],
    ['a key that nobody knows', () => signedByStranger({ kid: 'other' }), /key that the hub does not know/],
    ['no key named', () => forge({}, { kid: undefined }), /does not name its key/],
    ['a signature by another key under a known name', () => signedByStranger(), /not valid/],
    ['a key in the header (jwk)', () => signedByStranger({ jwk: publicJwk() }), /header jwk/],
    ['an address of keys (jku)', () => signedByStranger({ jku: 'https://evil.example/jwks' }), /header jku/],
    [
      'an address of a certificate (x5u)',
      () => signedByStranger({ x5u: 'https://evil.example/c' }),
      /header x5u/,
    ],
    ['a certificate in the header (x5c)', () => signedByStranger({ x5c: ['MIIB'] }), /header x5c/],
    ['rules of its own (crit)', () => forge({}, { crit: ['b64'], b64: true }), /header (?:crit|b64)/],
    ['changed claims', () => withPayload({ partner: 'admin' }), /not valid/],
    ['an end that has passed', () => forge({ iat: SECONDS - 600, exp: SECONDS - 31 }), /expired/],
    ['no end', () => forge({ exp: undefined }), /"exp"/],
    ['a year to live', () => forge({ exp: SECONDS + 365 * 86_400 }), /lasts longer/],
    ['a beginning in the future (nbf)', () => forge({ nbf: SECONDS + 61 }), /"nbf"/],
    ['an issue in the future (iat)', () => forge({ iat: SECONDS + 61, exp: SECONDS + 90 }), /"iat"/],
    ['no time of issue', () => forge({ iat: undefined }), /"iat"/],
    ['another audience', () => forge({ aud: 'tributary-subgraph' }), /"aud"/],
    ['no audience', () => forge({ aud: undefined }), /"aud"/],
    ['another issuer', () => forge({ iss: 'https://elsewhere.example' }), /issuer \("iss"\)/],
    ['no issuer', () => forge({ iss: undefined }), /no issuer/],
    ['no id to revoke it by', () => forge({ jti: undefined }), /"jti"/],
    ['nobody in it', () => forge({ sub: undefined }), /"sub"/],
    ['the type of another token', () => forge({}, { typ: 'JWT' }), /"typ"/],
    ['an ID token', () => forge({ aud: 'tributary-graphiql', nonce: 'n' }, { typ: 'JWT' }), /"(?:typ|aud)"/],
    ["the gateway's internal token", internal, /issuer \("iss"\)/],
    ['a partner that its issuer may not speak for', () => forge({ partner: 'mayor' }), /no partner/],
    ['no partner', () => forge({ partner: undefined }), /"partner"/],
    ['a partner that is no text', () => forge({ partner: 7 }), /"partner"/],
    ['a purpose that is not in the list', () => forge({ purpose: 'CURIOSITY' }), /purpose/],
    ['a proof that is no certificate (DPoP)', () => forge({ cnf: { jkt: 'x' } }), /"cnf"/],
    [
      'a certificate that the connection does not have',
      () => forge({ cnf: { 'x5t#S256': 'A'.repeat(43) } }),
      /bound to a client certificate/,
    ],
    ['too much text', () => Promise.resolve('a'.repeat(5_000)), /longer/],
    ['no JWT at all', () => Promise.resolve('abc'), /no signed JWT/],
  ])('%s', async (_name, attack, message) => {
    const refusal = await verify(`Bearer ${await attack()}`).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 'HUB_UNAUTHENTICATED' });
    expect(String(refusal)).toMatch(message);
    expect(String(refusal)).toContain('tributary token NAME');
  });

  test.each([undefined, '', 'Basic cG9saWNl', 'Bearer', 'Bearer a b', 'Bearer ü'])(
    'the header %s',
    async (header) => {
      await expect(verify(header)).rejects.toThrow(/no bearer token/);
    },
  );
});

describe("the gateway's internal token", () => {
  test('is asked for by subgraphs, who take no token of a partner for it', async () => {
    const verifier = await createInternalVerifier(home, EVERYTHING_GRANTED, () => NOW);
    await expect(verifier.verifyInternal(await signToken(home, 'police', NOW))).rejects.toThrow(
      'ask the gateway',
    );
    await expect(verifier.verifyInternal(undefined)).rejects.toThrow('is missing');
  });

  test('carries the caller and is made anew before it expires', async () => {
    let now = NOW;
    const caller = Object.freeze({
      partner: 'court',
      actor: 'court@local',
      purpose: 'DISPUTE_HANDLING',
      access: FULL_ACCESS,
    });
    const signer = await createInternalSigner(home, () => now);
    const verifier = await createInternalVerifier(home, EVERYTHING_GRANTED, () => now);
    const first = await signer.signInternal(caller);
    expect(await signer.signInternal(caller)).toBe(first);
    expect(await verifier.verifyInternal(first)).toEqual(caller);
    now = later(31);
    expect(await signer.signInternal(caller)).not.toBe(first);
    expect(await verifier.verifyInternal(first)).toEqual(caller);
    now = later(91);
    await expect(verifier.verifyInternal(first)).rejects.toThrow('has expired');
  });
});
