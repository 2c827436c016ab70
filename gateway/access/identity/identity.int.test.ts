import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { request as secureRequest } from 'node:https';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertRevocation, readRevocations } from '../../../schema/store/revoking.ts';
import type { AuditDraft } from '../../../schema/canonical/audit.ts';
import type { Store } from '../../../schema/store/models.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { createAuditor } from '../audit/auditor.ts';
import type { Gateway } from '../../router/gateway.ts';
import { sampleGateway } from '../../router/testing/sample-graph.ts';
import { codeOf, send, type Got } from '../../router/testing/send.ts';
import { thumbprintOf, trustedProxies } from './client-certificate.ts';
import type { Issuer } from './issuers.ts';
import { createVerifier, signToken } from './local-issuer.ts';
import { remoteKeys } from './remote-keys.ts';
import { followRevocations, type Revocations } from './revocation-list.ts';
import { EVERYTHING_GRANTED } from '../grants/grant-book.ts';
import { verifierOf } from './verifier.ts';

const log = pino({ level: 'silent' });
const QUERY = { query: '{ case(id: "c1") { title } }' };

let dir: string;
let store: Store;
let revocations: Revocations;
let gateway: Gateway;
let origin: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tributary-identity-'));
  store = await freshStore();
  revocations = followRevocations((since) => readRevocations(store, since), log, 100);
  await eventually(() => revocations.ready() === null);
  gateway = await sampleGateway({ verifier: await createVerifier(dir, undefined, { revocations }) });
  await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(gateway.app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  revocations.close();
  await gateway.close();
  rmSync(dir, { recursive: true });
});

async function asked(
  token: string,
  body: object = QUERY,
  headers: Record<string, string> = {},
): Promise<Got> {
  return send(gateway, { body, token: `Bearer ${token}`, headers });
}

describe('scopes of a token', () => {
  test.each([
    ['nothing', '', QUERY, 'graph'],
    ['the data scope of old', 'all', QUERY, 'graph'],
    ['reading', 'graph', { query: 'mutation { rename(id: "c1", title: "x") { id } }' }, 'graph:write'],
    ['reading', 'graph graph:write', { query: '{ __schema { types { name } } }' }, 'introspection'],
    [
      'reading',
      'graph',
      { query: '{ ...F } fragment F on Query { x: __type(name: "Case") { name } }' },
      'introspection',
    ],
  ])('with %s alone (%s) not everything is answered', async (_words, scope, body, lacking) => {
    const got = await asked(await signToken(dir, 'police', new Date(), { scope }), body);
    expect([got.status, codeOf(got)]).toEqual([403, 'HUB_SCOPE_INSUFFICIENT']);
    expect(got.headers['www-authenticate']).toBe(
      `Bearer realm="tributary", error="insufficient_scope", scope="${lacking}"`,
    );
  });

  test('what they cover is answered', async () => {
    const token = await signToken(dir, 'police', new Date(), { scope: 'graph' });
    expect((await asked(token)).body.data).toEqual({ case: { title: 'Case c1' } });
  });
});

describe('the purpose of use', () => {
  const named = (purpose: string): Record<string, string> => ({ 'purpose-of-use': purpose });

  test('is a name of the list, which a wrong one is told', async () => {
    const token = await signToken(dir, 'court');
    expect((await asked(token, QUERY, named('DISPUTE_HANDLING'))).status).toBe(200);
    const got = await asked(token, QUERY, named('CURIOSITY'));
    expect([got.status, codeOf(got)]).toEqual([400, 'HUB_BAD_REQUEST']);
    expect(got.body.errors?.[0]?.message).toContain('PRE_LITIGATION_MEDIATION (诉前调解)');
  });

  test('cannot be another than the one that the token is for', async () => {
    const token = await signToken(dir, 'court', new Date(), { purpose: 'PRE_LITIGATION_MEDIATION' });
    expect((await asked(token, QUERY, named('PRE_LITIGATION_MEDIATION'))).status).toBe(200);
    expect((await asked(token)).status).toBe(200);
    const got = await asked(token, QUERY, named('STATISTICS'));
    expect([got.status, codeOf(got)]).toEqual([403, 'HUB_FORBIDDEN']);
  });

  test('is part of the caller', async () => {
    const verifier = await createVerifier(dir);
    const header = `Bearer ${await signToken(dir, 'court', new Date(), { purpose: null })}`;
    expect(await verifier.verify(header, { purpose: 'STATISTICS' })).toMatchObject({ purpose: 'STATISTICS' });
    expect(await verifier.verify(header)).toMatchObject({ purpose: null });
  });

  test('may come with a reason, which is of that request alone', async () => {
    const token = await signToken(dir, 'court');
    const because = (reason: string): Record<string, string> => ({
      'reason-of-use': encodeURIComponent(reason),
    });
    const drafts: AuditDraft[] = [];
    const write = (draft: AuditDraft): Promise<void> => {
      drafts.push(draft);
      return Promise.resolve();
    };
    const told = await sampleGateway({
      verifier: await createVerifier(dir),
      audit: createAuditor({ write, close: () => Promise.resolve() }, log),
    });
    const statuses = [because('核对身份'), {}, because('13812345678')].map(
      async (headers) => (await send(told, { body: QUERY, token: `Bearer ${token}`, headers })).status,
    );
    expect(await Promise.all(statuses)).toEqual([200, 200, 400]);
    expect(drafts.map(({ reason }) => reason).sort()).toEqual(['核对身份', undefined]);
    await told.close();
  });
});

describe('without a token', () => {
  test('there are the health pages and the page to sign in, and nothing else', async () => {
    const statusOf = async (url: string, remoteAddress = '10.1.2.3'): Promise<number> =>
      (await gateway.app.inject({ url, remoteAddress })).statusCode;
    expect(await statusOf('/healthz')).toBe(200);
    expect(await statusOf('/readyz')).toBe(200);
    expect(await statusOf('/auth/config.json')).toBe(200);
    for (const url of ['/metrics', '/graphql?query={__typename}', '/graphql/stream?query={__typename}']) {
      expect(await statusOf(url), url).toBe(401);
    }
  });

  test('metrics are for this host, unless a proxy is in between, and for administrators', async () => {
    const metrics = async (remoteAddress: string, headers: Record<string, string>): Promise<number> =>
      (await gateway.app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
    expect(await metrics('127.0.0.1', {})).toBe(200);
    expect(await metrics('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' })).toBe(401);
    expect(await metrics('10.1.2.3', { authorization: `Bearer ${await signToken(dir, 'police')}` })).toBe(
      403,
    );
    expect(await metrics('10.1.2.3', { authorization: `Bearer ${await signToken(dir, 'admin')}` })).toBe(200);
  });
});

describe('revocation', () => {
  const told = { reason: 'test', by: 'test' };
  const statusOf = async (token: string): Promise<number> => (await asked(token)).status;

  test('by jti refuses one token within a second and no other', async () => {
    const [bad, other] = [
      await signToken(dir, 'grid', new Date(), { jti: 'bad' }),
      await signToken(dir, 'grid'),
    ];
    expect(await statusOf(bad)).toBe(200);
    await insertRevocation(store, { jti: 'bad' }, { ...told, now: new Date() });
    await eventually(async () => (await statusOf(bad)) === 401, { timeoutMs: 1_000 });
    expect(await statusOf(other)).toBe(200);
  });

  test('by partner or actor refuses what was issued until then, and not what comes later', async () => {
    const [police, one, two] = [
      await signToken(dir, 'police'),
      await signToken(dir, 'hotline', new Date(), { sub: 'one' }),
      await signToken(dir, 'hotline', new Date(), { sub: 'two' }),
    ];
    await insertRevocation(store, { partner: 'hotline', actor: 'one' }, { ...told, now: new Date() });
    await eventually(async () => (await statusOf(one)) === 401, { timeoutMs: 1_000 });
    expect(await statusOf(two)).toBe(200);
    await insertRevocation(store, { partner: 'hotline', actor: null }, { ...told, now: new Date() });
    await eventually(async () => (await statusOf(two)) === 401, { timeoutMs: 1_000 });
    expect(await statusOf(police)).toBe(200);
    expect(await statusOf(await signToken(dir, 'hotline', new Date(Date.now() + 2_000)))).toBe(200);
  });

  test('closes the sockets of the token with 4403', async () => {
    const token = await signToken(dir, 'analyst', new Date(), { jti: 'socket' });
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    const acknowledged = new Promise((resolve) => socket.once('message', resolve));
    socket.once('open', () => {
      // Keys of connection_init never become headers: only `authorization` is read.
      const payload = { authorization: `Bearer ${token}`, 'tributary-caller': 'x', partner: 'admin' };
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
    });
    await acknowledged;
    await insertRevocation(store, { jti: 'socket' }, { ...told, now: new Date() });
    expect(await closed).toBe(4_403);
  });

  test('that cannot be read yet lets no token in', async () => {
    const unread = followRevocations(() => Promise.reject(new Error('away')), log, 50);
    const verifier = await createVerifier(dir, undefined, { revocations: unread });
    await expect(verifier.verify(`Bearer ${await signToken(dir, 'police')}`)).rejects.toMatchObject({
      code: 'HUB_STORE_UNAVAILABLE',
    });
    unread.close();
  });
});

describe('keys behind a jwks_uri', () => {
  let published: JWK[] = [];
  let fetches = 0;
  let server: Server;
  let uri: URL;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      fetches += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    uri = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`);
  });
  afterAll(() => {
    server.close();
  });
  const makeKey = async (kid: string): Promise<{ key: CryptoKey; jwk: JWK; kid: string }> => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    return { kid, key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
  };
  const issuer: Issuer = {
    issuer: 'https://id.city.example',
    keys: { uri: new URL('http://unused.invalid') },
    audience: 'hub',
    algorithms: ['ES256'],
    claims: { partner: 'client_id', actor: 'sub', purpose: 'purpose' },
    partners: new Map([['psb-01', 'police']]),
    maxLifetimeSeconds: 3_600,
    certificateBound: false,
    signIn: null,
  };
  const sign = ({ kid, key }: { kid: string; key: CryptoKey }): Promise<string> =>
    new SignJWT({ client_id: 'psb-01', scope: 'graph' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .setIssuer('https://id.city.example')
      .setAudience('hub')
      .setSubject('officer-7')
      .setJti(kid)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(key);

  test('are found, rotated and forgotten without a restart; unknown ones cost one fetch per cooldown', async () => {
    let now = 0;
    const keys = remoteKeys(uri, { log, now: () => now, cooldownMs: 30_000, refreshMs: 300_000 });
    const verifier = verifierOf([{ issuer, keys, remedy: 'ask the city' }], { grants: EVERYTHING_GRANTED });
    const verify = async (key: { kid: string; key: CryptoKey }): Promise<unknown> =>
      verifier.verify(`Bearer ${await sign(key)}`);
    const [first, second, stranger] = [await makeKey('k1'), await makeKey('k2'), await makeKey('k3')];
    published = [first.jwk];
    expect(await verify(first)).toMatchObject({ partner: 'police', actor: 'officer-7' });
    expect(fetches).toBe(1);
    for (let i = 0; i < 5; i += 1)
      await expect(verify(stranger)).rejects.toThrow('key that the hub does not know');
    expect(fetches).toBe(1);

    published = [first.jwk, second.jwk];
    now = 31_000;
    expect(await verify(second)).toMatchObject({ partner: 'police' });
    expect(fetches).toBe(2);

    // The first key is withdrawn: after the next refresh no token of it holds, not even one that was seen before.
    const old = `Bearer ${await sign(first)}`;
    await verifier.verify(old);
    published = [second.jwk];
    now = 400_000;
    await verify(second);
    await eventually(() => fetches === 3);
    await eventually(() => keys.generation === 2);
    await expect(verifier.verify(old)).rejects.toThrow('key that the hub does not know');
  });

  test('that cannot be fetched: known ones hold, of unknown ones it says that it cannot tell', async () => {
    let now = 0;
    const known = await makeKey('a');
    published = [known.jwk];
    const closing = createServer((_request, response) => response.end(JSON.stringify({ keys: published })));
    await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve));
    const gone = new URL(`http://127.0.0.1:${(closing.address() as AddressInfo).port}/jwks`);
    const keys = remoteKeys(gone, { log, now: () => now, timeoutMs: 500 });
    const verifier = verifierOf([{ issuer, keys, remedy: 'ask the city' }], { grants: EVERYTHING_GRANTED });
    await verifier.verify(`Bearer ${await sign(known)}`);
    closing.closeAllConnections();
    await new Promise((resolve) => closing.close(resolve));
    now = 600_000;
    expect(await verifier.verify(`Bearer ${await sign({ ...known })}`)).toMatchObject({ partner: 'police' });
    const refusal = verifier.verify(`Bearer ${await sign(await makeKey('b'))}`);
    await expect(refusal).rejects.toMatchObject({ code: 'HUB_ISSUER_UNAVAILABLE', status: 503 });
  });
});

describe('tokens that are bound to a client certificate (RFC 8705)', () => {
  let secure: Gateway;
  let port: number;
  const file = (name: string): string => join(dir, name);
  const openssl = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' });
  const derOf = (name: string): Buffer =>
    Buffer.from(readFileSync(file(name), 'utf8').replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  beforeAll(async () => {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    openssl('req', '-x509', ...curve, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test CA');
    openssl('req', '-x509', ...curve, '-keyout', 'tls.key', '-out', 'tls.pem', '-subj', '/CN=localhost');
    for (const name of ['court', 'other']) {
      openssl('req', ...curve, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-days',
        '2',
        '-out',
        `${name}.pem`,
      );
    }
    openssl('req', '-x509', ...curve, '-keyout', 'self.key', '-out', 'self.pem', '-subj', '/CN=court');
    secure = await sampleGateway({
      verifier: await createVerifier(dir),
      tls: { key: file('tls.key'), certificate: file('tls.pem'), clientAuthority: file('ca.pem') },
    });
    await secure.app.listen({ host: '127.0.0.1', port: 0 });
    port = (secure.app.server.address() as AddressInfo).port;
  });
  afterAll(() => secure.close());

  const bound = (name: string): Promise<string> =>
    signToken(dir, 'court', new Date(), { cnf: { 'x5t#S256': thumbprintOf(derOf(`${name}.pem`)) } });
  const statusOver = (token: string, certificate: string | null): Promise<number> =>
    new Promise((resolve, reject) => {
      const identity =
        certificate === null
          ? {}
          : { key: readFileSync(file(`${certificate}.key`)), cert: readFileSync(file(`${certificate}.pem`)) };
      const sent = secureRequest(
        {
          host: '127.0.0.1',
          port,
          path: '/graphql',
          method: 'POST',
          agent: false,
          ca: readFileSync(file('tls.pem')),
          servername: 'localhost',
          checkServerIdentity: () => undefined,
          ...identity,
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        },
        (response) => {
          response.resume();
          response.once('end', () => {
            resolve(response.statusCode ?? 0);
          });
        },
      );
      sent.once('error', reject);
      sent.end(JSON.stringify(QUERY));
    });

  test('hold over TLS with that certificate, and with no other', async () => {
    expect(await statusOver(await bound('court'), 'court')).toBe(200);
    expect(await statusOver(await bound('court'), 'other')).toBe(401);
    expect(await statusOver(await bound('court'), null)).toBe(401);
    // Right thumbprint, but signed by nobody whom the gateway trusts.
    expect(await statusOver(await bound('self'), 'self')).toBe(401);
    expect(await statusOver(await signToken(dir, 'court'), null)).toBe(200);
  });

  test('hold behind a configured proxy that tells the certificate; from anybody else the header is refused', async () => {
    const behind = await sampleGateway({
      verifier: await createVerifier(dir, undefined, { proxies: trustedProxies('10.0.0.0/24') }),
    });
    const from = async (remoteAddress: string, certificate: string): Promise<number> =>
      (
        await behind.app.inject({
          method: 'POST',
          url: '/graphql',
          remoteAddress,
          headers: {
            authorization: `Bearer ${await bound('court')}`,
            'client-cert': `:${derOf(`${certificate}.pem`).toString('base64')}:`,
          },
          payload: QUERY,
        })
      ).statusCode;
    expect(await from('10.0.0.9', 'court')).toBe(200);
    expect(await from('10.0.0.9', 'other')).toBe(401);
    expect(await from('10.9.0.9', 'court')).toBe(400);
    await behind.close();
  });
});
