import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spawnGuarded } from '../../docker/local/guarded-child.ts';
import { startLocalServer, type LocalServer } from '../../docker/local/local-server.ts';
import { ensureMongod } from '../../docker/local/mongod-part.ts';
import { CACHE_DIR, PROJECT_DIR } from '../../docker/local/parts.ts';
import { pickPort } from '../../docker/local/ports.ts';
import { silent } from '../../docker/local/report.ts';
import { connectStore } from '../../schema/store/connection.ts';
import { ensureIndexes, openStore } from '../../schema/store/models.ts';
import { clusterCompose, type ComposeService } from './compose.ts';

const { services, secrets = {} } = clusterCompose();
const MEMBERS = Object.keys(services).filter((name) => /^mongodb-\d$/.test(name));
let folder: string;
let path: string;
/** Port of each member: on one machine they cannot share one. */
const ports = new Map<string, number>();
const members: LocalServer[] = [];

function serviceOf(name: string): ComposeService {
  const service = services[name];
  if (service === undefined) throw new Error(`there is no service ${name}`);
  return service;
}

/** What a container runs, with the folders and addresses of this machine. */
function onThisMachine(words: readonly string[], scratch: string): readonly string[] {
  return words.map((word) => {
    let here = word
      .replace(/=\/secrets$/, `=${join(folder, 'secrets')}`)
      .replaceAll('/tmp/keyfile', join(scratch, 'keyfile'));
    for (const [name, { file }] of Object.entries(secrets))
      here = here.replaceAll(`/run/secrets/${name}`, join(folder, 'secrets', basename(file)));
    for (const [name, port] of ports) here = here.replaceAll(`${name}:27017`, `127.0.0.1:${port}`);
    return here;
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

async function startMember(name: string): Promise<LocalServer> {
  const port = ports.get(name) ?? 0;
  const scratch = join(folder, name);
  mkdirSync(join(scratch, 'db'), { recursive: true });
  const [command = '', option = '', script = ''] = onThisMachine(serviceOf(name).command ?? [], scratch);
  const logFile = join(scratch, 'mongod.log');
  return startLocalServer({
    title: name,
    logFile,
    readyWithinMs: 60_000,
    stopWithinMs: 10_000,
    spawn: () =>
      spawnGuarded({
        command,
        args: [option, `${script} --port ${port} --dbpath ${join(scratch, 'db')} --nounixsocket`],
        env: { PATH: path, LC_ALL: 'C' },
        logFile,
        graceSeconds: 0,
      }),
    isReady: () => listens(port),
  });
}

/** The job that initiates the set, as it is written; `at` is where its network's loopback leads in a container. */
function initiate(): Promise<{ readonly code: number; readonly output: string }> {
  const { entrypoint = [], command = [] } = serviceOf('mongodb-init');
  const [, ...words] = onThisMachine([...entrypoint, ...command], folder);
  const at = `--at=127.0.0.1:${ports.get('mongodb-1') ?? 0}`;
  return new Promise((resolve) => {
    execFile(process.execPath, [...words, at], { cwd: PROJECT_DIR }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` });
    });
  });
}

const secret = (name: string): string => readFileSync(join(folder, 'secrets', name), 'utf8').trim();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-mongodb-'));
  mkdirSync(join(folder, 'bin'));
  symlinkSync(await ensureMongod(CACHE_DIR, silent), join(folder, 'bin', 'mongod'));
  path = `${join(folder, 'bin')}:/usr/bin:/bin`;
  for (const name of MEMBERS) ports.set(name, await pickPort(undefined, [...ports.values()]));
  const { entrypoint = [], command = [] } = serviceOf('mongodb-secrets');
  const [, ...words] = onThisMachine([...entrypoint, ...command], folder);
  execFileSync(process.execPath, words, { cwd: PROJECT_DIR });
  members.push(...(await Promise.all(MEMBERS.map(startMember))));
});

afterAll(async () => {
  for (const member of members) member.kill();
  await Promise.all(members.map((member) => member.stop()));
  rmSync(folder, { recursive: true, force: true });
});

test('the job makes a set of three members and the accounts, and finds nothing to do the second time', async () => {
  const first = await initiate();
  expect(first).toMatchObject({
    code: 0,
    output: expect.stringContaining('accounts: admin, tributary') as string,
  });
  expect(await initiate()).toEqual(first);
  const admin = await connectStore(
    secret('mongodb.uri')
      .replace(/\/\/.*@/, `//admin:${secret('mongodb.admin-password')}@`)
      .replace('/tributary?', '/admin?'),
  );
  const status = (await admin.db?.admin().command({ replSetGetStatus: 1 })) as {
    readonly members: readonly { readonly stateStr: string }[];
  };
  await admin.close();
  expect(status.members).toHaveLength(3);
  expect(status.members.filter(({ stateStr }) => stateStr === 'PRIMARY')).toHaveLength(1);
});

test('the hub works with the address in the file, and nobody without an account', async () => {
  const store = openStore(await connectStore(secret('mongodb.uri')));
  await ensureIndexes(store);
  await store.connection.transaction(async (session) => {
    await store.decisions.collection.insertOne({ _id: 'one' } as never, { session });
  });
  expect(await store.decisions.countDocuments()).toBe(1);
  await store.connection.close();
  const stranger = await connectStore(secret('mongodb.uri').replace(/\/\/.*@/, '//'));
  await expect(stranger.db?.collection('decisions').countDocuments()).rejects.toThrow(
    /requires authentication/,
  );
  await stranger.close();
});

test('a password that does not belong to the data is said, not waited for', async () => {
  const file = join(folder, 'secrets', 'mongodb.admin-password');
  const right = readFileSync(file);
  rmSync(file);
  writeFileSync(file, 'another');
  try {
    expect(await initiate()).toMatchObject({
      code: 78,
      output: expect.stringContaining('put back the file that belongs to these data') as string,
    });
  } finally {
    writeFileSync(file, right);
  }
});

test('the check of a member as written tells whether it listens', () => {
  const [, ...words] = serviceOf('mongodb-1').healthcheck?.test ?? [];
  const at = (port: number): (() => Buffer) => {
    const [program = '', ...args] = words.map((word) => word.replace('/27017', `/${port}`));
    return () => execFileSync(program, args, { stdio: 'pipe', env: { PATH: path } });
  };
  expect(at(ports.get('mongodb-1') ?? 0)).not.toThrow();
  expect(at(1)).toThrow();
});
