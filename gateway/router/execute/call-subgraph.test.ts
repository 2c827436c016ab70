import { describe, expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { sampleGateway, sampleTarget } from '../testing/sample-graph.ts';
import type { SubgraphTarget } from './subgraph-target.ts';

const dead = (
  name: string,
  error: Error = new Error('connect ECONNREFUSED 10.0.0.7:4001'),
): SubgraphTarget => ({
  name,
  execute: () => Promise.reject(error),
  close: () => Promise.resolve(),
});

async function askWith(targets: SubgraphTarget[], query: string): ReturnType<typeof ask> {
  const gateway = await sampleGateway({ targets });
  try {
    return await ask(gateway, query);
  } finally {
    await gateway.close();
  }
}

describe('a subgraph that cannot be had', () => {
  it('costs its own fields, one error each, and no others', async () => {
    const answer = await askWith(
      [sampleTarget('cases'), sampleTarget('papers'), dead('visits')],
      '{ cases { title visits { id } papers { name } } visit(id: "c1-v1") { kind } }',
    );
    expect(answer.data).toEqual({
      cases: ['c1', 'c2', 'c3'].map((id) => ({
        title: `Case ${id}`,
        visits: null,
        papers: [{ name: `${id}.pdf` }],
      })),
      visit: null,
    });
    expect(answer.errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        ['cases', 0, 'visits'],
        ['cases', 1, 'visits'],
        ['cases', 2, 'visits'],
        ['visit'],
      ]),
    );
    expect(
      answer.errors?.every(
        ({ extensions }) =>
          extensions?.['code'] === 'HUB_SUBGRAPH_UNAVAILABLE' && extensions['subgraph'] === 'visits',
      ),
    ).toBe(true);
    expect(JSON.stringify(answer)).not.toMatch(/10\.0\.0\.7/);
  });

  it('costs its own root fields when it owns some', async () => {
    const answer = await askWith(
      [dead('cases'), sampleTarget('papers'), sampleTarget('visits')],
      '{ a: case(id: "c1") { id } b: maybeCases { id } visit(id: "c1-v1") { kind report { name } } }',
    );
    expect(answer.data).toEqual({
      a: null,
      b: null,
      visit: { kind: 'knock', report: { name: 'c1-v1.txt' } },
    });
    expect(answer.errors?.map(({ path }) => path)).toEqual([['a'], ['b']]);
  });

  it('is given up after its time, and the request as a whole after its own', async () => {
    const slow: SubgraphTarget = { ...dead('visits'), execute: () => new Promise(() => undefined) };
    const gateway = await sampleGateway({
      targets: [sampleTarget('cases'), sampleTarget('papers'), slow],
      subgraphTimeoutMs: 40,
    });
    const answer = await ask(gateway, '{ case(id: "c1") { title visits { id } } }');
    await gateway.close();
    expect(answer).toMatchObject({
      data: { case: { title: 'Case c1', visits: null } },
      errors: [{ path: ['case', 'visits'], extensions: { code: 'HUB_SUBGRAPH_UNAVAILABLE' } }],
    });
    expect(answer.errors?.[0]?.message).toMatch(/visits did not answer within 40 ms/);

    const hurried = await sampleGateway({
      targets: [sampleTarget('cases'), sampleTarget('papers'), slow],
      requestTimeoutMs: 30,
    });
    expect((await ask(hurried, '{ case(id: "c1") { title visits { id } } }')).errors).toHaveLength(1);
    await hurried.close();
  });

  it('does not spoil the plan for the next request', async () => {
    let alive = false;
    const healthy = sampleTarget('visits');
    const flaky: SubgraphTarget = {
      ...healthy,
      execute: (request, context) => {
        if (!alive) throw new Error('not yet');
        return healthy.execute(request, context);
      },
    };
    const gateway = await sampleGateway({ targets: [sampleTarget('cases'), sampleTarget('papers'), flaky] });
    const query = '{ visit(id: "c1-v1") { id } }';
    expect((await ask(gateway, query)).errors).toHaveLength(1);
    alive = true;
    expect(await ask(gateway, query)).toEqual({ data: { visit: { id: 'c1-v1' } } });
    await gateway.close();
  });
});
