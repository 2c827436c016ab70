import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spawnGuarded } from '../../docker/local/guarded-child.ts';
import { answersKafka } from '../../docker/local/kafka-probe.ts';
import { brokerLogging } from '../../docker/local/kafka-properties.ts';
import { ensureKafka, type KafkaPart } from '../../docker/local/kafka-part.ts';
import { startLocalServer, type LocalServer } from '../../docker/local/local-server.ts';
import { CACHE_DIR } from '../../docker/local/parts.ts';
import { pickPort } from '../../docker/local/ports.ts';
import { silent } from '../../docker/local/report.ts';
import { runTool } from '../../docker/local/run-tool.ts';
import { createLog } from '../../runtime/log.ts';
import { readSettings } from '../../runtime/settings.ts';
import { createKafka, type KafkaDoor } from '../../streams/kafka/kafka.ts';
import { eventually } from '../harness/eventually.ts';
import { freshTopicPrefix } from '../harness/servers.ts';
import { testSize } from '../harness/size.ts';
import { clusterCompose } from './compose.ts';

const { services } = clusterCompose();
const BROKERS = Object.keys(services).filter((name) => /^kafka-\d$/.test(name));
/** Small ones: three run beside everything else. The cleaner's buffer alone takes 128 MB. */
const JVM = ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData'];

interface Ports {
  readonly broker: number;
  readonly controller: number;
}

let folder: string;
let part: KafkaPart;
const ports = new Map<string, Ports>();
const brokers = new Map<string, LocalServer>();
let door: KafkaDoor;

const environmentOf = (name: string): Readonly<Record<string, string | number>> =>
  services[name]?.environment ?? {};

/** The broker's settings as its image makes them of `KAFKA_…`, with this machine's addresses and folders. */
function propertiesOf(name: string): string {
  const own = ports.get(name);
  const lines = Object.entries(environmentOf(name))
    .filter(([variable]) => variable.startsWith('KAFKA_') && variable !== 'KAFKA_HEAP_OPTS')
    .map(([variable, value]) => {
      const property = variable.slice('KAFKA_'.length).toLowerCase().replaceAll('_', '.');
      let here = String(value)
        .replace('PLAINTEXT://:9092', `PLAINTEXT://127.0.0.1:${own?.broker ?? 0}`)
        .replace('CONTROLLER://:9093', `CONTROLLER://127.0.0.1:${own?.controller ?? 0}`)
        .replace('/var/lib/kafka/data', join(folder, name, 'data'));
      for (const [other, { broker, controller }] of ports) {
        here = here
          .replace(`${other}:9092`, `127.0.0.1:${broker}`)
          .replace(`${other}:9093`, `127.0.0.1:${controller}`);
      }
      return `${property}=${here}\n`;
    });
  return lines.join('');
}

async function startBroker(name: string): Promise<void> {
  const place = join(folder, name);
  mkdirSync(place, { recursive: true });
  const properties = join(place, 'server.properties');
  const logging = join(place, 'log4j2.properties');
  writeFileSync(properties, propertiesOf(name));
  writeFileSync(logging, brokerLogging());
  const java = [...JVM, `-Dlog4j2.configurationFile=${logging}`, '-cp', part.classPath.join(':')];
  const clusterId = String(environmentOf(name)['CLUSTER_ID']);
  const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties];
  const formatted = await runTool(part.java, [...java, ...format]);
  if (formatted.code !== 0) throw new Error(formatted.tail);
  const logFile = join(place, 'broker.log');
  const port = ports.get(name)?.broker ?? 0;
  const server = await startLocalServer({
    title: name,
    logFile,
    readyWithinMs: 120_000,
    stopWithinMs: 10_000,
    spawn: () =>
      spawnGuarded({
        command: part.java,
        args: [...java, 'kafka.Kafka', properties],
        env: { PATH: process.env['PATH'], HOME: place, LC_ALL: 'C.UTF-8' },
        logFile,
        graceSeconds: 0,
      }),
    isReady: () => answersKafka('127.0.0.1', port),
  });
  brokers.set(name, server);
}

async function killBroker(name: string): Promise<void> {
  const broker = brokers.get(name);
  broker?.kill();
  await broker?.whenExited();
}

// Three Java processes: with the big sizes only.
describe.runIf(testSize() === 'full')('the brokers of the cluster, with their settings as written', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tributary-kafka-'));
    part = await ensureKafka(CACHE_DIR, silent);
    const taken: number[] = [];
    for (const name of BROKERS) {
      const broker = await pickPort(undefined, taken);
      const controller = await pickPort(undefined, [...taken, broker]);
      taken.push(broker, controller);
      ports.set(name, { broker, controller });
    }
    await Promise.all(BROKERS.map(startBroker));
    door = createKafka({
      brokers: [...ports.values()].map(({ broker }) => `127.0.0.1:${broker}`),
      clientId: 'test',
      log: createLog('test', 'silent'),
    });
  }, 300_000);

  afterAll(async () => {
    for (const broker of brokers.values()) broker.kill();
    await Promise.all([...brokers.values()].map((broker) => broker.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  test('take messages while one of three is away, and refuse them rather than keep them once', async () => {
    const told = services['worker']?.environment ?? {};
    const { topicReplication, topicMinInsyncReplicas } = readSettings({
      TRIBUTARY_TOPIC_REPLICATION: String(told['TRIBUTARY_TOPIC_REPLICATION']),
      TRIBUTARY_TOPIC_MIN_INSYNC_REPLICAS: String(told['TRIBUTARY_TOPIC_MIN_INSYNC_REPLICAS']),
    });
    const topic = `${freshTopicPrefix()}.cluster`;
    await door.ensureTopics([{ name: topic, retentionMs: 3_600_000 }], {
      partitions: 3,
      replication: topicReplication,
      minInsyncReplicas: topicMinInsyncReplicas,
    });
    const producer = door.createProducer();
    const send = async (): Promise<true> => {
      await producer.send(
        topic,
        ['a', 'b', 'c'].map((key) => ({ key, value: key })),
      );
      return true;
    };
    try {
      await eventually(send, { what: 'a message that three brokers keep' });
      await killBroker('kafka-3');
      await eventually(send, { what: 'a message that two brokers keep' });
      await killBroker('kafka-2');
      await expect(send()).rejects.toThrow();
    } finally {
      await producer.stop();
    }
  });
});
