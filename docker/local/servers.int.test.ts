import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connectStore } from '../../schema/store/connection.ts';
import { answersKafka } from './kafka-probe.ts';
import { startKafka } from './kafka.ts';
import { startMongod } from './mongod.ts';
import { ensureParts } from './parts.ts';
import { silent } from './report.ts';

const dir = mkdtempSync(join(tmpdir(), 'tributary-local-'));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe('mongod', () => {
  const options = async (name: string): Promise<Parameters<typeof startMongod>[0]> => ({
    mongod: (await ensureParts(silent)).mongod,
    dir: join(dir, name),
    logFile: join(dir, `${name}.log`),
    database: 'hub',
  });

  test('keeps port and majority-written data over SIGKILL', async () => {
    const server = await startMongod(await options('killed'));
    const firstPid = server.pid;
    const before = await connectStore(server.uri);
    await before.collection<{ _id: string }>('things').insertOne({ _id: 'kept' });
    await before.close();
    server.kill();
    expect((await server.whenExited()).signal).toBe('SIGKILL');
    await server.restart();
    expect(server.pid).not.toBe(firstPid);
    const after = await connectStore(server.uri);
    expect(await after.collection('things').countDocuments()).toBe(1);
    await after.close();
    await server.stop();
  });

  test('moves to another port with its data when its own is taken', async () => {
    const given = await options('moved');
    const first = await startMongod(given);
    const connection = await connectStore(first.uri);
    await connection.collection<{ _id: string }>('things').insertOne({ _id: 'kept' });
    await connection.close();
    await first.stop();
    const squatter = createServer().listen(first.port, '127.0.0.1');
    try {
      const second = await startMongod(given);
      expect(second.port).not.toBe(first.port);
      const moved = await connectStore(second.uri);
      expect(await moved.collection('things').countDocuments()).toBe(1);
      await moved.close();
      await second.stop();
    } finally {
      squatter.close();
    }
  });
});

test('a broker keeps its port over SIGKILL and answers again', async () => {
  const { kafka } = await ensureParts(silent);
  const server = await startKafka({ ...kafka, dir: join(dir, 'kafka'), logFile: join(dir, 'kafka.log') });
  server.kill();
  await server.whenExited();
  expect(await answersKafka('127.0.0.1', server.port)).toBe(false);
  await server.restart();
  expect(await answersKafka('127.0.0.1', server.port)).toBe(true);
  await server.stop();
});

test('a broker starts from classes that were loaded and linked before', async () => {
  const { kafka } = await ensureParts(silent);
  expect(kafka.startCache).not.toBeNull();
  const place = join(dir, 'fast');
  const server = await startKafka({ ...kafka, dir: place, logFile: join(place, 'kafka.log') });
  try {
    expect(readFileSync(`/proc/${server.pid}/maps`, 'utf8')).toContain(kafka.startCache);
  } finally {
    await server.stop();
  }
});
