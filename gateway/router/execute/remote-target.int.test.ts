import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { execute, parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { sampleGateway, sampleSchema, sampleTarget, type SampleName } from '../testing/sample-graph.ts';
import { remoteTarget } from './remote-target.ts';
import type { SubgraphTarget } from './subgraph-target.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Handler = (request: IncomingMessage, body: string, response: ServerResponse) => void;
async function serve(handler: Handler): Promise<URL> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      handler(request, body, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?v=1`);
}

function remote(name: string, url: URL): SubgraphTarget {
  return remoteTarget({
    name,
    url,
    callerHeaders: ({ caller }) => Promise.resolve({ 'tributary-caller': `signed ${caller.partner}` }),
    maxConnections: 4,
    connectTimeoutMs: 500,
    maxAnswerBytes: 20_000,
    retries: 0,
    breaker: { failures: 1_000, pauseMs: 1 },
  });
}

async function serveSample(name: SampleName, seen: IncomingMessage[] = []): Promise<SubgraphTarget> {
  const schema = sampleSchema(name);
  const url = await serve((request, body, response) => {
    seen.push(request);
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    void Promise.resolve(
      execute({ schema, document: parse(query), variableValues: variables, contextValue: { calls: [] } }),
    ).then((result) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(result));
    });
  });
  return remote(name, url);
}

const QUERIES = [
  '{ cases { title visits { kind report { name pages } } papers { name } lastVisit { id at { town street } } } }',
  '{ found { ... on Case { title papers { name } } ... on Person { name boss { name } } } nodes { id __typename } }',
  '{ a: case(id: "c3") { title mustVisit { id } } b: case(id: "c1") { m: mood v: visits(kind: "talk") { id } } }',
  '{ maybeCases { id score(weight: 2.5) moods } cases(filter: { mood: ANGRY }) { id } echo(text: "李四", times: 2) }',
];

it('answers over HTTP exactly what it answers in process', async () => {
  const seen: IncomingMessage[] = [];
  const local = await sampleGateway();
  const overHttp = await sampleGateway({
    targets: await Promise.all(
      (['cases', 'visits', 'papers'] as const).map((name) => serveSample(name, seen)),
    ),
  });
  for (const query of QUERIES) expect(await ask(overHttp, query)).toEqual(await ask(local, query));
  expect(seen.length).toBeGreaterThan(QUERIES.length);
  expect(seen.every(({ headers }) => headers['tributary-caller'] === 'signed police')).toBe(true);
  expect(
    seen.every(({ headers, url }) => headers.authorization === undefined && url === '/graphql?v=1'),
  ).toBe(true);
  await local.close();
  await overHttp.close();
});

describe('a subgraph server that misbehaves', () => {
  const json = (response: ServerResponse, text: string): void => {
    response.setHeader('content-type', 'application/json');
    response.end(text);
  };
  const cases: [string, Handler, RegExp][] = [
    [
      'answers HTML',
      (_request, _body, response) => response.writeHead(502).end('<html>Bad gateway</html>'),
      /not JSON.*502/,
    ],
    ['answers an empty body', (_request, _body, response) => response.end(), /not JSON/],
    [
      'answers a list',
      (_request, _body, response) => {
        json(response, '[]');
      },
      /not a GraphQL answer/,
    ],
    [
      'answers without data and errors',
      (_request, _body, response) => {
        json(response, '{}');
      },
      /not a GraphQL answer/,
    ],
    [
      'answers data that are a text',
      (_request, _body, response) => {
        json(response, '{"data":"x"}');
      },
      /not a GraphQL answer/,
    ],
    [
      'answers invalid UTF-8',
      (_request, _body, response) => response.end(Buffer.from([0x7b, 0xff, 0x7d])),
      /not JSON/,
    ],
    [
      'answers more than the limit',
      (_request, _body, response) => {
        json(response, JSON.stringify({ data: { visit: { id: 'x'.repeat(50_000) } } }));
      },
      /more than 20000 bytes/,
    ],
    [
      'stops in the middle',
      (_request, _body, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"data":');
        setImmediate(() => response.destroy());
      },
      /could not be reached/,
    ],
    ['hangs up', (request) => request.socket.destroy(), /could not be reached/],
    ['never answers', () => undefined, /did not answer within 200 ms/],
    [
      'refuses the query',
      (_request, _body, response) => {
        json(
          response,
          '{"errors":[{"message":"Cannot query field \\"secret\\"","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}',
        );
      },
      /visits could not answer/,
    ],
  ];
  it.each(cases)('and %s costs its own fields', async (_what, handler, message) => {
    const gateway = await sampleGateway({
      targets: [sampleTarget('cases'), sampleTarget('papers'), remote('visits', await serve(handler))],
      subgraphTimeoutMs: 200,
    });
    const answer = await ask(
      gateway,
      '{ case(id: "c1") { title papers { name } } visit(id: "c1-v1") { id } }',
    );
    await gateway.close();
    expect(answer.data).toEqual({ case: { title: 'Case c1', papers: [{ name: 'c1.pdf' }] }, visit: null });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({
      path: ['visit'],
      extensions: { code: 'HUB_SUBGRAPH_UNAVAILABLE', subgraph: 'visits' },
    });
    expect(answer.errors?.[0]?.message).toMatch(message);
    expect(JSON.stringify(answer)).not.toMatch(/secret/);
  });

  it('is not there at all', async () => {
    const url = await serve(() => undefined);
    servers[0]?.close();
    const gateway = await sampleGateway({
      targets: [sampleTarget('cases'), sampleTarget('papers'), remote('visits', url)],
    });
    const answer = await ask(gateway, '{ cases { id visits { id } } }');
    await gateway.close();
    expect(answer.errors?.map(({ path }) => path)).toEqual([0, 1, 2].map((at) => ['cases', at, 'visits']));
  });

  it('cannot smuggle in values that the schema does not know, or words of its own', async () => {
    const url = await serve((_request, _body, response) => {
      json(
        response,
        JSON.stringify({
          data: { visit: { id: 'v', kind: { a: 1 }, officer: 5 } },
          errors: [
            { message: 'stack at /srv/secret.js', path: ['visit', 'at'] },
            {
              message: 'the page is over',
              path: ['visit', 'case'],
              extensions: { code: 'HUB_CURSOR_INVALID' },
            },
          ],
        }),
      );
    });
    const gateway = await sampleGateway({
      targets: [sampleTarget('cases'), sampleTarget('papers'), remote('visits', url)],
    });
    const answer = await ask(gateway, '{ visit(id: "v") { id officer at { town } } }');
    await gateway.close();
    expect(answer.data).toEqual({ visit: { id: 'v', officer: '5', at: null } });
    expect(answer.errors).toContainEqual({
      message: expect.stringMatching(/internal fault/) as string,
      path: ['visit', 'at'],
      extensions: { code: 'HUB_INTERNAL' },
    });
    expect(JSON.stringify(answer)).not.toMatch(/secret/);
  });

  it('cannot put values that it was not asked for where those of others belong', async () => {
    const url = await serve((_request, body, response) => {
      const { variables } = JSON.parse(body) as { variables: { representations: { id: string }[] } };
      const _entities = variables.representations.map(() => ({
        __typename: 'Case',
        papers: [{ name: 'mine', title: 'x' }],
        id: '!',
        title: '!',
      }));
      json(response, JSON.stringify({ data: { _entities, cases: [{ title: '!' }] } }));
    });
    const gateway = await sampleGateway({
      targets: [sampleTarget('cases'), sampleTarget('visits'), remote('papers', url)],
    });
    const answer = await ask(gateway, '{ case(id: "c1") { id title papers { name } } }');
    await gateway.close();
    expect(answer).toEqual({ data: { case: { id: 'c1', title: 'Case c1', papers: [{ name: 'mine' }] } } });
  });
});
