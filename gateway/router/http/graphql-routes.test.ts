import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_TOKEN, sampleGateway } from '../testing/sample-graph.ts';
import type { Gateway } from '../gateway.ts';

let gateway: Gateway;
const lines: string[] = [];
beforeAll(async () => {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  gateway = await sampleGateway({ log: pino({ level: 'info' }, sink) });
});
afterAll(() => gateway.close());

const GRAPHQL_RESPONSE = 'application/graphql-response+json';
interface Given {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'OPTIONS' | 'DELETE';
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly token?: string | null;
}
interface Got {
  readonly status: number;
  readonly type: string;
  readonly headers: Record<string, unknown>;
  readonly body: { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] };
}

async function send(given: Given): Promise<Got> {
  const { method = 'POST', url = '/graphql', headers = {}, body, token = SAMPLE_TOKEN } = given;
  const payload =
    body === undefined
      ? undefined
      : body instanceof Buffer || typeof body === 'string'
        ? body
        : JSON.stringify(body);
  const response = await gateway.app.inject({
    method,
    url,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: token }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  });
  const type = String(response.headers['content-type']);
  return {
    status: response.statusCode,
    type,
    headers: response.headers,
    body: type.includes('json') ? (JSON.parse(response.body) as Got['body']) : {},
  };
}
const codeOf = ({ body }: Got): string | undefined => body.errors?.[0]?.extensions?.code;
const query = '{ echo(text: "hello") }';

describe('who asks', () => {
  it('is told 401 in GraphQL form, with the scheme to use, before the body is read', async () => {
    const answers = [
      await send({ body: { query }, token: null }),
      await send({ body: { query }, token: 'Bearer bad' }),
      await send({ body: '{ "broken', token: null, headers: { 'content-type': 'text/plain' } }),
      await send({ method: 'GET', url: `/graphql?query=${encodeURIComponent(query)}`, token: null }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 401, type: 'application/json; charset=utf-8' });
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="tributary"/);
      expect(codeOf(answer)).toBe('HUB_UNAUTHENTICATED');
      expect(answer.body).not.toHaveProperty('data');
    }
    expect(answers[1]?.headers['www-authenticate']).toBe('Bearer realm="tributary", error="invalid_token"');
    const typed = await send({ body: { query }, token: null, headers: { accept: GRAPHQL_RESPONSE } });
    expect(typed.type).toBe(`${GRAPHQL_RESPONSE}; charset=utf-8`);
  });

  it('gets no answer from a page elsewhere: no CORS header, preflights are refused', async () => {
    const answer = await send({
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(answer.status).toBe(405);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('the answer', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['text/html, application/graphql-response+json;q=0.9, application/json;q=0.8', GRAPHQL_RESPONSE],
    [`${GRAPHQL_RESPONSE}; charset=utf-8`, GRAPHQL_RESPONSE],
    [`application/json;q=0.5, ${GRAPHQL_RESPONSE}`, GRAPHQL_RESPONSE],
  ])('to Accept %s is %s', async (accept, type) => {
    const answer = await send({ body: { query }, headers: accept === undefined ? {} : { accept } });
    expect(answer).toMatchObject({
      status: 200,
      type: `${type}; charset=utf-8`,
      body: { data: { echo: ['hello'] } },
    });
  });

  it.each(['text/html', 'application/json;q=0', `${GRAPHQL_RESPONSE};charset=iso-8859-1`])(
    'to Accept %s is 406',
    async (accept) => {
      const answer = await send({ body: { query }, headers: { accept } });
      expect([answer.status, codeOf(answer)]).toEqual([406, 'HUB_NOT_ACCEPTABLE']);
    },
  );

  it('keeps list indexes in error paths numbers', async () => {
    const answer = await send({ body: { query: '{ cases { mustVisit { id } } }' } });
    expect(JSON.stringify(answer.body.errors)).toContain('["cases",2,"mustVisit"]');
  });

  it('to a request that cannot be executed has no data: 400 or 200 by media type', async () => {
    for (const body of [
      { query: '{' },
      { query: '{ nothing }' },
      { query: 'query($x: Int!) { echo(text: "x", times: $x) }' },
      { query: '{ cases(first: 101) { id } }' },
    ]) {
      const [strict, legacy] = [
        await send({ body, headers: { accept: GRAPHQL_RESPONSE } }),
        await send({ body, headers: { accept: 'application/json' } }),
      ];
      expect([strict.status, legacy.status]).toEqual([400, 200]);
      expect(strict.body).not.toHaveProperty('data');
      expect(legacy.body).not.toHaveProperty('data');
    }
    expect(codeOf(await send({ body: { query: '{ cases(first: 101) { id } }' } }))).toBe(
      'HUB_LIMIT_EXCEEDED',
    );
  });

  it('carries security headers and a request id, and is not stored', async () => {
    const { headers } = await send({ body: { query } });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringMatching(
        /default-src 'self'.*frame-ancestors 'none'/,
      ) as string,
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
    expect(String(headers['content-security-policy'])).not.toMatch(/script-src[^;]*unsafe/);
  });
});

describe('the request', () => {
  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/graphql', 415],
    ['application/json; charset=gb18030', 415],
    ['application/json; charset="UTF-8"', 200],
  ])('with Content-Type %s is answered %i', async (contentType, status) => {
    expect((await send({ body: { query }, headers: { 'content-type': contentType } })).status).toBe(status);
  });

  it('must not be compressed', async () => {
    expect((await send({ body: { query }, headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });

  it.each([
    ['broken JSON', '{"query": "'],
    ['a key __proto__', '{"query":"{ __typename }","variables":{"__proto__":{"x":1}}}'],
    ['a batch', [{ query }, { query }]],
    ['null', 'null'],
    ['no query', { qeury: query }],
    ['a query that is no text', { query: 7 }],
    ['variables that are a list', { query, variables: [] }],
    ['an operationName that is a number', { query, operationName: 7 }],
    ['extensions that are a text', { query, extensions: 'x' }],
    [
      'invalid UTF-8',
      Buffer.concat([
        Buffer.from('{"query":"{ echo(text: \\"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('\\") }"}'),
      ]),
    ],
    [
      'half a surrogate pair in UTF-8',
      Buffer.concat([
        Buffer.from('{"query":"{ echo(text: \\"'),
        Buffer.from([0xed, 0xa0, 0x80]),
        Buffer.from('\\") }"}'),
      ]),
    ],
  ])('with %s is refused with 400', async (_what, body) => {
    const answer = await send({ body, headers: { accept: 'application/json' } });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'HUB_BAD_REQUEST']);
  });

  it('keeps characters beyond the basic plane', async () => {
    const answer = await send({
      body: { query: 'query($t: String!) { echo(text: $t) }', variables: { t: '𠮷野家🏊' } },
    });
    expect(answer.body).toEqual({ data: { echo: ['𠮷野家🏊'] } });
  });

  it('takes null parameters as not given', async () => {
    const answer = await send({ body: { query, variables: null, operationName: null, extensions: null } });
    expect(answer).toMatchObject({ status: 200, body: { data: { echo: ['hello'] } } });
  });

  it('larger than 1 MB is refused with 413, saying the limit', async () => {
    const answer = await send({ body: { query, variables: { t: 'x'.repeat(1_100_000) } } });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'HUB_LIMIT_EXCEEDED']);
    expect(answer.body.errors?.[0]?.message).toMatch(/1 MB/);
  });

  it('with other methods is refused with 405 and told the right ones', async () => {
    for (const method of ['PUT', 'DELETE'] as const) {
      const answer = await send({ method, body: { query } });
      expect([answer.status, answer.headers['allow'], codeOf(answer)]).toEqual([
        405,
        'GET, POST',
        'HUB_METHOD_NOT_ALLOWED',
      ]);
    }
  });

  it('runs the operation that it names', async () => {
    const two = 'query A { a: echo(text: "a") } query B { b: echo(text: "b") }';
    expect((await send({ body: { query: two, operationName: 'B' } })).body).toEqual({ data: { b: ['b'] } });
    expect((await send({ body: { query: two, operationName: 'A' } })).body).toEqual({ data: { a: ['a'] } });
  });
});

describe('a GET', () => {
  const get = (parameters: string): Promise<Got> =>
    send({ method: 'GET', url: `/graphql?${parameters}`, headers: { accept: GRAPHQL_RESPONSE } });

  it('reads its parameters from the address', async () => {
    const text = encodeURIComponent('query($t: String!) { echo(text: $t) }');
    const answer = await get(`query=${text}&variables=${encodeURIComponent('{"t":"李 四"}')}&operationName=`);
    expect(answer.body.errors?.[0]?.message).toMatch(/no operation named/);
    expect(
      (await get(`query=${text.replaceAll('%20', '+')}&variables=${encodeURIComponent('{"t":"李 四"}')}`))
        .body,
    ).toEqual({
      data: { echo: ['李 四'] },
    });
  });

  it('must not change anything: a mutation is refused with 405', async () => {
    const answer = await get(
      `query=${encodeURIComponent('mutation { rename(id: "c1", title: "x") { id } }')}`,
    );
    expect([answer.status, answer.headers['allow'], codeOf(answer)]).toEqual([
      405,
      'POST',
      'HUB_METHOD_NOT_ALLOWED',
    ]);
    const mixed = 'query Q { __typename } mutation M { rename(id: "c1", title: "x") { id } }';
    expect((await get(`query=${encodeURIComponent(mixed)}&operationName=M`)).status).toBe(405);
    expect((await get(`query=${encodeURIComponent(mixed)}&operationName=Q`)).status).toBe(200);
  });

  it.each([
    'query=%FF%FE',
    'query={__typename}&query={__typename}',
    'query={__typename}&variables=[1]',
    'query={__typename}&variables={',
    'variables={}',
    '',
  ])('with %s is refused with 400', async (parameters) => {
    expect((await get(parameters)).status).toBe(400);
  });
});

it('writes one line a request, without query text and variables', async () => {
  lines.length = 0;
  await send({
    body: {
      query: 'query Secret($t: String!) { echo(text: $t) }',
      variables: { t: '320612199001011234' },
      operationName: 'Secret',
    },
  });
  const written = lines.filter((line) => line.includes('graphql request'));
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0] ?? '{}')).toMatchObject({
    status: 200,
    partner: 'police',
    operationName: 'Secret',
  });
  expect(lines.join('')).not.toMatch(/320612199001011234|echo\(/);
});

it('counts requests, errors by code and hits of the document cache', async () => {
  await send({ body: { query: '{ broken }' } });
  await send({ body: { query: '{ broken }' } });
  const page = await gateway.app.inject('/metrics');
  expect(page.body).toMatch(/tributary_gateway_requests_total\{status="200"\} \d+/);
  expect(page.body).toMatch(/tributary_gateway_errors_total\{code="HUB_INTERNAL"\} \d+/);
  expect(page.body).toMatch(/tributary_gateway_document_cache_total\{result="hit"\} \d+/);
  expect(page.body).toMatch(/tributary_gateway_plan_cache_total\{result="hit"\} \d+/);
  expect(page.body).toMatch(
    /tributary_gateway_fetch_duration_seconds_count\{subgraph="cases",outcome="errors"\} \d+/,
  );
});

it('keeps health pages open and says on /graphiql how to build the page', async () => {
  expect((await gateway.app.inject('/healthz')).statusCode).toBe(200);
  expect((await gateway.app.inject('/readyz')).statusCode).toBe(200);
  const page = await gateway.app.inject('/graphiql');
  expect([page.statusCode, page.body.includes('gateway/graphiql/build.ts')]).toEqual([503, true]);
});
