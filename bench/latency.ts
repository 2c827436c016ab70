import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { Random } from '../connectors/simulator/noise/random.ts';
import { startKafka } from '../docker/local/kafka.ts';
import { startMongod } from '../docker/local/mongod.ts';
import { ensureParts } from '../docker/local/parts.ts';
import { signToken } from '../gateway/access/tokens.ts';
import { incidentVersions, type IncidentVersion } from '../test/chaos/incidents.ts';
import { startHubProcesses, type HubProcesses } from '../test/harness/hub-processes.ts';
import { pushIncident, type PoliceRow } from '../test/harness/police-push.ts';
import { percentile } from './percentile.ts';
import { report, type BenchRow } from './report.ts';

const RATE_PER_S = 500;
const WARM_UP_S = 5;
const MEASURED_S = 60;
/** One push in this many is followed until a query shows it; the others are load. */
const FOLLOWED_EVERY = 50;
const POLL_MS = 8;
const GIVE_UP_MS = 10_000;
const QUERY = 'query Seen($number: String!) { policeIncident(number: $number) { id } }';

/** Push → visible in a query of the gateway, over the real path: intake, broker, pipeline, MongoDB, planner, subgraph. */
export async function run(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'tributary-latency-'));
  const parts = await ensureParts((line) => process.stderr.write(`${line}\n`));
  const [mongod, kafka] = await Promise.all([
    startMongod({
      mongod: parts.mongod,
      dir: join(dir, 'mongodb'),
      logFile: join(dir, 'mongodb.log'),
      database: 'bench',
    }),
    startKafka({ ...parts.kafka, dir: join(dir, 'kafka'), logFile: join(dir, 'kafka.log') }),
  ]);
  const home = join(dir, 'home');
  const hub = await startHubProcesses({
    home,
    kafkaBrokers: kafka.brokers,
    mongodbUri: mongod.uri,
    topicPrefix: 'bench',
    partitions: 6,
    roles: ['worker', 'pipeline', 'gateway'],
  });
  try {
    const token = await signToken(home, 'police');
    const figures = await measure(hub, token);
    report(
      'latency',
      { ratePerS: RATE_PER_S, seconds: MEASURED_S, followed: figures.followed },
      figures.rows,
      new Date(),
    );
  } finally {
    await hub.stop();
    await Promise.all([kafka.stop(), mongod.stop()]);
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(
  hub: HubProcesses,
  token: string,
): Promise<{ followed: number; rows: readonly BenchRow[] }> {
  const versions = incidentVersions(new Random('latency'));
  const acknowledgedMs: number[] = [];
  const visibleMs: number[] = [];
  const under: Promise<void>[] = [];
  const beganMs = performance.now();
  const total = (WARM_UP_S + MEASURED_S) * RATE_PER_S;
  const seen = new Set<string>();

  for (let sent = 0; sent < total; sent += 1) {
    const dueMs = beganMs + (sent * 1_000) / RATE_PER_S;
    if (performance.now() < dueMs) await pause(dueMs - performance.now());
    const { row } = next(versions, seen);
    const measured = sent >= WARM_UP_S * RATE_PER_S;
    const followed = measured && sent % FOLLOWED_EVERY === 0;
    under.push(
      follow(hub, token, row, followed).then(({ acknowledged, visible }) => {
        if (measured) acknowledgedMs.push(acknowledged);
        if (visible !== null) visibleMs.push(visible);
      }),
    );
  }
  await Promise.all(under);
  const seconds = (performance.now() - beganMs) / 1_000;
  return {
    followed: visibleMs.length,
    rows: [
      { measure: 'pushes accepted', value: total / seconds, unit: '1/s', beside: `asked for ${RATE_PER_S}` },
      { measure: 'push → 202 p50', value: percentile(acknowledgedMs, 50), unit: 'ms' },
      { measure: 'push → 202 p99', value: percentile(acknowledgedMs, 99), unit: 'ms' },
      { measure: 'push → visible p50', value: percentile(visibleMs, 50), unit: 'ms' },
      { measure: 'push → visible p99', value: percentile(visibleMs, 99), unit: 'ms', beside: 'aim < 100 ms' },
      {
        measure: 'p99 / aim',
        value: percentile(visibleMs, 99) / 100,
        unit: 'ratio',
        beside: 'aim < 1',
      },
    ],
  };
}

/** Sends one push and, when asked to, queries until the record is there. Times are from the start of the push, in ms. */
async function follow(
  hub: HubProcesses,
  token: string,
  row: PoliceRow,
  followed: boolean,
): Promise<{ acknowledged: number; visible: number | null }> {
  const startedMs = performance.now();
  const { status } = await pushIncident(hub.intakeUrl, hub.policeSecret, row);
  if (status !== 202) throw new Error(`the intake answered ${status}`);
  const acknowledged = performance.now() - startedMs;
  if (!followed) return { acknowledged, visible: null };
  while (performance.now() - startedMs < GIVE_UP_MS) {
    if (await isVisible(hub.gatewayUrl, token, row['jjdbh'] ?? '')) {
      return { acknowledged, visible: performance.now() - startedMs };
    }
    await pause(POLL_MS);
  }
  throw new Error(`${row['jjdbh'] ?? ''} was accepted but not visible within ${GIVE_UP_MS} ms`);
}

const CONNECTIONS = new Agent({ connections: 16, pipelining: 1 });

async function isVisible(gatewayUrl: string, token: string, number: string): Promise<boolean> {
  const { body } = await request(`${gatewayUrl}/graphql`, {
    method: 'POST',
    dispatcher: CONNECTIONS,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: QUERY, variables: { number } }),
  });
  const answer = (await body.json()) as { data?: { policeIncident: object | null }; errors?: unknown };
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer.data?.policeIncident != null;
}

/** The first version of an incident that was not sent before: only then does "visible" mean this push. */
function next(versions: Iterator<IncidentVersion>, seen: Set<string>): IncidentVersion {
  let version = versions.next();
  while (version.done !== true && seen.has(version.value.sourceId)) version = versions.next();
  if (version.done === true) throw new Error('the stream of incidents has ended');
  seen.add(version.value.sourceId);
  return version.value;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
