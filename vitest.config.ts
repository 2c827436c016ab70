import { defineConfig } from 'vitest/config';

/** One project a layer: unit tests start nothing; the others share one mongod and one broker per run. */
const shared = { environment: 'node' as const, pool: 'forks' as const };
const IGNORED = ['**/node_modules/**', '.tributary/**'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...IGNORED, '**/*.int.test.ts', '**/*.e2e.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'int',
          include: ['**/*.int.test.ts'],
          exclude: IGNORED,
          globalSetup: ['test/harness/servers.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['**/*.e2e.test.ts'],
          exclude: IGNORED,
          globalSetup: ['test/harness/servers.setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
