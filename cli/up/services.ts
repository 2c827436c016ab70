import { CACHE_DIR } from '../../docker/local/parts.ts';
import { ensureKafka } from '../../docker/local/kafka-part.ts';
import { startKafka } from '../../docker/local/kafka.ts';
import { ensureMongod } from '../../docker/local/mongod-part.ts';
import { startMongod } from '../../docker/local/mongod.ts';
import { ensurePython } from '../../docker/local/python.ts';
import type { Report } from '../../docker/local/report.ts';
import type { Settings } from '../../runtime/settings.ts';
import type { Home } from '../home/home.ts';
import { childEnvironment, type ServerAddresses } from './child-environment.ts';
import { nodeService } from './node-service.ts';
import { serverService } from './server-service.ts';
import type { ServiceSpec } from './service.ts';

const DATABASE = 'tributary';
/** Seconds that a server has to end by itself when `up` was killed. */
const GRACE_SECONDS = 20;

/**
 * The servers that this home must run itself: none that the environment gives. Installs their programs when they are missing.
 * @throws HubError HUB_PART_MISSING
 */
export async function localServers(
  { home, settings, report }: { readonly home: Home; readonly settings: Settings; readonly report: Report },
  addresses: ServerAddresses,
): Promise<readonly ServiceSpec[]> {
  const ownMongod = settings.mongodbUri === null;
  const ownKafka = settings.kafkaBrokers.length === 0;
  if (ownMongod && ownKafka) await ensurePython(CACHE_DIR, report);
  const [mongod, kafka] = await Promise.all([
    ownMongod ? ensureMongod(CACHE_DIR, report) : undefined,
    ownKafka ? ensureKafka(CACHE_DIR, report) : undefined,
  ]);
  const services: ServiceSpec[] = [];
  if (mongod !== undefined) {
    const logFile = home.logFile('mongodb');
    services.push(
      serverService({
        role: 'mongodb',
        title: 'MongoDB',
        logFile,
        start: () =>
          startMongod({
            mongod,
            dir: home.mongodbDir,
            logFile,
            database: DATABASE,
            graceSeconds: GRACE_SECONDS,
          }),
        started: (server) => {
          addresses.mongodbUri = server.uri;
        },
        address: (server) => server.uri,
      }),
    );
  }
  if (kafka !== undefined) {
    const logFile = home.logFile('kafka');
    services.push(
      serverService({
        role: 'kafka',
        title: 'Kafka',
        logFile,
        start: () => startKafka({ ...kafka, dir: home.kafkaDir, logFile, graceSeconds: GRACE_SECONDS }),
        started: (server) => {
          addresses.kafkaBrokers = server.brokers;
        },
        address: (server) => server.brokers.join(','),
      }),
    );
  }
  return services;
}

/** Our own processes, in the order in which they are stopped. */
export function ourProcesses(
  home: Home,
  settings: Settings,
  addresses: Readonly<ServerAddresses>,
  withCity: boolean,
): readonly ServiceSpec[] {
  const env = childEnvironment(process.env, settings, addresses);
  const make = (role: string, title: string, main: string, port: number, heapMb: number): ServiceSpec =>
    nodeService({ role, title, main, port, heapMb, host: settings.host, logFile: home.logFile(role), env });
  return [
    make('gateway', 'Gateway', 'gateway/main.ts', settings.gatewayPort, 512),
    make('worker', 'Connector worker', 'connectors/worker/main.ts', settings.intakePort, 384),
    make('pipeline', 'Pipeline', 'streams/pipeline/main.ts', settings.pipelinePort, 512),
    ...(withCity
      ? [make('simulator', 'Simulated city', 'connectors/simulator/main.ts', settings.simulatorPort, 384)]
      : []),
  ];
}
