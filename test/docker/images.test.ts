import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { clusterCompose } from './compose.ts';
import { buildContext, ignoreRules, reachesBuilder } from './docker-ignore.ts';
import { chainOf, dockerfileText, stagesOf } from './dockerfile.ts';
import { copiedBy, projectFilesOf } from './image-files.ts';
import { reachedFrom } from './import-graph.ts';

const PROCESSES = ['gateway', 'worker', 'pipeline', 'simulator', 'grid-database'] as const;
const TARGETS = [...PROCESSES, 'tools'] as const;

const stages = stagesOf();
const context = buildContext();
const packageJson = JSON.parse(readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

/** The stage of a target. */
function target(name: string) {
  const stage = stages.get(name);
  if (stage === undefined) throw new Error(`docker/Dockerfile has no target ${name}`);
  return stage;
}

/** Files that `node` is given to run in a command as it is written. */
function scriptsIn(...commands: readonly (readonly string[] | null | undefined)[]): readonly string[] {
  return commands.flatMap((command) => (command ?? []).filter((word) => word.endsWith('.ts')));
}

/** What runs in containers of a target: its own command and check, and what compose gives it to run instead. */
function scriptsOf(name: string): readonly string[] {
  const { entrypoint, command, healthcheck } = target(name);
  const services = Object.values(clusterCompose().services).filter(({ build }) => build?.target === name);
  return [
    ...new Set([
      ...scriptsIn(entrypoint, command, healthcheck),
      ...services.flatMap((service) => scriptsIn(service.entrypoint, service.command)),
    ]),
  ];
}

describe('what a COPY takes is there', () => {
  for (const { name, steps } of stages.values()) {
    for (const step of steps) {
      if (step.kind !== 'COPY') continue;
      test(`${name}: COPY ${step.sources.join(' ')}`, () => {
        if (step.from !== null) expect([...stages.keys()]).toContain(step.from);
        for (const source of step.from === null ? step.sources : []) {
          expect(copiedBy({ ...step, sources: [source] }, context), source).not.toEqual([]);
        }
      });
    }
  }
});

describe.each(TARGETS)('the image %s', (name) => {
  const files = new Map(projectFilesOf(name, stages, context).map(({ source, target: at }) => [source, at]));

  test('holds every file that its entrypoints import, in its place', () => {
    const scripts = scriptsOf(name);
    expect(scripts).not.toEqual([]);
    const reached = reachedFrom(scripts);
    expect([...reached.files].filter((file) => files.get(file) !== file)).toEqual([]);
  });

  test('holds every package that its entrypoints import', () => {
    const removed =
      / uninstall (.*?) && /s.exec(runsOf('runtime-packages').join('\n'))?.[1]?.split(/\s+/) ?? [];
    expect(removed).toContain('vite');
    const kept = Object.keys(packageJson.dependencies).filter((one) => !removed.includes(one));
    const reached = [...reachedFrom(scriptsOf(name)).packages];
    expect(reached.filter(([one]) => !kept.includes(one))).toEqual([]);
  });

  test('runs as nobody in particular, and says what it is', () => {
    const { user, labels, stopSignal, healthcheck, exposed, env } = target(name);
    expect(user).toBe('1000:1000');
    expect(labels).toEqual(
      expect.arrayContaining(['org.opencontainers.image.title', 'org.opencontainers.image.licenses']),
    );
    expect(env).toMatchObject({ NODE_ENV: 'production', TRIBUTARY_HOME: '/var/lib/tributary' });
    if (name === 'tools') return;
    expect(stopSignal).toBe('SIGTERM');
    expect(exposed).toHaveLength(1);
    expect(healthcheck).toEqual(['node', 'runtime/healthcheck.ts', name]);
  });
});

test('the base image has the Node that the project is written for', () => {
  const version = /^ARG NODE_VERSION=(\S+)$/m.exec(dockerfileText())?.[1];
  expect(version).toBe(packageJson.dependencies['node']);
  expect(chainOf('gateway', stages)[0]?.from).toBe('node:${NODE_VERSION}-bookworm-slim');
});

test('no data, secrets, history or tests reach the builder', () => {
  const files = context.filter((file) => /(^|\/)\.(?!npmrc$)|secrets\/|\.test\.ts$|^docs|^test/.test(file));
  expect(files).toEqual([]);
  expect(context.length).toBeGreaterThan(300);
});

test('the last rule that fits a path or a folder above it decides', () => {
  const rules = ignoreRules('*\n!a\n# word\n**/testing\n!a/testing/kept.ts\n');
  const reaches = (path: string): boolean => reachesBuilder(path, rules);
  expect(['a/b/c.ts', 'b.ts', 'a/x/testing/d.ts', 'a/testing/kept.ts'].map(reaches)).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

function runsOf(stage: string): readonly string[] {
  return target(stage).steps.flatMap((step) => (step.kind === 'RUN' ? [step.command] : []));
}
