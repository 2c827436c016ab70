import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { ask } from '../testing/ask.ts';
import { sampleGateway, sampleTarget } from '../testing/sample-graph.ts';
import type { Gateway } from '../gateway.ts';
import type { SubgraphTarget } from './subgraph-target.ts';

async function askWith(targets: SubgraphTarget[], query: string): ReturnType<typeof ask> {
  const gateway = await sampleGateway({ targets });
  try {
    return await ask(gateway, query);
  } finally {
    await gateway.close();
  }
}

describe('an answer over several subgraphs', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await sampleGateway();
  });
  afterAll(() => gateway.close());

  it('joins what each knows of the same thing', async () => {
    const query = '{ case(id: "c1") { title visits { kind report { name } } papers { pages } } }';
    expect(await ask(gateway, query)).toEqual({
      data: {
        case: {
          title: 'Case c1',
          visits: [
            { kind: 'knock', report: { name: 'c1-v1.txt' } },
            { kind: 'talk', report: { name: 'c1-v2.txt' } },
          ],
          papers: [{ pages: 3 }],
        },
      },
    });
  });

  it('merges a list that is selected twice instead of doubling it', async () => {
    const query = '{ cases(first: 1) { id } cases(first: 1) { people { name } people { age } } }';
    expect(await ask(gateway, query)).toEqual({
      data: {
        cases: [
          {
            id: 'c1',
            people: [
              { name: '张三', age: 41 },
              { name: '李四', age: 41 },
            ],
          },
        ],
      },
    });
  });

  it('keeps aliases with other arguments apart, also across subgraphs', async () => {
    const query =
      '{ a: cases(first: 1) { v: visits(kind: "talk") { id } } b: cases(first: 1) { v: visits(kind: "knock") { id } } }';
    expect(await ask(gateway, query)).toEqual({
      data: { a: [{ v: [{ id: 'c1-v2' }] }], b: [{ v: [{ id: 'c1-v1' }] }] },
    });
  });

  it('tells the members of unions and interfaces apart without being asked for __typename', async () => {
    const query = `{
      found { ... on Case { what: title papers { name } } ...P }
      nodes { id kind: __typename }
    } fragment P on Person { what: name }`;
    expect(await ask(gateway, query)).toEqual({
      data: {
        found: [{ what: 'Case c1', papers: [{ name: 'c1.pdf' }] }, { what: '张三' }],
        nodes: [
          { id: 'p1', kind: 'Person' },
          { id: 'c2', kind: 'Case' },
        ],
      },
    });
  });

  it('follows @skip and @include and the defaults of variables', async () => {
    const query = `query($no: Boolean = false, $n: Int = 1, $w: Float) {
      cases(first: $n) { id @skip(if: true) title @include(if: $no) score(weight: $w) visits @skip(if: $no) { id } }
    }`;
    expect(await ask(gateway, query)).toEqual({
      data: { cases: [{ score: 1.5, visits: [{ id: 'c1-v1' }, { id: 'c1-v2' }] }] },
    });
    expect(await ask(gateway, query, { no: true, w: null, n: 1 })).toEqual({
      data: { cases: [{ title: 'Case c1', score: null }] },
    });
  });

  it('answers a query of which everything is left out', async () => {
    expect(await ask(gateway, '{ echo(text: "x") @include(if: false) }')).toEqual({ data: {} });
    expect(await ask(gateway, '{ ...F } fragment F on Query { echo(text: "x") @skip(if: true) }')).toEqual({
      data: {},
    });
    expect(
      await ask(gateway, '{ cases(first: 1) { id @skip(if: true) visits { id @include(if: false) } } }'),
    ).toEqual({
      data: { cases: [{ visits: [{}, {}] }] },
    });
    const byVariable =
      'query($v: Boolean!) { cases(first: 1) @include(if: $v) { visits { id @include(if: $v) } } }';
    expect(await ask(gateway, byVariable, { v: false })).toEqual({ data: {} });
  });

  it('answers __schema beside data', async () => {
    const query =
      '{ __schema { queryType { name } } t: __type(name: "Paper") { fields { name } } __typename echo(text: "x") }';
    expect(await ask(gateway, query)).toEqual({
      data: {
        __schema: { queryType: { name: 'Query' } },
        t: { fields: [{ name: 'name' }, { name: 'pages' }] },
        __typename: 'Query',
        echo: ['x'],
      },
    });
  });

  it('takes a leading __typename before a fragment for what it is', async () => {
    const query = '{ __typename ...F } fragment F on Query { kind: __typename echo(text: "x") }';
    expect(await ask(gateway, query)).toEqual({ data: { __typename: 'Query', kind: 'Query', echo: ['x'] } });
  });

  it('survives response keys that every object inherits', async () => {
    const query =
      '{ maybeCases { constructor: title toString: note valueOf: papers { hasOwnProperty: name } } }';
    const of = (id: string): unknown => ({
      constructor: `Case ${id}`,
      toString: null,
      valueOf: [{ hasOwnProperty: `${id}.pdf` }],
    });
    expect(await ask(gateway, query)).toEqual({ data: { maybeCases: [of('c1'), null, of('c2')] } });
  });

  it('sends mutations on to their owner and the rest of the selection to the others', async () => {
    const query = 'mutation { rename(id: "c1", title: "x") { title visits { id } } }';
    expect(await ask(gateway, query)).toEqual({
      data: { rename: { title: 'x', visits: [{ id: 'c1-v1' }, { id: 'c1-v2' }] } },
    });
  });

  it('keeps the words of a HubError and masks every other error', async () => {
    const answer = await ask(gateway, '{ broken refused }');
    expect(answer.data).toEqual({ broken: null, refused: null });
    expect(answer.errors).toEqual([
      {
        message: expect.stringMatching(/internal fault/) as string,
        path: ['broken'],
        extensions: { code: 'HUB_INTERNAL' },
      },
      {
        message: 'the cursor is not ours; leave after out',
        path: ['refused'],
        extensions: { code: 'HUB_CURSOR_INVALID', field: 'after' },
      },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/secret/);
  });
});

describe('a null where none may be', () => {
  it('bubbles to the nearest place that may be null and says where it was, with list indexes', async () => {
    const gateway = await sampleGateway();
    const answer = await ask(
      gateway,
      '{ maybeCases { id mustVisit { id } } cases { title mustVisit { id } } }',
    );
    expect(answer.data).toBeNull();
    expect(answer.errors?.map(({ path }) => path)).toEqual([['cases', 2, 'mustVisit']]);
    expect(
      await ask(gateway, '{ a: case(id: "c3") { title mustVisit { id } } b: case(id: "c1") { title } }'),
    ).toMatchObject({
      data: { a: null, b: { title: 'Case c1' } },
      errors: [{ path: ['a', 'mustVisit'] }],
    });
    await gateway.close();
  });

  it('is told at each item of a list that another subgraph fills', async () => {
    const papers = sampleTarget('papers', {
      Case: {
        papers: ({ id }) => {
          if (id === 'c2') throw new HubError('HUB_STORE_UNAVAILABLE', 'the store is away');
          return [];
        },
      },
    });
    const answer = await askWith(
      [sampleTarget('cases'), sampleTarget('visits'), papers],
      '{ maybeCases { id p: papers { name } } }',
    );
    expect(answer).toEqual({
      data: { maybeCases: [{ id: 'c1', p: [] }, null, null] },
      errors: [
        {
          message: 'the store is away',
          path: ['maybeCases', 2, 'p'],
          extensions: { code: 'HUB_STORE_UNAVAILABLE' },
        },
      ],
    });
  });

  it('is told where it happened, not at the neighbour that was lost with it', async () => {
    const papers = sampleTarget('papers', {
      Paper: {
        pages: () => 1,
        name: () => {
          throw new HubError('HUB_STORE_UNAVAILABLE', 'the store is away');
        },
      },
    });
    const query =
      '{ a: maybeCases { ...F } } fragment F on Case { moreOfIt: papers { pages } papers { name } }';
    const answer = await askWith([sampleTarget('cases'), sampleTarget('visits'), papers], query);
    expect(answer.data).toEqual({ a: [null, null, null] });
    expect(answer.errors).toHaveLength(2);
    expect(answer.errors?.[0]).toMatchObject({
      path: ['a', 0, 'papers', 0, 'name'],
      extensions: { code: 'HUB_STORE_UNAVAILABLE' },
    });
  });

  it('is told at the entity that a subgraph cannot find again', async () => {
    const papers = sampleTarget('papers', {
      Case: {
        __resolveReference: (reference) =>
          reference.id === 'c2'
            ? Promise.reject(new HubError('HUB_STORE_UNAVAILABLE', 'the store is away'))
            : reference,
      },
    });
    const answer = await askWith(
      [sampleTarget('cases'), sampleTarget('visits'), papers],
      '{ cases { id paperCount } }',
    );
    expect(answer.data).toEqual({
      cases: [
        { id: 'c1', paperCount: 1 },
        { id: 'c2', paperCount: null },
        { id: 'c3', paperCount: null },
      ],
    });
    expect(answer.errors?.map(({ path }) => path)).toEqual([['cases', 1, 'paperCount']]);
  });

  it('shows no field that nobody asked for, even when a key of the plan failed', async () => {
    const cases = sampleTarget('cases', {
      Case: {
        visitIds: () => {
          throw new HubError('HUB_STORE_UNAVAILABLE', 'the store is away');
        },
      },
    });
    const answer = await askWith(
      [cases, sampleTarget('visits'), sampleTarget('papers')],
      '{ case(id: "c1") { visits { id } } }',
    );
    expect(answer).toMatchObject({ data: { case: null }, errors: [{ path: ['case'] }] });
  });
});

it('refuses to start when the supergraph names a subgraph that nothing serves', async () => {
  await expect(sampleGateway({ targets: [sampleTarget('cases')] })).rejects.toThrow(
    /papers.*TRIBUTARY_SUBGRAPHS_FILE/,
  );
});
