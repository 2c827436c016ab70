import { expect, it } from 'vitest';
import type { SubgraphAnswer, SubgraphTarget } from '../../gateway/router/execute/subgraph-target.ts';
import { ask } from '../../gateway/router/testing/ask.ts';
import { sampleGateway, sampleTarget } from '../../gateway/router/testing/sample-graph.ts';
import { Seeded } from '../federation/seeded.ts';
import { testSize } from '../harness/size.ts';
import { mutated } from './mutate.ts';

const CASES = testSize() === 'full' ? 20_000 : 300;
const TITLES = ['Case c1', null, 'Case c2'];
const QUERY =
  '{ maybeCases { id title visits { kind at { town } report { name pages } } papers { name pages } paperCount } }';

const LONG = { timeout: testSize() === 'full' ? 1_800_000 : 120_000 };

it(
  `whatever a subgraph answers in ${CASES} ways, the answer has its shape, others keep their titles and nobody throws`,
  LONG,
  async () => {
    let random = new Seeded(0);
    const lying = (target: SubgraphTarget): SubgraphTarget => ({
      ...target,
      execute: async (request, context): Promise<SubgraphAnswer> => {
        const { data } = JSON.parse(JSON.stringify(await target.execute(request, context))) as SubgraphAnswer;
        return { data: mutated(random, data, 0.08) as NonNullable<SubgraphAnswer['data']> };
      },
    });
    const targets = [sampleTarget('cases'), lying(sampleTarget('visits')), lying(sampleTarget('papers'))];
    const gateway = await sampleGateway({ targets });
    for (let seed = 0; seed < CASES; seed += 1) {
      random = new Seeded(seed * 41 + 3);
      const { data } = await ask(gateway, QUERY);
      const { maybeCases } = data as { maybeCases: (Record<string, unknown> | null)[] };
      expect(maybeCases, `seed ${seed}`).toHaveLength(3);
      for (const [at, one] of maybeCases.entries()) {
        if (one === null) continue;
        expect(one['title'], `seed ${seed}`).toBe(TITLES[at]);
        expect(Object.keys(one), `seed ${seed}`).toEqual(['id', 'title', 'visits', 'papers', 'paperCount']);
      }
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    }
    await gateway.close();
  },
);
