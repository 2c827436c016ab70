import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleGateway } from '../testing/sample-graph.ts';
import { codeOf, send as sendTo, type Given, type Got } from '../testing/send.ts';
import { GRAPHQL_RESPONSE } from './media-types.ts';
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

const send = (given: Given): Promise<Got> => sendTo(gateway, given);
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
  it('tells its cost to those who ask for it', async () => {
    const body = { query: '{ cases(first: 3) { people { name } } }' };
    expect((await send({ body })).body).not.toHaveProperty('extensions');
    // cases 1, three cases 3, their people 3, five people each 15
    expect((await send({ body, headers: { 'tributary-cost': 'tell' } })).body).toMatchObject({
      extensions: { cost: 22 },
    });
  });

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

  it('carries the same headers as a refusal, which is sent in another way', async () => {
    const [answer, refusal] = [await send({ body: { query } }), await send({ body: { query: '{' } })];
    const own = { 'x-request-id': '', 'content-length': '', date: '' };
    expect({ ...answer.headers, ...own }).toEqual({ ...refusal.headers, ...own });
    expect(answer.headers['content-length']).toBe(String(JSON.stringify(answer.body).length));
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
  expect([page.statusCode, page.body.includes('gateway/pages/build.ts')]).toEqual([503, true]);
});
