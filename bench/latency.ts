import { join } from 'node:path';
import { Agent, request } from 'undici';
import { Random } from '../connectors/simulator/noise/random.ts';
import { signToken } from '../gateway/access/identity/local-issuer.ts';
import { incidentVersions } from '../test/chaos/incidents.ts';
import { startHubProcesses, type HubProcesses } from '../test/harness/hub-processes.ts';
import { pushIncidents, type PoliceRow } from '../test/harness/police-push.ts';
import { percentile } from './percentile.ts';
import { report, type BenchRow } from './report.ts';
import { withServers } from './servers.ts';

const RATE_PER_S = 500;
const WARM_UP_S = 10;
const MEASURED_S = 30;
/** One push in this many is followed until a query shows it; the others are load. */
const FOLLOWED_EVERY = 50;
/** A dispatch system may push each record by itself or gather a few. */
const EVENTS_A_REQUEST = [1, 10];
const POLL_MS = 8;
const GIVE_UP_MS = 10_000;
const QUERY = 'query Seen($number: String!) { policeIncident(number: $number) { id } }';

/** Push → visible in a query of the gateway, over the real path: intake, broker, pipeline, MongoDB, planner, subgraph. */
export async function run(): Promise<void> {
  await withServers('latency', async ({ dir, kafkaBrokers, mongodbUri }) => {
    const home = join(dir, 'home');
    const hub = await startHubProcesses({
      home,
      kafkaBrokers,
      mongodbUri,
      topicPrefix: 'bench',
      partitions: 6,
      roles: ['worker', 'pipeline', 'gateway'],
    });
    try {
      const token = await signToken(home, 'police');
      const versions = newIncidents();
      const rows: BenchRow[] = [];
      for (const eventsARequest of EVENTS_A_REQUEST) {
        rows.push(...(await measure(hub, token, versions, eventsARequest)));
      }
      report('latency', { recordsPerS: RATE_PER_S, seconds: MEASURED_S }, rows, new Date());
    } finally {
      await hub.stop();
    }
  });
}

async function measure(
  hub: HubProcesses,
  token: string,
  incidents: Iterator<PoliceRow, never>,
  eventsARequest: number,
): Promise<readonly BenchRow[]> {
  const acknowledgedMs: number[] = [];
  const visibleMs: number[] = [];
  const under: Promise<void>[] = [];
  const beganMs = performance.now();
  const total = (WARM_UP_S + MEASURED_S) * RATE_PER_S;

  for (let sent = 0; sent < total; sent += eventsARequest) {
    const dueMs = beganMs + (sent * 1_000) / RATE_PER_S;
    if (performance.now() < dueMs) await pause(dueMs - performance.now());
    const rows = Array.from({ length: eventsARequest }, () => incidents.next().value);
    const measured = sent >= WARM_UP_S * RATE_PER_S;
    // Also while warming up: the gateway must be as warm as the rest.
    const followed = sent % FOLLOWED_EVERY === 0;
    under.push(
      follow(hub, token, rows, followed).then(({ acknowledged, visible }) => {
        if (measured) acknowledgedMs.push(acknowledged);
        if (measured && visible !== null) visibleMs.push(visible);
      }),
    );
  }
  await Promise.all(under);
  const perS = total / ((performance.now() - beganMs) / 1_000);
  const name = eventsARequest === 1 ? 'one a push' : `${eventsARequest} a push`;
  return [
    { measure: `${name}: records accepted`, value: perS, unit: '1/s', beside: `asked for ${RATE_PER_S}` },
    { measure: `${name}: push → 202 p50`, value: percentile(acknowledgedMs, 50), unit: 'ms' },
    { measure: `${name}: push → 202 p99`, value: percentile(acknowledgedMs, 99), unit: 'ms' },
    {
      measure: `${name}: push → visible p50`,
      value: percentile(visibleMs, 50),
      unit: 'ms',
      beside: `${visibleMs.length} followed`,
    },
    {
      measure: `${name}: push → visible p99`,
      value: percentile(visibleMs, 99),
      unit: 'ms',
      beside: 'aim < 100 ms',
    },
    {
      measure: `${name}: p99 / aim`,
      value: percentile(visibleMs, 99) / 100,
      unit: 'ratio',
      beside: 'aim < 1',
    },
  ];
}

/** Sends one push and, when asked to, queries until its last record is there. Times are from the start of the push, in ms. */
async function follow(
  hub: HubProcesses,
  token: string,
  rows: readonly PoliceRow[],
  followed: boolean,
): Promise<{ acknowledged: number; visible: number | null }> {
  const startedMs = performance.now();
  const { status } = await pushIncidents(hub.intakeUrl, hub.policeSecret, rows);
  if (status !== 202) throw new Error(`the intake answered ${status}`);
  const acknowledged = performance.now() - startedMs;
  if (!followed) return { acknowledged, visible: null };
  const number = rows.at(-1)?.['jjdbh'] ?? '';
  while (performance.now() - startedMs < GIVE_UP_MS) {
    if (await isVisible(hub.gatewayUrl, token, number)) {
      return { acknowledged, visible: performance.now() - startedMs };
    }
    await pause(POLL_MS);
  }
  throw new Error(`${number} was accepted but not visible within ${GIVE_UP_MS} ms`);
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

/** The first version of each incident only: then "visible" means this push. */
function* newIncidents(): Generator<PoliceRow, never, undefined> {
  const versions = incidentVersions(new Random('latency'));
  const seen = new Set<string>();
  for (;;) {
    const { sourceId, row } = versions.next().value;
    if (seen.has(sourceId)) continue;
    seen.add(sourceId);
    yield row;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
