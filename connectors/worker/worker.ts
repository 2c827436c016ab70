import { resolve } from 'node:path';
import type { Logger } from '../../runtime/log.ts';
import type { Health } from '../../runtime/operations-server.ts';
import type { Running } from '../../runtime/run-process.ts';
import { requireServers, type Settings } from '../../runtime/settings.ts';
import type { Store } from '../../schema/store/models.ts';
import { createKafka, type KafkaDoor } from '../../streams/kafka/kafka.ts';
import type { SourceContext } from '../kit/source.ts';
import { feedsWith, OUTBOUND } from '../registry.ts';
import { readConnectors, type ConfiguredConnector } from './config.ts';
import { cursorOf } from './cursors.ts';
import { Dependencies } from './dependencies.ts';
import { Emitter } from './emitter.ts';
import { FeedStatuses } from './feed-statuses.ts';
import { feedTopics } from './feed-topics.ts';
import { IntakeRoutes } from './intake-routes.ts';
import { serveIntake } from './intake-server.ts';
import { knownRecordsOf } from './known-records.ts';
import { deadLettersEmitted, recordsEmitted, referencesEmitted } from './metrics.ts';
import { outboundTopics, startOutbound } from './outbound.ts';
import { readSecret } from './secrets.ts';
import { Task } from './task.ts';

/** A push is answered within 5 s also while the broker is away. */
const ANSWER_WITHIN_MS = 4_500;
const REQUEST_TIMEOUT_MS = 3_000;

export interface Worker extends Running {
  readonly intakePort: number;
  readonly health: Health;
  /** Status of each connector by its name. */
  statuses(): Readonly<Record<string, Task['status']>>;
}

/**
 * Runs the configured connectors. Starts also while Kafka and MongoDB are still coming up: the intake answers 503 meanwhile, pollers and
 * folders wait.
 * @throws HubError HUB_CONFIG_INVALID
 */
export async function startWorker(settings: Settings, log: Logger): Promise<Worker> {
  const { kafkaBrokers, mongodbUri } = requireServers(settings);
  const { sources: connectors, outbound } = await readConnectors(settings.connectorsFile, {
    feeds: feedsWith(settings.profilesDir),
    outbound: OUTBOUND,
  });
  const topics = outboundTopics(outbound, settings);
  const kafka = createKafka({ brokers: kafkaBrokers, clientId: 'tributary-worker', log });
  const producer = kafka.createProducer({ requestTimeoutMs: REQUEST_TIMEOUT_MS });
  const dependencies = new Dependencies({ kafka, producer, mongodbUri, settings, topics, log });
  const emitter = new Emitter({
    producer,
    topics: feedTopics(settings),
    answerWithinMs: ANSWER_WITHIN_MS,
    waitingFor: () => dependencies.waitingForTopics(),
    onOutcome: (fault) => {
      dependencies.heardFromKafka(fault);
    },
  });
  const routes = new IntakeRoutes();
  const statuses = new FeedStatuses(dependencies.store, log);
  const tasks = new Map<string, Task>();

  const health: Health = {
    ready() {
      const waiting = dependencies.waitingFor();
      if (waiting !== null) return waiting;
      const all = [...tasks.values(), ...telling.tasks.values()];
      const failed = all.filter(({ status }) => status.state === 'FAILED');
      if (all.length > 0 && failed.length === all.length)
        return `no connector runs: ${failed[0]?.status.trace ?? ''}`;
      return all.some(({ status }) => status.state === 'UNASSIGNED') ? 'connectors are starting' : null;
    },
  };
  const telling = startOutbound({
    connectors: outbound,
    settings,
    log,
    kafka,
    producer,
    store: dependencies.store,
    ready: dependencies.ready,
  });
  const server = await serveIntake({ host: settings.host, port: settings.intakePort, routes, health, log });

  for (const { name, feed, connectorClass, silenceAlarmMs } of connectors) {
    const startedAt = new Date().toISOString();
    statuses.register(feed.name, { name, class: connectorClass.name, silenceAlarmMs, startedAt });
  }
  for (const connector of connectors) {
    const context = contextOf(connector, {
      settings,
      log,
      emitter,
      routes,
      statuses,
      tasks,
      store: dependencies.store,
      kafka,
    });
    const task = new Task({
      name: connector.name,
      retry: connector.retry,
      log,
      gate: dependencies.ready,
      random: Math.random,
      open: () => connector.connectorClass.open(connector.config, context),
      onStatus: ({ state, trace }) => {
        statuses.note(connector.feed.name, connector.name, { state, trace });
      },
    });
    tasks.set(connector.name, task);
  }
  const names = [...tasks.keys(), ...telling.tasks.keys()];
  log.info({ port: server.port, connectors: names }, 'worker started');

  return {
    intakePort: server.port,
    health,
    statuses: () =>
      Object.fromEntries([...tasks, ...telling.tasks].map(([name, { status }]) => [name, status])),
    async stop() {
      await Promise.all([server.stop(), telling.stop(), ...[...tasks.values()].map((task) => task.stop())]);
      await producer.stop();
      await dependencies.stop(async () => {
        await Promise.all([statuses.stop(), telling.writeStatuses()]);
      });
    },
  };
}

interface Lent {
  readonly settings: Settings;
  readonly log: Logger;
  readonly emitter: Emitter;
  readonly routes: IntakeRoutes;
  readonly statuses: FeedStatuses;
  readonly tasks: ReadonlyMap<string, Task>;
  readonly store: Promise<Store>;
  readonly kafka: KafkaDoor;
}

function contextOf({ name, feed }: ConfiguredConnector, lent: Lent): SourceContext {
  const now = (): Date => new Date();
  const brought = (count: number): void => {
    if (count > 0) lent.statuses.note(feed.name, name, { lastRecordAt: now().toISOString() });
  };
  return {
    name,
    async emit(records) {
      await lent.emitter.emit(records);
      recordsEmitted.inc({ connector: name }, records.length);
      brought(records.length);
    },
    async emitReference(entries) {
      await lent.emitter.emitReference(entries);
      referencesEmitted.inc({ connector: name }, entries.length);
      brought(entries.length);
    },
    async deadLetter(letters) {
      await lent.emitter.deadLetter(letters);
      deadLettersEmitted.inc({ connector: name }, letters.length);
      brought(letters.length);
    },
    cursor: cursorOf(lent.store, name, now),
    known: knownRecordsOf({
      kafka: lent.kafka,
      store: lent.store,
      topicPrefix: lent.settings.topicPrefix,
      feed: feed.name,
    }),
    intake: lent.routes.registrarFor(name),
    contact() {
      lent.statuses.note(feed.name, name, { lastContactAt: now().toISOString() });
      lent.tasks.get(name)?.contact();
    },
    secret: (file) => readSecret(lent.settings.secretsDir, file),
    resolvePath: (path) => resolve(lent.settings.home, path),
    now,
    log: lent.log.child({ connector: name }),
  };
}
