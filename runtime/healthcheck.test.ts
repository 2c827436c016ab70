import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { serveOperations } from './operations-server.ts';

function check(role: string, port: number): Promise<readonly [code: number, said: string]> {
  const env = { TRIBUTARY_HOST: '0.0.0.0', TRIBUTARY_PIPELINE_PORT: String(port) };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, 'healthcheck.ts'), role],
      { env },
      (error, stdout) => {
        resolve([error === null ? 0 : Number(error.code), stdout]);
      },
    );
  });
}

it('says by its exit code whether a process can work, and in words what it waits for', async () => {
  let waitingFor: string | null = 'Kafka does not answer yet';
  const server = await serveOperations('0.0.0.0', 0, { ready: () => waitingFor });
  const { port } = server.address() as AddressInfo;
  try {
    expect(await check('pipeline', port)).toEqual([1, 'Kafka does not answer yet\n']);
    waitingFor = null;
    expect(await check('pipeline', port)).toEqual([0, 'ready\n']);
    expect(await check('pipelines', port)).toEqual([1, expect.stringContaining('one of gateway, worker,')]);
  } finally {
    server.close();
  }
  expect(await check('pipeline', port)).toEqual([1, 'not listening yet\n']);
});
