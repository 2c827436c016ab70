import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { isPortFree, pickPort } from './ports.ts';

async function listening(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

test('a port in use is not free until it is closed', async () => {
  const { port, close } = await listening();
  expect(await isPortFree(port)).toBe(false);
  await close();
  expect(await isPortFree(port)).toBe(true);
});

test('the remembered port is kept while it is free', async () => {
  const { port, close } = await listening();
  await close();
  expect(await pickPort(port)).toBe(port);
});

test('another is picked when the remembered one is taken or reserved', async () => {
  const { port, close } = await listening();
  const offered = [port, port];
  const spare = await listening();
  await spare.close();
  const next = (): number => offered.shift() ?? spare.port;
  expect(await pickPort(port, [], next)).toBe(spare.port);
  await close();
  expect(await pickPort(port, [port], () => spare.port)).toBe(spare.port);
});

test('says so when no port is free', async () => {
  const { port, close } = await listening();
  await expect(pickPort(undefined, [], () => port)).rejects.toMatchObject({ code: 'HUB_PART_MISSING' });
  await close();
});
