import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WebhookQueue } from '../../../schema/store/webhook-queue.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { freePort, freshStore } from '../../../test/harness/servers.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { POLICE, WebhookWorld } from './testing/webhook-world.ts';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs', 'streams.md');

test('the receiver of docs/streams.md takes what the hub sends, drops repeats and refuses forgeries', async () => {
  const code = /<!-- A test runs this. -->\s+```js\n([^]*?)```/.exec(await readFile(DOCS, 'utf8'))?.[1] ?? '';
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(20);
  const store = await freshStore();
  const world = new WebhookWorld(store, new WebhookQueue(() => store));
  // The receiver has its own clock.
  world.now = new Date();
  await keepEvents(world.store, []);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const { id, secret, cursor } = await world.save(url);
  const file = join(await mkdtemp(join(tmpdir(), 'tributary-receiver-')), 'receiver.mjs');
  await writeFile(file, code);
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString();
  });
  const forged = (): Promise<Response> =>
    fetch(url, { method: 'POST', body: '{}', headers: { 'webhook-id': 'x', 'webhook-timestamp': '1' } });
  try {
    expect((await eventually(forged)).status).toBe(401);
    world.startGateway();
    const events = await keepEvents(world.store, [
      { partition: 0, offset: 0 },
      { partition: 0, offset: 1 },
    ]);
    const isTaken = async (redeliveries: number): Promise<boolean> =>
      (await world.deliveries(id)).filter(
        (one) => one.state === 'DELIVERED' && one.redeliveries === redeliveries,
      ).length === 2;
    await eventually(() => isTaken(0));
    world.now = new Date();
    await world.door.for(POLICE).redeliverRiskWebhook(id, { after: cursor });
    await eventually(() => isTaken(1));
    expect(output.trim().split('\n')).toEqual(events.map(({ _id }) => `risk.dispute_changed ${_id}`));
  } finally {
    child.kill();
    await world.stop();
  }
});
