import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { signToken } from '../gateway/access/identity/local-issuer.ts';
import { connectStore } from '../schema/store/connection.ts';
import { ensureIndexes, openStore } from '../schema/store/models.ts';
import { storeCity } from '../test/access/city.ts';
import { startHubProcesses } from '../test/harness/hub-processes.ts';
import { cpuOfProcess } from './cpu-of-process.ts';
import { percentile } from './percentile.ts';
import { report, type BenchRow } from './report.ts';
import { withServers } from './servers.ts';

const AT_ONCE = 16;
const WARM_UP_MS = 3_000;
const QUARRELS = 60;

/** Questions of the hub's own graph; of the two disputes the partner's own records make the first, those of others the second. */
function workloads(own: string, joint: string): Readonly<Record<string, string>> {
  const timelineOf = (code: string): string => `{ dispute(code: "${code}") { id code title address
    parties { name phones idNumber } risk { colour score factors { name points note } }
    timeline(first: 50) { nodes { at kind label note record { id title narrative } } } } }`;
  return {
    '20 disputes with their risk': `{ disputes(first: 20) { nodes { id code title state feeds openedAt
      categoryTerm { label } risk { colour score } recordCounts { feed count } parties { name phones } } } }`,
    'one dispute with its timeline': timelineOf(own),
    'one of three agencies, all masked': timelineOf(joint),
    'search with 20 hits': `{ search(query: "纠纷", first: 20) { nodes { matched
      record { id title narrative } dispute { code title } } } }`,
  };
}

/** A gateway that is asked, and how much CPU it has used, ms. */
interface Asked {
  readonly name: string;
  readonly pool: Pool;
  readonly headers: Readonly<Record<string, string>>;
  readonly cpuUsedMs: () => number;
  readonly cpuMs: number[];
}

/**
 * What access control and audit cost: the gateway as it is delivered, asked with a partner's token under its grants, beside one over the same
 * store and subgraphs that lets everybody see everything and writes nothing down. Rounds interleaved.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '3' } },
  });
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  await withServers('access', async ({ dir, kafkaBrokers, mongodbUri }) => {
    const store = openStore(await connectStore(mongodbUri));
    await ensureIndexes(store);
    const { disputes } = await storeCity(store, 'access', QUARRELS);
    await store.connection.close();
    const home = join(dir, 'home');
    const hub = await startHubProcesses({
      home,
      kafkaBrokers,
      mongodbUri,
      topicPrefix: 'bench',
      partitions: 1,
      roles: ['gateway'],
    });
    const open = fork(new URL('./access/open-gateway.ts', import.meta.url), [mongodbUri], {
      env: { ...process.env, NODE_ENV: 'production' },
    });
    try {
      const [port] = (await once(open, 'message')) as [number];
      const guarded: Asked = {
        name: 'with',
        pool: new Pool(hub.gatewayUrl, { connections: AT_ONCE }),
        headers: { authorization: `Bearer ${await signToken(home, 'police')}` },
        cpuUsedMs: () => cpuOfProcess(hub.processes.gateway?.pid ?? 0),
        cpuMs: [],
      };
      const bare: Asked = {
        name: 'without',
        pool: new Pool(`http://127.0.0.1:${port}`, { connections: AT_ONCE }),
        headers: { authorization: 'Bearer any' },
        cpuUsedMs: () => cpuOfProcess(open.pid ?? 0),
        cpuMs: [],
      };
      const rows: BenchRow[] = [];
      const normal = disputes.filter(({ sensitivity }) => sensitivity === 'NORMAL');
      const own = normal.find(({ feeds }) => feeds.join() === 'police110');
      const joint = normal.find(({ feeds }) => feeds.length === 3 && !feeds.includes('police110'));
      if (own === undefined || joint === undefined) throw new Error('the city has no such disputes');
      for (const [what, query] of Object.entries(workloads(own.code, joint.code))) {
        for (const asked of [guarded, bare]) {
          await drive(asked, query, WARM_UP_MS);
          asked.cpuMs.length = 0;
        }
        for (let round = 0; round < rounds; round += 1) {
          for (const asked of [guarded, bare]) await drive(asked, query, seconds * 1_000);
        }
        const [withAccess, without] = [percentile(guarded.cpuMs, 50), percentile(bare.cpuMs, 50)];
        rows.push(
          { measure: `${what}: with access and audit`, value: withAccess, unit: 'CPU ms' },
          { measure: `${what}: without`, value: without, unit: 'CPU ms' },
          { measure: `${what}: ratio`, value: withAccess / without, unit: '×', beside: 'aim at most 1.35' },
        );
      }
      await Promise.all([guarded.pool.destroy(), bare.pool.destroy()]);
      report('access', { rounds, seconds, atOnce: AT_ONCE, quarrels: QUARRELS }, rows, new Date());
    } finally {
      open.disconnect();
      await hub.stop();
    }
  });
}

/** @throws Error for an answer that is not whole. */
async function ask({ pool, headers }: Asked, query: string): Promise<void> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await body.text();
  if (statusCode !== 200 || !text.includes('"data":{'))
    throw new Error(`${statusCode}: ${text.slice(0, 500)}`);
}

async function drive(asked: Asked, query: string, forMs: number): Promise<void> {
  const before = asked.cpuUsedMs();
  const endMs = performance.now() + forMs;
  let requests = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < endMs) {
      await ask(asked, query);
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  asked.cpuMs.push((asked.cpuUsedMs() - before) / requests);
}
