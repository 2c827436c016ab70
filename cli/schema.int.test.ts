import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { eventually } from '../test/harness/eventually.ts';
import { serveSupergraph } from '../gateway/any/serve-supergraph.ts';
import { schemaVerb } from './verbs/schema.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])';
let folder: string;
let home: string | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-schema-'));
  home = process.env['TRIBUTARY_HOME'];
  process.env['TRIBUTARY_HOME'] = join(folder, 'home');
});
afterAll(() => {
  if (home === undefined) delete process.env['TRIBUTARY_HOME'];
  else process.env['TRIBUTARY_HOME'] = home;
  process.exitCode = 0;
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What `tributary schema …` prints, with its exit code. */
async function schema(...args: string[]): Promise<{ said: string; code: number }> {
  let said = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  process.exitCode = 0;
  try {
    await schemaVerb().parseAsync(args, { from: 'user' });
    return { said, code: process.exitCode };
  } finally {
    spy.mockRestore();
    process.exitCode = 0;
  }
}

it('publishes, checks, refuses what breaks, and goes back, with a gateway that follows at once', async () => {
  const shop = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"data": {"a": 1, "b": 2}}');
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`;
  const urls = file('urls.json', JSON.stringify([{ name: 'shop', url }]));
  const both = file('shop.graphql', `${LINK} type Query { a: Int b: Int }`);

  const composed = join(folder, 'composed.graphql');
  await schema('compose', both, '--urls', urls, '--out', composed);
  expect(readFileSync(composed, 'utf8')).toContain(`url: "${url}"`);
  expect((await schema('compose', both)).said).toMatch(/join__graph\(name: "shop"/);

  expect((await schema('publish', both)).said).toMatch(/^version 1 is in service: .*supergraph\.graphql/);
  const supergraphFile = join(folder, 'home', 'schema', 'supergraph.graphql');
  let logged = '';
  const served = await serveSupergraph({
    supergraphFile,
    subgraphsFile: urls,
    host: '127.0.0.1',
    port: 0,
    verifier: null,
    log: pino({ level: 'error' }, { write: (line: string) => (logged += line) }),
    lookEveryMs: 50,
  });
  const ask = async (query: string): Promise<string> =>
    (
      await fetch(served.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
    ).text();
  expect(await ask('{ a b }')).toBe('{"data":{"a":1,"b":2}}');

  // The name of the file is the subgraph's: another version of it stands in another folder.
  const less = mkdtempSync(join(folder, 'less-'));
  const only = join(less, 'shop.graphql');
  writeFileSync(only, `${LINK} type Query { a: Int c: Int }`);
  expect(await schema('check', only)).toMatchObject({
    code: 1,
    said: expect.stringMatching(
      /BREAKS {2}Query\.b was removed\. \(nobody knows whether it is used\)/,
    ) as string,
  });
  await expect(schema('publish', only)).rejects.toThrow(/nothing was published/);
  const unused = file('usage.json', '[{"field": "Query.a", "count": 7}]');
  expect(await schema('check', only, '--usage', unused)).toMatchObject({
    code: 0,
    said: expect.stringMatching(/unused {2}Query\.b was removed/) as string,
  });
  await schema('publish', only, '--usage', unused);
  await eventually(async () => (await ask('{ c }')).includes('"c":null'));
  expect(await ask('{ b }')).toMatch(/Cannot query field \\"b\\"/);

  expect((await schema('rollback')).said).toBe('version 3 is in service, the same as version 1\n');
  await eventually(async () => (await ask('{ b }')) === '{"data":{"b":2}}');
  expect((await schema('history')).said).toMatch(/^1 .*\n2 .*\n3 \(in service\) .*\n$/);

  // A file that cannot be served changes nothing.
  writeFileSync(supergraphFile, 'type Query { a: Int }');
  await eventually(() => logged.includes('what was served before still is'));
  expect(await ask('{ b }')).toBe('{"data":{"b":2}}');
  await served.stop();
  shop.closeAllConnections();
  shop.close();
});
