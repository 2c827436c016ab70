import { pino } from 'pino';
import { SAMPLE_CALLER, sampleGateway } from '../../gateway/router/testing/sample-graph.ts';

/** What it prints: the heap in use after collections, half way and at the end. */
export interface HeapSeen {
  readonly requests: number;
  readonly earlyBytes: number;
  readonly lateBytes: number;
}

/** One in this many requests is of a document that was never sent before. */
const NEW_EVERY = 8;

const requests = Number(process.argv[2]);
const gateway = await sampleGateway();
const log = pino({ level: 'silent' });

async function ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<unknown> {
  const request = { query, variables, caller: SAMPLE_CALLER, requestId: 'test', log, readOnly: false };
  return JSON.stringify(await gateway.service.answer(request));
}

async function send(at: number): Promise<void> {
  if (at % NEW_EVERY === 0) {
    await ask(`{ x${at}: case(id: "c${at}") { title papers { name } } }`);
    return;
  }
  const queries = [
    'query($id: ID!) { case(id: $id) { title visits { kind report { name } } } }',
    '{ maybeCases { id mustVisit { id } } broken }',
    '{ nobody }',
  ];
  await ask(queries[at % queries.length] ?? '', { id: `c${at}` }).catch(() => undefined);
}

function heapBytes(): number {
  if (globalThis.gc === undefined) throw new Error('run node with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

let earlyBytes = 0;
for (let at = 0; at < requests; at += 1) {
  if (at === Math.floor(requests / 2)) earlyBytes = heapBytes();
  await send(at);
}
const seen: HeapSeen = { requests, earlyBytes, lateBytes: heapBytes() };
await gateway.close();
process.stdout.write(JSON.stringify(seen));
