import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { readSettings } from '../../../runtime/settings.ts';
import { trustedProxies } from './client-certificate.ts';
import { openIdentity } from './configured-verifier.ts';
import { readIssuers } from './issuers.ts';
import { signToken } from './local-issuer.ts';

const dir = mkdtempSync(join(tmpdir(), 'tributary-issuers-'));
afterAll(() => {
  rmSync(dir, { recursive: true });
});
const log = pino({ level: 'silent' });
const path = join(dir, 'issuers.yaml');
const GOOD = {
  issuer: 'https://id.city.example',
  jwksFile: 'city.jwks',
  audience: 'hub',
  algorithms: ['ES256'],
  partners: ['police', 'court'],
};

function write(...issuers: object[]): string {
  // JSON is YAML.
  writeFileSync(path, JSON.stringify({ issuers }));
  return path;
}

test('an issuer has defaults for its claims, and its key set lies beside the file', () => {
  const [issuer] = readIssuers(write(GOOD));
  expect(issuer).toMatchObject({
    keys: { file: join(dir, 'city.jwks') },
    claims: { partner: 'client_id', actor: 'sub', purpose: 'purpose' },
    certificateBound: false,
  });
  expect(issuer?.partners.get('court')).toBe('court');
});

test.each<[string, object[], RegExp]>([
  ['no keys', [{ ...GOOD, jwksFile: undefined }], /either jwksUri or jwksFile/],
  [
    'keys from two places',
    [{ ...GOOD, jwksUri: 'https://id.city.example/jwks' }],
    /either jwksUri or jwksFile/,
  ],
  ['keys over http', [{ ...GOOD, jwksFile: undefined, jwksUri: 'http://id.city.example/jwks' }], /https/],
  ['a symmetric algorithm', [{ ...GOOD, algorithms: ['HS256'] }], /EdDSA/],
  ['no algorithm', [{ ...GOOD, algorithms: [] }], /algorithms/],
  ['no audience', [{ ...GOOD, audience: undefined }], /audience/],
  ['nobody to speak for', [{ ...GOOD, partners: [] }], /partners/],
  ['a misspelt key', [{ ...GOOD, audiences: 'x' }], /audiences/],
  ['an issuer twice', [GOOD, GOOD], /twice/],
  ['tokens for a year', [{ ...GOOD, maxLifetimeSeconds: 31_536_000 }], /maxLifetimeSeconds/],
])('%s is refused with the file and the place', (_name, issuers, message) => {
  expect(() => readIssuers(write(...issuers))).toThrow(
    expect.objectContaining({
      code: 'HUB_CONFIG_INVALID',
      message: expect.stringMatching(message) as string,
    }),
  );
  expect(() => readIssuers(write(...issuers))).toThrow(path);
});

test('where issuers are named, they alone count: neither the home’s own key nor a partner of another', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'c1', alg: 'ES256' };
  writeFileSync(join(dir, 'city.jwks'), JSON.stringify({ keys: [jwk] }));
  const settings = readSettings({
    TRIBUTARY_HOME: dir,
    TRIBUTARY_ISSUERS_FILE: write({ ...GOOD, certificateBound: false, partners: { 'psb-01': 'police' } }),
  });
  const sign = (client: string): Promise<string> =>
    new SignJWT({ client_id: client, scope: 'graph openid' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'c1' })
      .setIssuer(GOOD.issuer)
      .setAudience('hub')
      .setSubject('officer-7')
      .setJti('j')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
  const { verifier, signIn } = await openIdentity(settings, null, log);
  expect(signIn).toBeNull();
  expect(await verifier.verify(`Bearer ${await sign('psb-01')}`)).toMatchObject({
    partner: 'police',
    scopes: ['graph'],
  });
  await expect(verifier.verify(`Bearer ${await sign('court')}`)).rejects.toThrow('may speak');
  await expect(verifier.verify(`Bearer ${await signToken(dir, 'police')}`)).rejects.toThrow('does not trust');

  write({ ...GOOD, certificateBound: true, partners: { 'psb-01': 'police' } });
  const strict = await openIdentity(settings, null, log);
  await expect(strict.verifier.verify(`Bearer ${await sign('psb-01')}`)).rejects.toThrow(
    'client certificate',
  );
});

test('a wrong address of a proxy is refused', () => {
  expect(trustedProxies('10.0.0.5, 2001:db8::/32').check('2001:db8::1', 'ipv6')).toBe(true);
  for (const wrong of ['proxy.city.example', '10.0.0.0/99']) {
    expect(() => trustedProxies(wrong)).toThrow('TRIBUTARY_TRUSTED_PROXIES');
  }
});
