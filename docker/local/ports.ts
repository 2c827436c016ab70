import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** Below the kernel's range for outgoing connections, so that a remembered port is rarely taken by a passing client. */
const LOWEST = 20_000;
const HIGHEST = 32_000;
const TRIES = 200;

/** Whether a server could listen there now. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** The wanted port if it is free, else a free one at random between 20000 and 32000. @throws HubError HUB_PART_MISSING when none is free. */
export async function pickPort(
  wanted: number | undefined,
  taken: readonly number[] = [],
  random: () => number = () => randomInt(LOWEST, HIGHEST),
): Promise<number> {
  if (wanted !== undefined && !taken.includes(wanted) && (await isPortFree(wanted))) return wanted;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = random();
    if (!taken.includes(port) && (await isPortFree(port))) return port;
  }
  throw new HubError('HUB_PART_MISSING', `no free port between ${LOWEST} and ${HIGHEST} on 127.0.0.1`);
}
