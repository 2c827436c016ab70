import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { dockerfileText } from './dockerfile.ts';
import { lintDockerfile } from './hadolint.ts';

const INSTALLING_MS = 120_000;
const report = (line: string): void => void process.stderr.write(`${line}\n`);

test(
  'a linter has nothing against the Dockerfile',
  async () => {
    expect(await lintDockerfile(join(PROJECT_DIR, 'docker', 'Dockerfile'), report)).toEqual([]);
  },
  INSTALLING_MS,
);

test(
  'the linter finds a command that is no list, and a user who may do all',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-dockerfile-'));
    try {
      const spoilt = dockerfileText()
        .replace('CMD ["help"]', 'CMD help')
        .replaceAll('USER 1000:1000', 'USER root');
      writeFileSync(join(folder, 'Dockerfile'), spoilt);
      const found = await lintDockerfile(join(folder, 'Dockerfile'), report);
      expect(found.some((one) => one.includes('DL3002'))).toBe(true);
      expect(found.some((one) => one.includes('DL3025'))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  INSTALLING_MS,
);
