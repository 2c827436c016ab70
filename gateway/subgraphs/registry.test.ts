import { expect, test } from 'vitest';
import { subgraphNames } from '../../schema/subgraphs/subgraph-sdl.ts';
import { SUBGRAPHS } from './registry.ts';

test('every SDL file has its subgraph, and each builds under its name', () => {
  expect(SUBGRAPHS.map(({ name }) => name).sort()).toEqual(subgraphNames());
  for (const { name, build } of SUBGRAPHS) expect(build().name).toBe(name);
});
