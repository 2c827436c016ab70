import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { askAsPrinted, freshLauncher, type Launcher } from '../../test/harness/launcher.ts';
import { freePort, freshDatabaseUri, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { isRunning } from '../home/process-identity.ts';
import { readState, type ProcessRecord } from '../home/state.ts';

let launcher: Launcher;

beforeEach(async () => {
  launcher = await freshLauncher();
});

afterEach(() => launcher.remove());

function recorded(): readonly ProcessRecord[] {
  return readState(join(launcher.home, 'run', 'state.json'))?.processes ?? [];
}

const running = ({ pid, startTime }: ProcessRecord): boolean =>
  pid !== null && startTime !== null && isRunning({ pid, startTime });

describe('with servers of its own', () => {
  test('up returns when all is ready, mends what breaks, and leaves nothing behind', async () => {
    const up = await launcher.tributary('up', '--detach', '--empty');
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining('Tributary is up.') as string });
    expect(await askAsPrinted(up.output)).toMatchObject({ data: { feeds: expect.any(Array) as unknown } });

    const first = await launcher.status();
    expect(first).toMatchObject({ running: true, phase: 'ready', withCity: false });
    expect(first.processes.map(({ role, state }) => `${role} ${state}`)).toEqual([
      'mongodb ready',
      'kafka ready',
      'gateway ready',
      'worker ready',
      'pipeline ready',
      'identity ready',
      'up ready',
    ]);
    expect(first.flow?.problems).toEqual([]);
    expect(first.totalMemoryMb).toBeLessThan(900);

    const second = await launcher.tributary('up', '--empty');
    expect(second).toMatchObject({ code: 1, output: expect.stringContaining('already runs at') as string });

    const worker = recorded().find(({ role }) => role === 'worker');
    process.kill(worker?.pid ?? 0, 'SIGKILL');
    await eventually(
      () =>
        recorded().some(
          ({ role, state, restarts }) => role === 'worker' && restarts === 1 && state === 'ready',
        ),
      { what: 'the second start of the worker' },
    );
    expect(readFileSync(join(launcher.home, 'logs', 'up.log'), 'utf8')).toContain(
      'Connector worker is ready again',
    );

    const before = recorded();
    const down = await launcher.tributary('down');
    expect(down).toMatchObject({ code: 0, output: expect.stringContaining('stopped') as string });
    expect(before.filter(running)).toEqual([]);
    expect(await launcher.tributary('status')).toMatchObject({ code: 1 });
  });

  test('nothing outlives an up that is killed, and the next up starts on the same data', async () => {
    await launcher.tributary('up', '--detach', '--empty');
    const killed = readState(join(launcher.home, 'run', 'state.json'));
    process.kill(killed?.pid ?? 0, 'SIGKILL');
    await eventually(() => recorded().every((process) => !running(process)), {
      what: 'the end of what the killed up had started',
    });
    const again = await launcher.tributary('up', '--detach', '--empty');
    expect(again.code).toBe(0);
    expect(readState(join(launcher.home, 'run', 'state.json'))?.mongodbUri).toBe(killed?.mongodbUri);
  });
});

test('servers from the environment are used, not started', async () => {
  launcher.env['TRIBUTARY_MONGODB_URI'] = freshDatabaseUri();
  launcher.env['TRIBUTARY_KAFKA_BROKERS'] = testServers().kafkaBrokers.join(',');
  launcher.env['TRIBUTARY_TOPIC_PREFIX'] = freshTopicPrefix();
  const up = await launcher.tributary('up', '--detach', '--empty');
  expect(up).toMatchObject({ code: 0, output: expect.stringContaining('Tributary is up.') as string });
  expect(recorded().map(({ role }) => role)).toEqual(['gateway', 'worker', 'pipeline', 'identity']);
});

test('a process that cannot work with its settings stops the whole start, with its own words', async () => {
  launcher.env['TRIBUTARY_MONGODB_URI'] = freshDatabaseUri();
  launcher.env['TRIBUTARY_KAFKA_BROKERS'] = testServers().kafkaBrokers.join(',');
  launcher.env['TRIBUTARY_CONNECTORS_FILE'] = join(PROJECT_DIR, 'package.json');
  const up = await launcher.tributary('up', '--detach', '--empty');
  expect(up.code).toBe(78);
  expect(up.output).toContain('package.json');
  expect(await launcher.tributary('status')).toMatchObject({ code: 1 });
});

test('a taken port is named with the variable that moves it', async () => {
  const taken = await listeningServer();
  launcher.env['TRIBUTARY_INTAKE_PORT'] = String(taken.port);
  const up = await launcher.tributary('up', '--empty');
  taken.close();
  expect(up.code).toBe(78);
  expect(up.output).toContain(`${taken.port} (the connector worker, TRIBUTARY_INTAKE_PORT)`);
});

async function listeningServer(): Promise<{ port: number; close: () => void }> {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port, close: () => server.close() };
}
