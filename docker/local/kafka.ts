import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { readFileIfThere, writeFileAtomic } from './atomic-file.ts';
import { spawnGuarded } from './guarded-child.ts';
import { answersKafka } from './kafka-probe.ts';
import { brokerLogging, brokerProperties } from './kafka-properties.ts';
import { startLocalServer, type LocalServer } from './local-server.ts';
import { pickPort } from './ports.ts';

export interface KafkaOptions {
  /** The Java program, from `ensureKafka`. */
  readonly java: string;
  /** Kafka's jars, from `ensureKafka`. */
  readonly classPath: readonly string[];
  /** Classes that are loaded and linked already, from `ensureKafka`. The JVM starts without it when it does not fit. */
  readonly startCache: string | null;
  /** Writes such a file when this broker stops. */
  readonly recordStartCache?: string;
  /** Folder of this broker: settings, data and remembered ports. Kept between runs. */
  readonly dir: string;
  readonly logFile: string;
  /** Seconds it has to end by itself when this process dies; see `GuardedChildOptions`. */
  readonly graceSeconds?: number;
  /** Milliseconds that `stop` waits before it kills: 20 s unless told. */
  readonly stopWithinMs?: number;
}

export interface LocalKafka extends LocalServer {
  readonly port: number;
  /** One `127.0.0.1:PORT`. */
  readonly brokers: readonly string[];
}

const HOST = '127.0.0.1';

/** A small broker: 128 MB of heap, no JIT compiler of the second tier. About 150 MB of memory at rest. */
const JVM = [
  '-Xmx128m',
  '-Xms32m',
  '-Xss256k',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:ReservedCodeCacheSize=32m',
  '-XX:MaxMetaspaceSize=96m',
  '-XX:-UsePerfData',
  '-XX:+ExitOnOutOfMemoryError',
];

/**
 * Starts a KRaft broker (its own controller, no ZooKeeper) and resolves once it answers requests. Ports are remembered in the folder and
 * picked anew when another program has taken them. Topics are never made by accident (`auto.create.topics.enable=false`).
 * @throws HubError HUB_PART_MISSING with the end of its log.
 */
export async function startKafka(options: KafkaOptions): Promise<LocalKafka> {
  mkdirSync(options.dir, { recursive: true });
  const { port, controllerPort } = await pickPorts(join(options.dir, 'ports'));
  const data = join(options.dir, 'data');
  const properties = join(options.dir, 'server.properties');
  const logging = join(options.dir, 'log4j2.properties');
  writeFileAtomic(properties, brokerProperties({ host: HOST, port, controllerPort, data }));
  writeFileAtomic(logging, brokerLogging());
  const java = [
    ...JVM,
    ...startCacheArguments(options),
    `-Dlog4j2.configurationFile=${logging}`,
    '-cp',
    options.classPath.join(':'),
  ];
  // Written last by the format tool: a folder without it was never finished.
  if (!existsSync(join(data, 'meta.properties'))) await format(options.java, java, properties);
  const server = await startLocalServer({
    title: 'Kafka',
    logFile: options.logFile,
    readyWithinMs: 90_000,
    stopWithinMs: options.stopWithinMs ?? 20_000,
    spawn: () =>
      spawnGuarded({
        command: options.java,
        args: [...java, 'kafka.Kafka', properties],
        env: { PATH: process.env['PATH'], HOME: options.dir, LC_ALL: 'C.UTF-8' },
        logFile: options.logFile,
        graceSeconds: options.graceSeconds ?? 0,
      }),
    isReady: () => answersKafka(HOST, port),
  });
  return Object.assign(server, { port, brokers: [`${HOST}:${port}`] });
}

function startCacheArguments({ startCache, recordStartCache }: KafkaOptions): readonly string[] {
  if (recordStartCache !== undefined) return [`-XX:AOTCacheOutput=${recordStartCache}`];
  // Without one that fits it starts all the same; what the JVM says of it would frighten a reader of the log.
  return startCache === null ? [] : [`-XX:AOTCache=${startCache}`, '-Xlog:aot*=off', '-Xlog:cds*=off'];
}

async function pickPorts(file: string): Promise<{ port: number; controllerPort: number }> {
  const [wanted, wantedController] = (readFileIfThere(file) ?? '').split(' ').map(Number);
  const port = await pickPort(wanted === 0 ? undefined : wanted);
  const controllerPort = await pickPort(wantedController, [port]);
  if (port !== wanted || controllerPort !== wantedController)
    writeFileAtomic(file, `${port} ${controllerPort}`);
  return { port, controllerPort };
}

async function format(java: string, args: readonly string[], properties: string): Promise<void> {
  // As Kafka's own ids: never with a hyphen in front, which the tool would take for an option.
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  const tool = spawn(
    java,
    [...args, 'kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', clusterId, '-c', properties],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  tool.stdout.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  tool.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    tool.once('error', reject);
    tool.once('close', resolve);
  });
  if (code !== 0) {
    throw new HubError(
      'HUB_PART_MISSING',
      `Kafka could not prepare its data folder (exit code ${code}):\n${said}`,
    );
  }
}
