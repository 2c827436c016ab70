import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { serveOperations } from './operations-server.ts';

it('tells alive from ready, and what a process waits for', async () => {
  let waitingFor: string | null = 'MongoDB does not answer yet';
  const server = await serveOperations('127.0.0.1', 0, { ready: () => waitingFor });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    const notYet = await fetch(`${base}/readyz`);
    expect([notYet.status, await notYet.text()]).toEqual([503, 'MongoDB does not answer yet\n']);
    waitingFor = null;
    expect((await fetch(`${base}/readyz`)).status).toBe(200);
    expect((await fetch(`${base}/metrics`)).headers.get('content-type')).toContain('text/plain');
    expect((await fetch(`${base}/elsewhere`)).status).toBe(404);
  } finally {
    server.close();
  }
});
