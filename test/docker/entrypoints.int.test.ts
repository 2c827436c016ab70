import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spawnGuarded } from '../../docker/local/guarded-child.ts';
import { startLocalServer, type LocalServer } from '../../docker/local/local-server.ts';
import { pickPort } from '../../docker/local/ports.ts';
import { readiness } from '../../runtime/readiness.ts';
import { eventually } from '../harness/eventually.ts';
import { freshDatabaseUri, freshTopicPrefix, testServers } from '../harness/servers.ts';
import { testSize } from '../harness/size.ts';
import { smallCompose, type ComposeService } from './compose.ts';
import { ImageTrees } from './image-trees.ts';

const PROCESSES = ['worker', 'pipeline', 'gateway', 'grid-database', 'simulator'] as const;
const INSTALLING_MS = 600_000;

const { services } = smallCompose();
let folder: string;
let trees: ImageTrees;
/** What is different outside of containers: one network, and folders of this machine. */
let outside: Readonly<Record<string, string>>;
const started = new Map<string, LocalServer>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-images-'));
  trees = new ImageTrees(join(folder, 'images'), testSize() === 'full' ? 'installed' : 'linked');
  for (const name of [...PROCESSES, 'tools']) trees.folderOf(name);
  const ports: number[] = [];
  while (ports.length < 5) ports.push(await pickPort(undefined, ports));
  const [gateway, intake, pipeline, simulator, grid] = ports.map(String);
  outside = {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    TRIBUTARY_HOME: join(folder, 'home'),
    TRIBUTARY_HOST: '127.0.0.1',
    TRIBUTARY_KAFKA_BROKERS: testServers().kafkaBrokers.join(','),
    TRIBUTARY_MONGODB_URI: freshDatabaseUri(),
    TRIBUTARY_TOPIC_PREFIX: freshTopicPrefix(),
    TRIBUTARY_INTAKE_HOST: '',
    TRIBUTARY_SIMULATOR_HOST: '',
    TRIBUTARY_SIMULATOR_GRID_HOST: '',
    TRIBUTARY_PORT: gateway ?? '',
    TRIBUTARY_INTAKE_PORT: intake ?? '',
    TRIBUTARY_PIPELINE_PORT: pipeline ?? '',
    TRIBUTARY_SIMULATOR_PORT: simulator ?? '',
    TRIBUTARY_SIMULATOR_GRID_PORT: grid ?? '',
    TRIBUTARY_SIMULATOR_RECORDS: '60',
    TRIBUTARY_SIMULATOR_RECORDS_PER_MINUTE: '0',
    TRIBUTARY_LOG_LEVEL: 'warn',
  };
}, INSTALLING_MS);

afterAll(async () => {
  for (const server of started.values()) server.kill();
  await Promise.all([...started.values()].map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly output: string;
}

function serviceOf(name: string): ComposeService {
  const service = services[name];
  if (service === undefined) throw new Error(`compose.yaml has no service ${name}`);
  return service;
}

/** What a container of a service runs, where, and with which environment. */
function containerOf(name: string, more: Readonly<Record<string, string>> = {}) {
  const { build, entrypoint, command, environment } = serviceOf(name);
  const stage = trees.stage(build?.target ?? '');
  return {
    stage,
    cwd: trees.folderOf(stage.name),
    words: [...(entrypoint ?? stage.entrypoint), ...(command ?? stage.command)],
    env: { ...stage.env, ...environment, ...outside, ...more } as Record<string, string>,
  };
}

function run(words: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const [program = '', ...args] = words;
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` });
    });
  });
}

/** Runs a job of compose.yaml to its end. */
function runJob(name: string): Promise<Ran> {
  const { words, cwd, env } = containerOf(name);
  return run(words, cwd, env);
}

const PORT_OF: Readonly<Record<(typeof PROCESSES)[number], string>> = {
  worker: 'TRIBUTARY_INTAKE_PORT',
  pipeline: 'TRIBUTARY_PIPELINE_PORT',
  gateway: 'TRIBUTARY_PORT',
  'grid-database': 'TRIBUTARY_SIMULATOR_GRID_PORT',
  simulator: 'TRIBUTARY_SIMULATOR_PORT',
};

/** Starts a process of compose.yaml and waits until it is ready. */
async function start(
  name: (typeof PROCESSES)[number],
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { words, cwd, env } = containerOf(name, more);
  const [command = '', ...args] = words;
  const logFile = join(folder, 'logs', `${name}.log`);
  const server = await startLocalServer({
    title: name,
    logFile,
    readyWithinMs: 60_000,
    stopWithinMs: 15_000,
    spawn: () => spawnGuarded({ command, args, env, cwd, logFile, graceSeconds: 0 }),
    isReady: async () => (await readiness('127.0.0.1', Number(env[PORT_OF[name]]))) === null,
  });
  started.set(name, server);
}

/** The health check of a process, as it is written. */
function check(name: string): Promise<Ran> {
  const { cwd, env, stage } = containerOf(name);
  return run(stage.healthcheck ?? [], cwd, env);
}

function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true }).map(String).toSorted();
}

test('the jobs prepare a home with keys, secrets and the connectors of the city', async () => {
  expect(await runJob('prepare')).toMatchObject({ code: 0 });
  const home = join(folder, 'home');
  expect(readFileSync(join(home, 'connectors.yaml'), 'utf8')).not.toContain('hotline12345.rest');
  const before = filesIn(home);
  expect(before).toEqual(
    expect.arrayContaining([
      'drop/court',
      'keys/partners.private.jwk',
      'keys/gateway.public.jwks',
      'secrets/police110.hmac',
    ]),
  );
  expect(await runJob('prepare-city')).toMatchObject({ code: 0 });
  expect(readFileSync(join(home, 'connectors.yaml'), 'utf8')).toContain('hotline12345.rest');
  expect(filesIn(home)).toEqual(before);
});

test('every process gets ready by its command as written, and changes nothing of what a container may not', async () => {
  const home = join(folder, 'home');
  // The gateway is given nothing but the keys, the pipeline a home that it cannot write to.
  const homeOf = (name: string): string => join(folder, 'homes', name);
  cpSync(join(home, 'keys'), join(homeOf('gateway'), 'keys'), { recursive: true });
  cpSync(home, homeOf('pipeline'), { recursive: true });
  const images = PROCESSES.map((name) => trees.folderOf(name));
  const fixed = [...images, homeOf('gateway'), homeOf('pipeline')];
  const before = fixed.map(filesIn);
  await Promise.all([
    start('worker'),
    start('grid-database'),
    start('gateway', { TRIBUTARY_HOME: homeOf('gateway') }),
    start('pipeline', { TRIBUTARY_HOME: homeOf('pipeline') }),
  ]);
  await start('simulator');
  for (const name of PROCESSES) expect(await check(name)).toEqual({ code: 0, output: 'ready\n' });
  expect(fixed.map(filesIn)).toEqual(before);
});

test("the tools' token opens the gateway, which knows what the city brought", async () => {
  const { stage, cwd, env } = containerOf('tools');
  const { code, output: token } = await run([...stage.entrypoint, 'token', 'police'], cwd, env);
  expect(code).toBe(0);
  const feeds = await eventually(
    async () => {
      const response = await fetch(`http://127.0.0.1:${outside['TRIBUTARY_PORT'] ?? ''}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token.trim()}` },
        body: JSON.stringify({ query: '{ feeds { name recordCount } }' }),
      });
      const { data } = (await response.json()) as {
        data: { feeds: readonly { readonly name: string; readonly recordCount: number }[] };
      };
      const brought = data.feeds.filter(({ recordCount }) => recordCount > 0);
      return brought.length >= 2 && brought;
    },
    { what: 'records of two feeds' },
  );
  expect(feeds.map(({ name }) => name)).toContain('POLICE110');
});

test('a process ends in order at the signal that containers are stopped with', async () => {
  for (const name of PROCESSES) {
    const server = started.get(name);
    const exited = server?.whenExited();
    process.kill(server?.pid ?? 0, trees.stage(name).stopSignal as NodeJS.Signals);
    expect([name, await exited]).toEqual([name, { code: 0, signal: null }]);
    expect(await check(name)).toEqual({ code: 1, output: 'not listening yet\n' });
  }
});
