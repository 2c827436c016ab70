import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleGateway } from '../testing/sample-graph.ts';
import { codeOf, send as sendTo, type Given, type Got } from '../testing/send.ts';
import { GRAPHQL_RESPONSE } from './media-types.ts';
import type { Gateway } from '../gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await sampleGateway();
});
afterAll(() => gateway.close());

const send = (given: Given): Promise<Got> => sendTo(gateway, given);
const query = '{ echo(text: "hello") }';

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
