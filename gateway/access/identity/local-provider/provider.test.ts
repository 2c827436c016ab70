import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSigningKey } from '../../key-files.ts';
import { createVerifier } from '../local-issuer.ts';
import { localProviderRefusal } from '../local-mode.ts';
import { clientKeyName } from './client-keys.ts';
import { startLocalProvider, type LocalProvider } from './server.ts';

let home: string;
let provider: LocalProvider;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tributary-provider-'));
  provider = await startLocalProvider({ home, host: '127.0.0.1', port: 0, gatewayPort: 4_000 });
});
afterAll(async () => {
  await provider.stop();
  rmSync(home, { recursive: true });
});

/** Who signs, in whose name, for whom, with which id. */
interface Assertion {
  readonly key: 'police' | 'court' | 'admin';
  readonly client?: string;
  readonly audience?: string;
  readonly jti?: string;
  readonly expiresAt?: number;
}

let count = 0;
async function assertion({ key, client = key, audience, jti, expiresAt }: Assertion): Promise<string> {
  const signing = await readSigningKey(home, clientKeyName(key));
  count += 1;
  return new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA', kid: signing.kid })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(audience ?? provider.issuer)
    .setJti(jti ?? String(count))
    .setIssuedAt()
    .setExpirationTime(expiresAt ?? '60s')
    .sign(signing.key);
}

async function ask(proof: string, scope = 'graph'): Promise<{ access_token?: string; error?: string }> {
  const response = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: proof,
    }),
  });
  return (await response.json()) as { access_token?: string; error?: string };
}

describe('a machine', () => {
  test('proves by its key who it is (RFC 7523) and gets a token that the hub takes', async () => {
    const { access_token } = await ask(await assertion({ key: 'court' }), 'graph graph:write');
    const verifier = await createVerifier(home);
    expect(await verifier.verify(`Bearer ${access_token ?? ''}`)).toMatchObject({
      partner: 'court',
      actor: 'court@local',
      scopes: ['graph', 'graph:write'],
    });
  });

  test('gets no more than its own scopes', async () => {
    const verifier = await createVerifier(home);
    const scopesOf = async (key: 'court' | 'admin'): Promise<unknown> => {
      const { access_token } = await ask(await assertion({ key }), 'graph admin');
      return (await verifier.verify(`Bearer ${access_token ?? ''}`)).scopes;
    };
    expect(await scopesOf('court')).toEqual(['graph']);
    expect(await scopesOf('admin')).toEqual(['graph', 'admin']);
  });

  test('cannot show an assertion twice', async () => {
    const proof = await assertion({ key: 'police' });
    expect(await ask(proof)).toHaveProperty('access_token');
    expect(await ask(proof)).toMatchObject({ error: 'invalid_client' });
  });

  test.each<[string, Assertion]>([
    ['signed by another client', { key: 'police', client: 'court' }],
    ['for another audience', { key: 'police', audience: 'https://elsewhere.example' }],
    ['that is over', { key: 'police', expiresAt: Math.floor(Date.now() / 1_000) - 120 }],
    ['of a client that there is not', { key: 'police', client: 'mayor' }],
  ])('gets nothing for an assertion %s', async (_name, wrong) => {
    expect(await ask(await assertion(wrong))).toMatchObject({ error: 'invalid_client' });
  });
});

describe('it is for one machine alone', () => {
  test.each([
    [{ host: '0.0.0.0' }, /could reach it/],
    [{ host: '10.0.0.7' }, /could reach it/],
    [{ issuersFile: '/etc/issuers.yaml' }, /names the issuers/],
    [{ mongodbUri: 'mongodb://hub:secret@127.0.0.1:27017,db.city.example:27017/hub' }, /db\.city\.example/],
  ])('with %j it does not start', (changes, why) => {
    const settings = { host: '127.0.0.1', issuersFile: null, mongodbUri: null, ...changes };
    expect(localProviderRefusal(settings)).toMatch(why);
  });

  test('with its own servers it does', () => {
    const mongodbUri = 'mongodb://127.0.0.1:27017,[::1]:27018,localhost/hub?replicaSet=rs0';
    expect(localProviderRefusal({ host: 'localhost', issuersFile: null, mongodbUri })).toBeNull();
  });
});
