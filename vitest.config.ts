import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/harness/longest-first.ts';

/** One project a layer: unit tests start nothing; the others share one mongod and one broker per run. */
const shared = {
  environment: 'node' as const,
  pool: 'forks' as const,
  // Loading the packages anew for each file took longer than the tests.
  isolate: false,
};
/** One `graphql` for sources and packages: Vite would take its ESM build for the former, Node takes CommonJS for the latter. */
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };
/**
 * Tests with servers are tried a second time when they fail: a machine that does other work as well can make any limit too short. The run
 * names those that needed it, so that none goes unseen.
 */
const retry = 1;
const SEEDED = 'test/harness/seeded-properties.setup.ts';
const IGNORED = ['**/node_modules/**', '.tributary/**'];

export default defineConfig({
  test: {
    // Vitest leaves a core free, which is half of a small machine.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // graphql-js 16 forgets an item's error when a later item of the list fails at once: see gateway/lost-answers.ts, which has tests.
    onUnhandledError: (error) => error.name !== 'GraphQLError',
    projects: [
      {
        resolve,
        test: {
          ...shared,
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...IGNORED, '**/*.int.test.ts', '**/*.e2e.test.ts'],
          setupFiles: [SEEDED],
          // A machine that does other work as well is no fault of a test.
          testTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          ...shared,
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: IGNORED,
          globalSetup: ['test/harness/servers.setup.ts'],
          setupFiles: ['test/harness/close-stores.setup.ts', SEEDED],
          // While one waits for its servers another works.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 120_000,
          retry,
        },
      },
      {
        resolve,
        test: {
          ...shared,
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          exclude: IGNORED,
          globalSetup: ['test/harness/servers.setup.ts'],
          setupFiles: ['test/harness/close-stores.setup.ts', SEEDED],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          retry,
          // A file runs a whole hub or a browser; at full size it has the machine to itself, whose limits some of them try.
          maxWorkers: process.env['TEST_SIZE'] === 'full' ? 1 : 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
