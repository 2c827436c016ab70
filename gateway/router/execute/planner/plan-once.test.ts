import { expect, it } from 'vitest';
import { ask } from '../../testing/ask.ts';
import { sampleGateway } from '../../testing/sample-graph.ts';
import { plannerHere, type OpenPlanner } from './planner.ts';

/** Counts what is asked of the planner, which may be another process. */
function counting(): { readonly open: OpenPlanner; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    open: (sdl) => {
      const planner = plannerHere(sdl);
      return {
        ...planner,
        plan: (text, ...rest) => {
          asked.push(text);
          return planner.plan(text, ...rest);
        },
      };
    },
  };
}

it('a document is planned once, whatever its variables, also when it is asked many times at once', async () => {
  const { open, asked } = counting();
  const gateway = await sampleGateway({ openPlanner: open });
  const query =
    'query($id: ID!, $no: Boolean = false) { case(id: $id) { title papers { name } visits @skip(if: $no) { id } } }';
  const first = await Promise.all(['c1', 'c2', 'c3'].map((id) => ask(gateway, query, { id })));
  expect(new Set(first.map((answer) => JSON.stringify(answer))).size).toBe(3);
  for (const no of [true, false]) await ask(gateway, query, { id: 'c1', no });
  expect(asked).toHaveLength(1);
  await ask(gateway, query.replace('title', 'mood'), { id: 'c1' });
  expect(asked).toHaveLength(2);
  await gateway.close();
});
