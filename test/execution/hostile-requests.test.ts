import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '../../gateway/router/gateway.ts';
import { sampleGateway, SAMPLE_TOKEN } from '../../gateway/router/testing/sample-graph.ts';
import { Seeded } from '../federation/seeded.ts';
import { testSize } from '../harness/size.ts';
import { mutated, mutatedBytes } from './mutate.ts';

const CASES = testSize() === 'full' ? 50_000 : 1_000;
const LIMIT_MS = 5_000;

const QUERIES: readonly { readonly query: string; readonly variables?: unknown }[] = [
  { query: '{ cases(first: 2) { id title mood place { town } people { name } } }' },
  {
    query:
      'query Q($n: Int = 1, $f: CaseFilter) { cases(first: $n, filter: $f) { ...F } } fragment F on Case { id papers { name } }',
    variables: { n: 2, f: { mood: 'CALM', titles: ['Case c1'] } },
  },
  {
    query:
      'query($id: ID!, $s: Boolean!) { case(id: $id) { title @skip(if: $s) visits(kind: "talk") { kind report { name } } } }',
    variables: { id: 'c1', s: false },
  },
  {
    query:
      '{ found { ... on Case { id } ... on Person { name } } nodes { __typename id } __schema { types { name } } }',
  },
  { query: 'mutation { rename(id: "c1", title: "汇流") { title papers { name } } }' },
];

let gateway: Gateway;
beforeAll(async () => {
  gateway = await sampleGateway({ isIntrospectionOpen: true });
});
afterAll(() => gateway.close());

/** Answered in time, as GraphQL over HTTP answers, and not by a fault of the gateway's own. */
async function check(payload: Buffer | string, where: string): Promise<string[]> {
  const startedMs = performance.now();
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', authorization: SAMPLE_TOKEN },
    payload,
  });
  expect(performance.now() - startedMs, where).toBeLessThan(LIMIT_MS);
  expect(response.statusCode, `${where}: ${response.body.slice(0, 300)}`).toBeLessThan(500);
  const { data, errors = [] } = response.json<{
    data?: unknown;
    errors?: { extensions?: { code?: string } }[];
  }>();
  expect(data !== undefined || errors.length > 0, where).toBe(true);
  const codes = errors.map(({ extensions }) => extensions?.code ?? '');
  expect(codes, `${where}: ${response.body.slice(0, 300)}`).not.toContain('HUB_INTERNAL');
  expect(({} as { polluted?: unknown }).polluted, where).toBeUndefined();
  return codes;
}

describe('a request that somebody made up is answered, whatever it is', () => {
  it(`in ${CASES} documents and bodies with bytes changed`, { timeout: 600_000 }, async () => {
    let refused = 0;
    for (let seed = 0; seed < CASES; seed += 1) {
      const random = new Seeded(seed * 31 + 7);
      const { query, variables } = random.pick(QUERIES);
      const document = mutatedBytes(random, Buffer.from(query));
      const payload = random.chance(0.5)
        ? JSON.stringify({ query: document.toString(), variables })
        : mutatedBytes(random, Buffer.from(JSON.stringify({ query, variables })));
      if ((await check(payload, `seed ${seed}: ${payload.toString('utf8')}`)).length > 0) refused += 1;
    }
    expect(refused).toBeGreaterThan(CASES / 4);
  });

  it(`in ${CASES} sets of variables that are not what was declared`, { timeout: 600_000 }, async () => {
    for (let seed = 0; seed < CASES; seed += 1) {
      const random = new Seeded(seed * 37 + 11);
      const { query, variables } = random.pick(QUERIES);
      const payload = JSON.stringify(mutated(random, { query, variables: variables ?? { a: [1] } }, 0.15));
      await check(payload, `seed ${seed}: ${payload}`);
    }
  });

  it.each([
    ['10,000 levels of fields', `{ ${'a{'.repeat(10_000)}a${'}'.repeat(10_000)} }`],
    ['10,000 levels of lists', `{ echo(text: ${'['.repeat(10_000)}${']'.repeat(10_000)}) }`],
    ['a name of 500 kB', `{ ${'a'.repeat(500_000)} }`],
    ['20,000 aliases', `{ ${Array.from({ length: 20_000 }, (_, at) => `a${at}: broken`).join(' ')} }`],
    ['20,000 directives', `{ broken ${'@skip(if: false) '.repeat(20_000)} }`],
    [
      'fragments that spread each other',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    ],
    [
      'fragments that double thirty times',
      `{ ...F0 } ${Array.from({ length: 30 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`).join(' ')} fragment F30 on Query { broken }`,
    ],
    [
      '20,000 variables',
      `query(${Array.from({ length: 20_000 }, (_, at) => `$v${at}: Int`).join(' ')}) { broken }`,
    ],
    ['20,000 operations', Array.from({ length: 20_000 }, (_, at) => `query Q${at} { broken }`).join(' ')],
    ['a block string that is never closed', `{ echo(text: """${'"'.repeat(5_000)}`],
    ['nothing but comments', '#\n'.repeat(100_000)],
    ['500 fields that overlap', `{ ${'cases { people { boss { boss { name } } } } '.repeat(500)} }`],
  ])('of %s', async (what, query) => {
    expect((await check(JSON.stringify({ query }), what)).length).toBeGreaterThan(0);
  });

  it('of variables 10,000 levels deep', async () => {
    const payload = `{"query":"{ echo(text: \\"x\\") }","variables":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`;
    await check(payload, 'deep variables');
  });

  it.each([
    ['lone continuation bytes', Buffer.from([0x80, 0xbf])],
    ['a surrogate', Buffer.from([0xed, 0xa0, 0x80])],
    ['an overlong slash', Buffer.from([0xc0, 0xaf])],
    ['a character cut off', Buffer.from([0xe6, 0xb1])],
  ])('of UTF-8 that is none: %s', async (what, bytes) => {
    const payload = Buffer.concat([
      Buffer.from('{"query":"{ echo(text: \\"'),
      bytes,
      Buffer.from('\\") }"}'),
    ]);
    expect(await check(payload, what)).toEqual(['HUB_BAD_REQUEST']);
  });
});
