import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { GraphQLError, parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../test/harness/eventually.ts';
import { inheritedEnvironment } from '../test/harness/process-environment.ts';
import { freePort } from '../test/harness/servers.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires"])';
const SDL = {
  'product-list': `${LINK}
    type Product @key(fields: "upc") { upc: ID! name: String weight: Int }
    type Query { products: [Product!]! }
    type Subscription { sold: Product }`,
  Stock: `${LINK}
    type Product @key(fields: "upc") { upc: ID! weight: Int @external postage: Int @requires(fields: "weight") left: Int! }
    type Query { hello: String closed: String }`,
};
const RESOLVERS = {
  'product-list': {
    Query: {
      products: () => [
        { upc: '1', name: 'lamp', weight: 3 },
        { upc: '2', name: null, weight: null },
      ],
    },
  },
  Stock: {
    Query: {
      closed: () => {
        throw new GraphQLError('the stock is closed', { extensions: { code: 'STOCK_CLOSED' } });
      },
    },
    Product: {
      postage: ({ weight }: { weight: number | null }) => (weight === null ? null : weight * 2),
      left: ({ upc }: { upc: string }) => (upc === '1' ? 5 : 0),
    },
  },
};

let folder: string;
const servers: ApolloServer[] = [];
const processes: ChildProcess[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-any-'));
  const urls: { name: string; url: string }[] = [];
  for (const [name, sdl] of Object.entries(SDL)) {
    const resolvers = RESOLVERS[name as keyof typeof RESOLVERS] as never;
    const server = new ApolloServer({
      schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]),
      stopOnTerminationSignals: false,
    });
    servers.push(server);
    const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
    urls.push({ name: name.toUpperCase().replace('-', '_'), url });
  }
  const composed = composeServices(
    Object.entries(SDL).map(([name, sdl]) => ({
      name,
      url: 'http://elsewhere.invalid/',
      typeDefs: parse(sdl),
    })),
  );
  if (compositionHasErrors(composed)) throw new Error(composed.errors.map(String).join('\n'));
  writeFileSync(join(folder, 'supergraph.graphql'), composed.supergraphSdl);
  writeFileSync(join(folder, 'urls.json'), JSON.stringify(urls));
});
afterAll(async () => {
  for (const one of processes) one.kill('SIGKILL');
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

function start(args: readonly string[]): { child: ChildProcess; said: () => string; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['cli/main.ts', 'gateway', ...args], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...inheritedEnvironment(), TRIBUTARY_HOME: join(folder, 'home'), TRIBUTARY_LOG_LEVEL: 'warn' },
  });
  processes.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      resolve({ code, stderr });
    });
  });
  return { child, said: () => stdout, ended };
}

async function ask(url: string, query: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

it('serves a supergraph over the subgraphs of strangers, says where, and ends with SIGTERM', async () => {
  const port = await freePort();
  const args = ['--supergraph', join(folder, 'supergraph.graphql'), '--subgraphs', join(folder, 'urls.json')];
  const { child, said, ended } = start([...args, '--port', String(port), '--no-access']);
  await eventually(() => said().includes('gateway listens at'));
  const url = `http://127.0.0.1:${port}/graphql`;
  expect(said()).toContain(url);
  expect(await ask(url, '{ products { name postage left } hello __typename }')).toEqual({
    data: {
      products: [
        { name: 'lamp', postage: 6, left: 5 },
        { name: null, postage: null, left: 0 },
      ],
      hello: null,
      __typename: 'Query',
    },
  });
  expect(await ask(url, '{ shut: closed products { name } }')).toMatchObject({
    data: { shut: null, products: [{ name: 'lamp' }, { name: null }] },
    errors: [{ message: 'the stock is closed', path: ['shut'], extensions: { code: 'STOCK_CLOSED' } }],
  });
  expect(await ask(url, '{ __schema { queryType { name } } }')).toEqual({
    data: { __schema: { queryType: { name: 'Query' } } },
  });
  const stream = await fetch(`${url}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { sold { upc } }' }),
  });
  expect(await stream.text()).toMatch(/product-list offers no streams/);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

it('says which subgraph has no URL and which URL no subgraph', async () => {
  const urls = join(folder, 'other.json');
  writeFileSync(
    urls,
    '[{"name": "stock", "url": "http://127.0.0.1:1/"}, {"name": "x", "url": "http://127.0.0.1:1/"}]',
  );
  const { ended } = start([
    '--supergraph',
    join(folder, 'supergraph.graphql'),
    '--subgraphs',
    urls,
    '--port',
    '4999',
    '--no-access',
  ]);
  const { code, stderr } = await ended;
  expect(code).toBe(78);
  expect(stderr).toMatch(/no URL for product-list.*names x, which the supergraph does not know/);
});
