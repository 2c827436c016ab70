import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { eventually } from '../test/harness/eventually.ts';
import { freePort, freshDatabaseUri } from '../test/harness/servers.ts';
import { signToken } from './access/identity/local-issuer.ts';

const home = mkdtempSync(join(tmpdir(), 'tributary-gateway-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

function start(environment: Record<string, string>): { child: ChildProcess; said: () => string } {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('TRIBUTARY_'));
  const child = spawn(process.execPath, ['gateway/main.ts'], {
    env: { ...Object.fromEntries(inherited), NODE_ENV: 'production', TRIBUTARY_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text };
}

async function pageOf(port: number, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, text: await response.text() };
}

it('answers before MongoDB does, saying what it waits for', async () => {
  const port = await freePort();
  start({ TRIBUTARY_PORT: String(port), TRIBUTARY_MONGODB_URI: 'mongodb://127.0.0.1:1/x?replicaSet=rs0' });
  const ready = await eventually(() => pageOf(port, '/readyz'));
  expect(ready).toEqual({ status: 503, text: 'waiting for MongoDB\n' });
  expect(await pageOf(port, '/healthz')).toMatchObject({ status: 200 });
});

it('becomes ready, answers a caller with a token, and ends within ten seconds of SIGTERM', async () => {
  const port = await freePort();
  const { child, said } = start({ TRIBUTARY_PORT: String(port), TRIBUTARY_MONGODB_URI: freshDatabaseUri() });
  await eventually(async () => (await pageOf(port, '/readyz')).status === 200);
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await signToken(home, 'police')}`,
    },
    body: JSON.stringify({ query: '{ feeds { name recordCount } disputes { totalCount } }' }),
  });
  expect(await response.json()).toMatchObject({ data: { disputes: { totalCount: 0 } } });
  const startedMs = performance.now();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  expect(said()).toMatch(/"partner":"police"/);
});

it('refuses a subgraphs file that it cannot read with the exit code for configuration', async () => {
  const path = join(home, 'subgraphs.yaml');
  writeFileSync(path, 'police110: not a URL\n');
  const { child, said } = start({
    TRIBUTARY_PORT: String(await freePort()),
    TRIBUTARY_MONGODB_URI: freshDatabaseUri(),
    TRIBUTARY_SUBGRAPHS_FILE: path,
  });
  expect(await once(child, 'exit')).toEqual([78, null]);
  expect(said()).toMatch(/tributary gateway: HUB_CONFIG_INVALID: TRIBUTARY_SUBGRAPHS_FILE .*police110/s);
});
