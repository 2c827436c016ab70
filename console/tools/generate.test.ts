import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generatedFiles, publicSchema } from './generate.ts';

test('documents and names are made from the supergraph as it is: run `npm run console:generate` otherwise', async () => {
  const made = await generatedFiles(publicSchema());
  expect(made.size).toBeGreaterThan(3);
  const stale = [...made].filter(
    ([path, source]) => !existsSync(path) || readFileSync(path, 'utf8') !== source,
  );
  expect(stale.map(([path]) => path)).toEqual([]);
});
