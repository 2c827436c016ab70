import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLocalServer, type LocalServer } from '../../docker/local/local-server.ts';
import { spawnGuarded } from '../../docker/local/guarded-child.ts';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { pickPort } from '../../docker/local/ports.ts';
import { inheritedEnvironment } from './process-environment.ts';

/** `gateway2` is another gateway of the same hub, on a port of its own. */
export const HUB_ROLES = ['worker', 'pipeline', 'gateway', 'gateway2'] as const;
export type HubRole = (typeof HUB_ROLES)[number];

export interface HubOptions {
  /** Home folder of this hub: connectors.yaml, secrets, keys, logs. */
  readonly home: string;
  readonly kafkaBrokers: readonly string[];
  readonly mongodbUri: string;
  readonly topicPrefix: string;
  readonly partitions: number;
  readonly roles: readonly HubRole[];
  /** Connectors beside `police110-push`, as connectors.yaml lists them. */
  readonly connectors?: readonly {
    readonly name: string;
    readonly config: Readonly<Record<string, unknown>>;
  }[];
  /** More secrets, by file name. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** The hub's own processes, each as `tributary up` starts it, on free ports. */
export interface HubProcesses {
  readonly processes: Readonly<Partial<Record<HubRole, LocalServer>>>;
  readonly intakeUrl: string;
  readonly gatewayUrl: string;
  readonly gateway2Url: string;
  /** Shared secret of the police push, decoded. */
  readonly policeSecret: Uint8Array;
  /** SIGKILL to all, then waits for their end. */
  stop(): Promise<void>;
}

const MAINS: Readonly<Record<HubRole, string>> = {
  worker: 'connectors/worker/main.ts',
  pipeline: 'streams/pipeline/main.ts',
  gateway: 'gateway/main.ts',
  gateway2: 'gateway/main.ts',
};

export async function startHubProcesses(options: HubOptions): Promise<HubProcesses> {
  const gatewayPort = await pickPort(undefined);
  const ports = {
    gateway: gatewayPort,
    worker: await pickPort(undefined, [gatewayPort]),
    pipeline: await pickPort(undefined, [gatewayPort]),
    gateway2: await pickPort(undefined, [gatewayPort]),
  };
  const policeSecret = randomBytes(32);
  writeConfiguration(options, policeSecret);
  const env = {
    ...inheritedEnvironment(),
    NODE_ENV: 'production',
    TRIBUTARY_HOME: options.home,
    TRIBUTARY_PORT: String(ports.gateway),
    TRIBUTARY_INTAKE_PORT: String(ports.worker),
    TRIBUTARY_PIPELINE_PORT: String(ports.pipeline),
    TRIBUTARY_KAFKA_BROKERS: options.kafkaBrokers.join(','),
    TRIBUTARY_MONGODB_URI: options.mongodbUri,
    TRIBUTARY_TOPIC_PREFIX: options.topicPrefix,
    TRIBUTARY_TOPIC_PARTITIONS: String(options.partitions),
    TRIBUTARY_LOG_LEVEL: 'warn',
  };
  const started = await Promise.all(
    options.roles.map(async (role): Promise<[HubRole, LocalServer]> => [
      role,
      await startRole(role, ports[role], {
        ...env,
        ...(role === 'gateway2' ? { TRIBUTARY_PORT: String(ports.gateway2) } : {}),
      }),
    ]),
  );
  return {
    processes: Object.fromEntries(started),
    intakeUrl: `http://127.0.0.1:${ports.worker}`,
    gatewayUrl: `http://127.0.0.1:${ports.gateway}`,
    gateway2Url: `http://127.0.0.1:${ports.gateway2}`,
    policeSecret,
    stop: async () => {
      for (const [, server] of started) server.kill();
      await Promise.all(started.map(([, server]) => server.stop()));
    },
  };
}

function startRole(
  role: HubRole,
  port: number,
  env: Readonly<Record<string, string | undefined>>,
): Promise<LocalServer> {
  const logFile = join(env['TRIBUTARY_HOME'] ?? '', 'logs', `${role}.log`);
  return startLocalServer({
    title: role,
    logFile,
    readyWithinMs: 60_000,
    stopWithinMs: 15_000,
    spawn: () =>
      spawnGuarded({
        command: join(PROJECT_DIR, 'node_modules', '.bin', 'node'),
        args: [join(PROJECT_DIR, MAINS[role])],
        env,
        cwd: PROJECT_DIR,
        logFile,
        graceSeconds: 0,
      }),
    isReady: () => isReady(`http://127.0.0.1:${port}/readyz`),
  });
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function writeConfiguration(options: HubOptions, policeSecret: Uint8Array): void {
  const secrets = {
    ...options.secrets,
    'police110.hmac': `whsec_${Buffer.from(policeSecret).toString('base64')}`,
  };
  mkdirSync(join(options.home, 'secrets'), { recursive: true });
  for (const [file, text] of Object.entries(secrets)) {
    writeFileSync(join(options.home, 'secrets', file), `${text}\n`, { mode: 0o600 });
  }
  const connectors = [
    {
      name: 'police110-push',
      config: { 'connector.class': 'police110.push', 'secret.file': 'police110.hmac' },
    },
    ...(options.connectors ?? []),
  ];
  // YAML 1.2 is a superset of JSON.
  writeFileSync(join(options.home, 'connectors.yaml'), JSON.stringify(connectors, null, 2));
}
