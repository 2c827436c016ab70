import { afterAll, beforeAll, expect, it } from 'vitest';
import { Seeded } from '../../../test/federation/seeded.ts';
import { mutated, mutatedBytes } from '../../../test/execution/mutate.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { testSize } from '../../../test/harness/size.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { STREAM_TOKEN, streamGateway, type StreamGateway } from '../testing/stream-gateway.ts';

const SOCKETS = testSize() === 'full' ? 20_000 : 400;
const FRAMES = 6;
const INIT = { type: 'connection_init', payload: { authorization: STREAM_TOKEN } };
const SOUND: readonly unknown[] = [
  INIT,
  { type: 'ping', payload: { a: 1 } },
  { type: 'pong' },
  { type: 'subscribe', id: '1', payload: { query: '{ riskEvents { totalCount } }' } },
  {
    type: 'subscribe',
    id: '2',
    payload: { query: 'subscription ($n: [String!]) { riskEvents { cursor } }', variables: { n: ['a'] } },
  },
  { type: 'complete', id: '1' },
];
/** Of RFC 6455, and of graphql-transport-ws. */
const CLOSING_CODES = new Set([
  1000, 1002, 1003, 1005, 1006, 1007, 1009, 1011, 4400, 4401, 4403, 4406, 4408, 4409, 4429,
]);

let served: StreamGateway;
beforeAll(async () => {
  const store = await freshStore();
  await keepEvents(store, []);
  served = await streamGateway(store);
});
afterAll(() => served.close());

function send(client: SocketClient, random: Seeded): void {
  const message = random.pick(SOUND);
  const frame = Buffer.from(JSON.stringify(random.chance(0.5) ? mutated(random, message, 0.15) : message));
  const bytes = random.chance(0.3) ? mutatedBytes(random, frame) : frame;
  // As text, so that invalid UTF-8 comes as text too; some as binary, which this protocol does not have.
  client.socket.send(bytes, { binary: random.chance(0.1) });
}

it(`${SOCKETS} sockets full of broken frames are closed by the protocol or served, and cost others nothing`, async () => {
  const healthy = await SocketClient.ready(served.url);
  const codes = new Set<number>();
  for (let at = 0; at < SOCKETS; at += 1) {
    const random = new Seeded(at + 1);
    const client = await new SocketClient(served.url).opened();
    if (random.chance(0.7)) client.send(INIT);
    for (let sent = 0; sent < FRAMES && client.socket.readyState === client.socket.OPEN; sent += 1) {
      send(client, random);
    }
    // A frame that is wrong in any case, behind all others: the server has read what it wanted by then.
    if (client.socket.readyState === client.socket.OPEN) client.send('{"type":"no such type"}');
    codes.add((await client.closed).code);
    if (at % 50 === 0) {
      healthy.subscribe(String(at), '{ riskEvents { totalCount } }');
      expect(await healthy.next('next')).toMatchObject({
        id: String(at),
        payload: { data: { riskEvents: {} } },
      });
      await healthy.next('complete');
    }
  }
  expect([...codes].filter((code) => !CLOSING_CODES.has(code))).toEqual([]);
  expect(codes).toContain(4400);
  await healthy.close();
}, 600_000);
