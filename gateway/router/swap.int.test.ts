import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { localTarget } from './execute/local-target.ts';
import { createGateway } from './gateway.ts';
import type { GraphParts } from './graph.ts';
import type { Source, SourceItem } from './subscribe/source.ts';
import { SAMPLE_CALLER } from './testing/sample-graph.ts';
import { SocketClient } from './testing/socket-client.ts';

const SOCKETS = process.env['TEST_SIZE'] === 'full' ? 500 : 40;
const ASKING = 24;
const SWAPS = 6;

/** A source whose items a test sends to all that are open. */
class Ticks {
  readonly #waiting = new Set<(item: IteratorResult<SourceItem, undefined>) => void>();

  open(): Promise<Source> {
    const own = new Set<(item: IteratorResult<SourceItem, undefined>) => void>();
    return Promise.resolve({
      next: () =>
        new Promise((resolve) => {
          own.add(resolve);
          this.#waiting.add(resolve);
        }),
      return: () => {
        for (const resolve of own) {
          this.#waiting.delete(resolve);
          resolve({ done: true, value: undefined });
        }
        return Promise.resolve();
      },
    });
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  send(text: string): void {
    const item: SourceItem = { key: text, cursor: null, itemWith: () => text };
    for (const resolve of [...this.#waiting]) {
      this.#waiting.delete(resolve);
      resolve({ done: false, value: item });
    }
  }
}

/** A graph that says its version, after some turns of the event loop, so that requests are under way when it is replaced. */
function version(name: string, ticks: Ticks, closed: string[]): GraphParts {
  const sdl = `scalar StreamItemValue
    type Query { version: String! only_${name}: String tickItem(item: StreamItemValue!): String! }
    type Subscription { tick: String! }`;
  const composed = composeServices([{ name: 'only', url: 'http://only.invalid/', typeDefs: parse(sdl) }]);
  if (compositionHasErrors(composed)) throw new Error(composed.errors.map(String).join('\n'));
  const resolvers = {
    Query: {
      version: async () => {
        for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
        return name;
      },
      tickItem: (_root: unknown, { item }: { item: string }) => `${name} ${item}`,
    },
  };
  const target = localTarget('only', buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]), () => ({}));
  const close = (): Promise<void> => {
    closed.push(name);
    return Promise.resolve();
  };
  return {
    supergraphSdl: composed.supergraphSdl,
    targets: [{ ...target, close }],
    sources: { tick: () => ticks.open() },
  };
}

it(`replaces its supergraph under load and ${SOCKETS} sockets without losing a request, a socket or a stream`, async () => {
  const ticks = new Ticks();
  const closed: string[] = [];
  const gateway = await createGateway({
    ...version('v0', ticks, closed),
    verifier: { verify: () => Promise.resolve(SAMPLE_CALLER), onEnded: () => () => undefined },
    hasFieldRules: false,
    log: pino({ level: 'silent' }),
  });
  const origin = await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  const url = `${origin}/graphql`;
  const answered = new Map<string, number>();
  let isOver = false;
  const ask = async (): Promise<void> => {
    while (!isOver) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer good' },
        body: '{"query":"{ version }"}',
      });
      const { data, errors } = (await response.json()) as { data?: { version: string }; errors?: unknown };
      if (data == null || errors !== undefined) throw new Error(JSON.stringify(errors));
      answered.set(data.version, (answered.get(data.version) ?? 0) + 1);
    }
  };
  const sockets = await Promise.all(Array.from({ length: SOCKETS }, () => SocketClient.ready(url)));
  const follow = async (id: string): Promise<void> => {
    for (const socket of sockets) socket.subscribe(id, 'subscription { tick }');
    while (ticks.waiting < SOCKETS) await new Promise(setImmediate);
  };
  await follow('old');
  const asking = Promise.all(Array.from({ length: ASKING }, ask));

  const answersOf = async (name: string): Promise<void> => {
    while ((answered.get(name) ?? 0) < ASKING) await new Promise(setImmediate);
  };
  await answersOf('v0');
  for (let at = 1; at <= SWAPS; at += 1) {
    gateway.swap(version(`v${at}`, ticks, closed));
    await answersOf(`v${at}`);
  }
  isOver = true;
  await asking;
  expect([...answered.keys()]).toEqual(Array.from({ length: SWAPS + 1 }, (_, at) => `v${at}`));

  // Streams that run stay on the graph that they were opened on, new ones are of the new graph; both on the same sockets.
  for (const socket of sockets) socket.subscribe('new', 'subscription { tick }');
  while (ticks.waiting < 2 * SOCKETS) await new Promise(setImmediate);
  ticks.send('x');
  for (const socket of sockets) {
    const seen = [await socket.next('next'), await socket.next('next')];
    const byId: unknown = Object.fromEntries(seen.map(({ id, payload }) => [id, payload]));
    expect(byId).toEqual({ old: { data: { tick: 'v0 x' } }, new: { data: { tick: `v${SWAPS} x` } } });
  }
  // Graphs without streams are closed, in whatever order; the one that streams still run on is not.
  expect(closed.toSorted()).toEqual(Array.from({ length: SWAPS - 1 }, (_, at) => `v${at + 1}`));

  // What cannot be served changes nothing.
  expect(() => {
    gateway.swap({ supergraphSdl: 'type Query { a: Int }', targets: [], sources: {} });
  }).toThrow(/no composed supergraph/);
  await Promise.all(sockets.map((socket) => socket.close()));
  await gateway.close();
  expect(closed).toContain('v0');
});
