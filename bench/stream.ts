import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { Random } from '../connectors/simulator/noise/random.ts';
import { signToken } from '../gateway/access/identity/local-issuer.ts';
import { keepEvents, type KeptEventGiven } from '../gateway/subgraphs/testing/kept-events.ts';
import { recordIdOf } from '../schema/canonical/ids.ts';
import { connectStore } from '../schema/store/connection.ts';
import { ensureIndexes, openStore, type Store } from '../schema/store/models.ts';
import { incidentVersions } from '../test/chaos/incidents.ts';
import { startHubProcesses, type HubProcesses } from '../test/harness/hub-processes.ts';
import { pushIncidents, type PoliceRow } from '../test/harness/police-push.ts';
import { cpuOfProcess } from './cpu-of-process.ts';
import { percentile } from './percentile.ts';
import { report, type BenchRow } from './report.ts';
import { withServers } from './servers.ts';
import { StreamClient } from './stream-client.ts';

/** One pipeline process on a small machine keeps up with the first; the aim is for the second. */
const RATES_PER_S = [50, 500] as const;
const WARM_UP_S = 10;
const MEASURED_S = 20;
const SUBSCRIBERS = 5_000;
const OPENING_AT_ONCE = 100;
const FAN_OUTS = 20;
const SETTLE_MS = 3_000;
const STALLED_EVENTS = 2_000;
const STALLED_TITLE_CHARACTERS = 20_000;
/** Of a dispute that every subscriber here may see. */
const SEEN: Pick<KeptEventGiven, 'guard' | 'reach'> = {
  guard: 'NORMAL',
  reach: ['police110|NORMAL|320612003'],
};
const DISPUTES = 'subscription { disputeChanged { cursor event { id recordIds } } }';
const WHISTLES = 'subscription { riskEvents(filter: {kinds: [WHISTLE]}) { cursor event { id title } } }';
const OVERDUE = 'subscription { riskEvents(filter: {kinds: [OVERDUE]}) { cursor event { id title } } }';

/** Push of a record → event at a subscriber over the real path; then one gateway with thousands of subscribers, and one reader that stalls. */
export async function run(args: readonly string[]): Promise<void> {
  const subscribers = Number(args[0] ?? SUBSCRIBERS);
  await withServers('stream', async ({ dir, kafkaBrokers, mongodbUri }) => {
    const home = join(dir, 'home');
    const common = { home, kafkaBrokers, topicPrefix: 'bench', partitions: 6 };
    const rows: BenchRow[] = [];
    const hub = await startHubProcesses({ ...common, mongodbUri, roles: ['worker', 'pipeline', 'gateway'] });
    try {
      const token = await signToken(home, 'police');
      const incidents = disputeIncidents();
      for (const rate of RATES_PER_S) rows.push(...(await latency(hub, token, incidents, rate)));
    } finally {
      await hub.stop();
    }
    const alone = await startHubProcesses({ ...common, mongodbUri: besides(mongodbUri), roles: ['gateway'] });
    const store = openStore(await connectStore(besides(mongodbUri)));
    try {
      await ensureIndexes(store);
      await keepEvents(store, []);
      const token = await signToken(home, 'police');
      rows.push(...(await fanOut(alone, store, token, subscribers)), ...(await stalled(alone, store, token)));
    } finally {
      await store.connection.close();
      await alone.stop();
    }
    report('stream', { seconds: MEASURED_S, subscribers }, rows, new Date());
  });
}

async function latency(
  hub: HubProcesses,
  token: string,
  rows: Iterator<PushedIncident, never>,
  ratePerS: number,
): Promise<readonly BenchRow[]> {
  const pushedAtMs = new Map<string, number>();
  const tookMs: number[] = [];
  const client = await StreamClient.open(hub.gatewayUrl, token);
  let measuring = false;
  client.onNext = (payload) => {
    const { data } = payload as { data?: { disputeChanged?: { event: { recordIds: string[] } | null } } };
    for (const id of data?.disputeChanged?.event?.recordIds ?? []) {
      const at = pushedAtMs.get(id);
      if (at === undefined) continue;
      pushedAtMs.delete(id);
      if (measuring) tookMs.push(performance.now() - at);
    }
  };
  await client.subscribe('1', DISPUTES);
  const began = performance.now();
  const pushes: Promise<unknown>[] = [];
  for (let sent = 0; sent < (WARM_UP_S + MEASURED_S) * ratePerS; sent += 1) {
    const dueMs = began + (sent * 1_000) / ratePerS;
    if (performance.now() < dueMs) await pause(dueMs - performance.now());
    measuring ||= sent >= WARM_UP_S * ratePerS;
    const { sourceId, row } = rows.next().value;
    pushedAtMs.set(recordIdOf('police110', sourceId), performance.now());
    pushes.push(pushIncidents(hub.intakeUrl, hub.policeSecret, [row]));
  }
  await Promise.all(pushes);
  await pause(SETTLE_MS);
  client.close();
  if (tookMs.length === 0) throw new Error('none of the records that were pushed came back as an event');
  return [
    {
      measure: `push → event at ${ratePerS}/s p50`,
      value: percentile(tookMs, 50),
      unit: 'ms',
      beside: `aim ≤ 25 ms; ${tookMs.length} of ${MEASURED_S * ratePerS} seen`,
    },
    {
      measure: `push → event at ${ratePerS}/s p99`,
      value: percentile(tookMs, 99),
      unit: 'ms',
      beside: 'aim ≤ 100 ms',
    },
  ];
}

async function fanOut(
  hub: HubProcesses,
  store: Store,
  token: string,
  subscribers: number,
): Promise<readonly BenchRow[]> {
  const clients: StreamClient[] = [];
  // What the first subscriber alone costs (plans, compiled code) is no subscriber's.
  const first = await StreamClient.open(hub.gatewayUrl, token);
  await first.subscribe('1', WHISTLES);
  await keepEvents(store, [{ partition: 2, offset: 0, kind: 'WHISTLE', ...SEEN }]);
  await pause(SETTLE_MS);
  first.close();
  while (clients.length < subscribers) {
    const some = Math.min(OPENING_AT_ONCE, subscribers - clients.length);
    clients.push(
      ...(await Promise.all(Array.from({ length: some }, () => StreamClient.open(hub.gatewayUrl, token)))),
    );
  }
  await pause(SETTLE_MS);
  const socketsBytes = residentBytes(hub);
  for (let from = 0; from < clients.length; from += OPENING_AT_ONCE) {
    await Promise.all(
      clients.slice(from, from + OPENING_AT_ONCE).map((client) => client.subscribe('1', WHISTLES)),
    );
  }
  await pause(SETTLE_MS);
  const subscribedBytes = residentBytes(hub);
  const tookMs: number[] = [];
  const cpuBefore = cpuOfProcess(pidOf(hub));
  for (let event = 0; event < FAN_OUTS; event += 1) {
    let toldAtMs = 0;
    const all = clients.map(
      (client) =>
        new Promise<void>((resolve) => {
          client.onNext = () => {
            tookMs.push(performance.now() - toldAtMs);
            resolve();
          };
        }),
    );
    toldAtMs = performance.now();
    await keepEvents(store, [{ partition: 0, offset: event, kind: 'WHISTLE', ...SEEN }]);
    await Promise.all(all);
  }
  // The audit writes down what was sent a second later.
  await pause(SETTLE_MS);
  const cpuMs = cpuOfProcess(pidOf(hub)) - cpuBefore;
  for (const client of clients) client.close();
  await pause(SETTLE_MS);
  return [
    {
      measure: 'memory a subscriber, over its socket',
      value: (subscribedBytes - socketsBytes) / subscribers / 1_024,
      unit: 'KiB',
      beside: `aim ≤ 25 KiB; ${subscribers} subscribers`,
    },
    { measure: 'one event to all p50', value: percentile(tookMs, 50), unit: 'ms' },
    { measure: 'one event to all p99', value: percentile(tookMs, 99), unit: 'ms', beside: 'aim ≤ 250 ms' },
    {
      measure: 'CPU of the gateway for one event to one',
      value: (cpuMs * 1_000) / (FAN_OUTS * subscribers),
      unit: 'µs',
      beside: 'with its entries of the audit',
    },
  ];
}

/** 40 MB and more are told while one client reads nothing and another reads all. */
async function stalled(hub: HubProcesses, store: Store, token: string): Promise<readonly BenchRow[]> {
  const [still, other] = await Promise.all([
    StreamClient.open(hub.gatewayUrl, token),
    StreamClient.open(hub.gatewayUrl, token),
  ]);
  await Promise.all([still.subscribe('1', OVERDUE), other.subscribe('1', OVERDUE)]);
  const before = residentBytes(hub);
  still.socket.pause();
  let seen = 0;
  const all = new Promise<void>((resolve) => {
    other.onNext = () => {
      seen += 1;
      if (seen === STALLED_EVENTS) resolve();
    };
  });
  let most = before;
  for (let event = 0; event < STALLED_EVENTS; event += 100) {
    await keepEvents(
      store,
      Array.from({ length: 100 }, (_, n) => ({
        partition: 1,
        offset: event + n,
        kind: 'OVERDUE' as const,
        ...SEEN,
        title: 'x'.repeat(STALLED_TITLE_CHARACTERS),
      })),
    );
    most = Math.max(most, residentBytes(hub));
  }
  await all;
  most = Math.max(most, residentBytes(hub));
  still.socket.terminate();
  other.close();
  return [
    {
      measure: 'memory with a stalled reader, more than before',
      value: (most - before) / 2 ** 20,
      unit: 'MiB',
      beside: `${Math.round((STALLED_EVENTS * STALLED_TITLE_CHARACTERS) / 2 ** 20)} MiB were told, which the ring of all subscribers holds`,
    },
  ];
}

/** Resident memory of the gateway's process, as Linux counts it. */
function residentBytes(hub: HubProcesses): number {
  const status = readFileSync(`/proc/${pidOf(hub)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
}

function pidOf({ processes }: HubProcesses): number {
  const pid = processes.gateway?.pid;
  if (pid === undefined) throw new Error('the gateway does not run');
  return pid;
}

function besides(mongodbUri: string): string {
  const url = new URL(mongodbUri);
  url.pathname = '/bench_stream';
  return url.toString();
}

/** The first version of each incident only. */
interface PushedIncident {
  readonly sourceId: string;
  readonly row: PoliceRow;
}

function* disputeIncidents(): Generator<PushedIncident, never, undefined> {
  const versions = incidentVersions(new Random('stream'));
  const seen = new Set<string>();
  for (;;) {
    const { sourceId, row } = versions.next().value;
    if (seen.has(sourceId)) continue;
    seen.add(sourceId);
    yield { sourceId, row };
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
