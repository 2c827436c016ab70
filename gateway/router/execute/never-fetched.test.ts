import { expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { sampleGateway, sampleTarget } from '../testing/sample-graph.ts';
import type { SubgraphTarget } from './subgraph-target.ts';

const told = (path: (string | number)[], field: string): unknown => ({
  message: `Nothing was answered for field ${field}.`,
  path,
  extensions: { code: 'HUB_INTERNAL' },
});

it('a field that its subgraph leaves out is an error at its path, not a null that looks like a value', async () => {
  const cases: SubgraphTarget = {
    ...sampleTarget('cases'),
    execute: () => ({ data: { case: { __typename: 'Case', id: 'c1', title: 'one' } } }),
  };
  const gateway = await sampleGateway({ targets: [cases, sampleTarget('visits'), sampleTarget('papers')] });
  expect(await ask(gateway, '{ case(id: "c1") { title about: note } }')).toEqual({
    data: { case: { title: 'one', about: null } },
    errors: [told(['case', 'about'], 'Case.note')],
  });
  await gateway.close();
});

it('entities that a subgraph has no place for in its answer are told as missing', async () => {
  const papers: SubgraphTarget = {
    ...sampleTarget('papers'),
    execute: () => ({ data: { _entities: [{ papers: [] }] } }),
  };
  const gateway = await sampleGateway({ targets: [sampleTarget('cases'), sampleTarget('visits'), papers] });
  const answer = await ask(gateway, '{ maybeCases { id papers { name } } }');
  expect(answer.data).toEqual({ maybeCases: [{ id: 'c1', papers: [] }, null, null] });
  expect(answer.errors).toEqual([told(['maybeCases', 2, 'papers'], 'Case.papers')]);
  await gateway.close();
});
