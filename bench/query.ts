import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { percentile } from './percentile.ts';
import { CONTESTANTS, TOKEN } from './query/contestants.ts';
import { WORKLOADS } from './query/workloads.ts';
import { report, type BenchRow } from './report.ts';

const AT_ONCE = 32;
const WARM_UP_MS = 1_500;
/** Bytes; less is an error in disguise. */
const SHORTEST_ANSWER = 1_000;
const AIMS: Readonly<Record<string, string>> = {
  'one schema, Mercurius with JIT': 'aim: Tributary in process at most 1.4×',
  '@apollo/gateway': 'aim: at least 12× Tributary in process',
  '@apollo/gateway over HTTP': 'aim: at least 5× Tributary over HTTP',
};

interface Served {
  readonly name: string;
  readonly child: ChildProcess;
  readonly pool: Pool;
  /** Milliseconds of CPU a request, by round. */
  readonly cpuMs: number[];
  readonly perSecond: number[];
  readonly latencyMs: number[];
}

/**
 * The same questions over the same data through our gateway, its peers and one schema without a gateway: each a process of its own, one core,
 * rounds interleaved, answers compared byte for byte before anything is measured.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
  });
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  const subgraphs = await started('subgraphs', []);
  const urls = JSON.stringify(subgraphs.ports);
  const served: Served[] = [];
  try {
    for (const [name, { overHttp }] of Object.entries(CONTESTANTS)) {
      served.push(await open(name, name, []));
      if (overHttp) served.push(await open(`${name} over HTTP`, name, [urls]));
    }
    const rows: BenchRow[] = [];
    for (const [workload, query] of Object.entries(WORKLOADS)) {
      await compare(served, query);
      for (const one of served) await drive(one, query, WARM_UP_MS);
      for (const one of served) for (const list of [one.cpuMs, one.perSecond, one.latencyMs]) list.length = 0;
      for (let round = 0; round < rounds; round += 1) {
        for (const one of served) await drive(one, query, seconds * 1_000);
      }
      rows.push(...rowsOf(workload, served));
    }
    for (const { name, child } of served) {
      const { rssMiB } = await usage(child, 'memory');
      rows.push({ measure: `${name}: memory`, value: rssMiB, unit: 'MiB' });
    }
    report('query', { rounds, seconds, atOnce: AT_ONCE }, rows, new Date());
  } finally {
    for (const { child, pool } of served) {
      await pool.destroy();
      child.disconnect();
    }
    subgraphs.child.disconnect();
  }
}

async function started(
  what: string,
  args: readonly string[],
): Promise<{ child: ChildProcess; ports: unknown }> {
  const child = fork(new URL('./query/serve.ts', import.meta.url), [what, ...args], {
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: ['--expose-gc'],
  });
  const [told] = (await once(child, 'message')) as [{ ports: unknown }];
  return { child, ports: told.ports };
}

async function open(name: string, contestant: string, args: readonly string[]): Promise<Served> {
  const { child, ports } = await started(contestant, args);
  const pool = new Pool(`http://127.0.0.1:${String(ports)}`, { connections: AT_ONCE });
  return { name, child, pool, cpuMs: [], perSecond: [], latencyMs: [] };
}

async function usage(child: ChildProcess, what: string): Promise<{ cpuMs: number; rssMiB: number }> {
  const answer = once(child, 'message');
  child.send(what);
  const [told] = (await answer) as [{ cpuMs: number; rssMiB: number }];
  return told;
}

async function ask({ pool }: Served, query: string): Promise<string> {
  const { body } = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json', authorization: TOKEN },
    body: JSON.stringify({ query }),
  });
  return body.text();
}

/** @throws Error when one answers other bytes under `data` than the first. */
async function compare(served: readonly Served[], query: string): Promise<void> {
  let first = '';
  for (const one of served) {
    const text = await ask(one, query);
    const { data } = JSON.parse(text) as { data?: unknown };
    const bytes = data == null ? '' : JSON.stringify(data);
    if (first === '') first = bytes;
    if (bytes !== first || bytes.length < SHORTEST_ANSWER) {
      throw new Error(
        `${one.name} answers otherwise: ${text.slice(0, 500)}\ninstead of ${first.slice(0, 500)}`,
      );
    }
  }
}

/** Asks `AT_ONCE` at a time for so long, and notes what it cost. */
async function drive(one: Served, query: string, forMs: number): Promise<void> {
  const before = await usage(one.child, 'cpu');
  const startedMs = performance.now();
  const endMs = startedMs + forMs;
  let requests = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const askedMs = performance.now();
      await ask(one, query);
      one.latencyMs.push(performance.now() - askedMs);
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  const tookS = (performance.now() - startedMs) / 1_000;
  const after = await usage(one.child, 'cpu');
  one.cpuMs.push((after.cpuMs - before.cpuMs) / requests);
  one.perSecond.push(requests / tookS);
}

function rowsOf(workload: string, served: readonly Served[]): BenchRow[] {
  const cpuOf = (name: string): number => median(served.find((one) => one.name === name)?.cpuMs ?? []);
  return served.flatMap((one): BenchRow[] => {
    const what = `${workload}: ${one.name}`;
    const ours = one.name.endsWith(' over HTTP') ? 'Tributary over HTTP' : 'Tributary';
    return [
      { measure: `${what}, CPU`, value: median(one.cpuMs), unit: 'ms/request' },
      ...(one.name.startsWith('Tributary')
        ? []
        : [
            {
              measure: `${what}, CPU beside ours`,
              value: median(one.cpuMs) / cpuOf(ours),
              unit: `× ${ours}`,
              ...(AIMS[one.name] === undefined ? {} : { beside: AIMS[one.name] ?? '' }),
            },
          ]),
      { measure: `${what}, speed`, value: median(one.perSecond), unit: 'requests/s' },
      { measure: `${what}, p99`, value: percentile(one.latencyMs, 99), unit: 'ms' },
    ];
  });
}

function median(values: readonly number[]): number {
  return percentile(values, 50);
}
