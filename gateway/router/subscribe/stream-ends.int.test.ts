import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import type { Store } from '../../../schema/store/models.ts';
import { createVerifier, signToken } from '../../access/identity/local-issuer.ts';
import { LEEWAY_SECONDS } from '../../access/identity/token-check.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { itemIn, SocketClient } from '../testing/socket-client.ts';
import { streamGateway, type StreamGateway } from '../testing/stream-gateway.ts';

const WATCH =
  'subscription { riskEvents(filter: {kinds: [DISPUTE_CHANGED]}) { cursor bookmark event { id title } } }';
/** What the local issuer gives. */
const LIFETIME_SECONDS = 12 * 3_600;

let home: string;
let store: Store;
let served: StreamGateway;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tributary-stream-ends-'));
  store = await freshStore();
  await keepEvents(store, []);
  served = await streamGateway(store, {
    verifier: await createVerifier(home),
  });
});
afterAll(async () => {
  await served.close();
  rmSync(home, { recursive: true });
});

/** A token that holds a second or two more, leeway included. */
async function nearlyExpired(): Promise<string> {
  const issued = Date.now() - (LIFETIME_SECONDS + LEEWAY_SECONDS - 2) * 1_000;
  return `Bearer ${await signToken(home, 'analyst', new Date(issued))}`;
}

function openEventStream(authorization: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(
      `${served.url}/stream?query=${encodeURIComponent(WATCH)}`,
      { headers: { accept: 'text/event-stream', authorization } },
      resolve,
    )
      .on('error', reject)
      .end();
  });
}

/** All that a stream sends until it ends. */
async function wholeText(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) text += String(chunk);
  return text;
}

describe('a stream whose token expires', () => {
  it('over WebSocket is closed with 4401 and its last cursor', async () => {
    const client = await new SocketClient(served.url).opened();
    client.send({ type: 'connection_init', payload: { authorization: await nearlyExpired() } });
    await client.next('connection_ack');
    client.subscribe('1', WATCH);
    const { cursor } = itemIn(await client.next('next'));
    expect(await client.closed).toEqual({ code: 4401, reason: `the token has expired ${cursor}` });
  });

  it('over server-sent events is told so with its last cursor, and ended', async () => {
    const text = await wholeText(await openEventStream(await nearlyExpired()));
    const cursor = /^id: (.+)$/m.exec(text)?.[1];
    expect(cursor).toBeDefined();
    const last = /^data: (.*"errors".*)$/m.exec(text)?.[1] ?? '{}';
    expect(JSON.parse(last)).toMatchObject({
      errors: [{ extensions: { code: 'HUB_UNAUTHENTICATED', cursor } }],
    });
    expect(text).toMatch(/event: complete\ndata:\n\n$/);
  });
});
