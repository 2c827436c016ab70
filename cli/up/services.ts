import { CACHE_DIR } from '../../docker/local/parts.ts';
import { ensureKafka } from '../../docker/local/kafka-part.ts';
import { startKafka } from '../../docker/local/kafka.ts';
import { ensureMongod } from '../../docker/local/mongod-part.ts';
import { startMongod } from '../../docker/local/mongod.ts';
import { ensurePython } from '../../docker/local/python.ts';
import type { Report } from '../../docker/local/report.ts';
import { localProviderRefusal } from '../../gateway/access/identity/local-mode.ts';
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
  const { gatewayPort, intakePort, pipelinePort, simulatorPort, simulatorGridPort, identityPort } = settings;
  const shared = { host: settings.host, env: () => childEnvironment(process.env, settings, addresses) };
  const gateway = nodeService({
    ...shared,
    role: 'gateway',
    title: 'Gateway',
    main: 'gateway/main.ts',
    port: gatewayPort,
    logFile: home.logFile('gateway'),
    heapMb: 512,
    after: ['mongodb'],
  });
  const worker = nodeService({
    ...shared,
    role: 'worker',
    title: 'Connector worker',
    main: 'connectors/worker/main.ts',
    port: intakePort,
    logFile: home.logFile('worker'),
    heapMb: 384,
    after: ['mongodb', 'kafka'],
  });
  const pipeline = nodeService({
    ...shared,
    role: 'pipeline',
    title: 'Pipeline',
    main: 'streams/pipeline/main.ts',
    port: pipelinePort,
    logFile: home.logFile('pipeline'),
    heapMb: 512,
    after: ['mongodb', 'kafka'],
  });
  // Stands in for other people's systems: it needs nothing of ours, and tries again until the worker listens.
  const simulator = nodeService({
    ...shared,
    role: 'simulator',
    title: 'Simulated city',
    main: 'connectors/simulator/main.ts',
    port: simulatorPort,
    logFile: home.logFile('simulator'),
    heapMb: 384,
    after: [],
  });
  // Answers PostgreSQL and the health pages on one port. Its database lies outside the heap.
  const gridDatabase = nodeService({
    ...shared,
    role: 'grid-database',
    title: 'Grid database',
    main: 'connectors/simulator/grid-database/main.ts',
    port: simulatorGridPort,
    logFile: home.logFile('grid-database'),
    heapMb: 96,
    after: [],
  });
  // Issues tokens to people in a browser and to machines; the gateway needs only its public key, which lies in the home.
  const identity = nodeService({
    ...shared,
    role: 'identity',
    title: 'Sign-in',
    main: 'gateway/access/identity/local-provider/main.ts',
    port: identityPort,
    logFile: home.logFile('identity'),
    heapMb: 96,
    after: [],
  });
  const signIn = localProviderRefusal(settings) === null ? [identity] : [];
  return [gateway, worker, pipeline, ...signIn, ...(withCity ? [simulator, gridDatabase] : [])];
}
