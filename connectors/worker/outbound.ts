import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from '../../runtime/log.ts';
import type { Settings } from '../../runtime/settings.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Store } from '../../schema/store/models.ts';
import { OutboundLeases } from '../../schema/store/outbound-leases.ts';
import { groupsOf } from '../../schema/topics/groups.ts';
import {
  allTopics,
  eventsTopic,
  transport,
  workflowTopic,
  type TopicPlan,
} from '../../schema/topics/topics.ts';
import { FEED_NAMES } from '../../schema/vocabulary/feeds.ts';
import type { Consumer } from '../../streams/kafka/consumer.ts';
import type { KafkaDoor } from '../../streams/kafka/kafka.ts';
import { untilAborted } from '../kit/abort.ts';
import type { OutboundContext } from '../kit/outbound.ts';
import type { ConfiguredOutbound } from './config.ts';
import { DeliveryStore } from './delivery-store.ts';
import { feedTopics } from './feed-topics.ts';
import { LEASE_MS, LeasedSource } from './leased-source.ts';
import { OutboundRouter } from './outbound-router.ts';
import { OutboundStatuses } from './outbound-statuses.ts';
import { readSecret } from './secrets.ts';
import { Task } from './task.ts';

export interface OutboundOptions {
  readonly connectors: readonly ConfiguredOutbound[];
  readonly settings: Settings;
  readonly log: Logger;
  readonly kafka: Pick<KafkaDoor, 'createConsumer'>;
  readonly producer: { send: ReturnType<KafkaDoor['createProducer']>['send'] };
  readonly store: Promise<Store>;
  /** Resolves when Kafka's topics and MongoDB are there, or the worker stops. */
  readonly ready: Promise<void>;
}

export interface RunningOutbound {
  readonly tasks: ReadonlyMap<string, Task>;
  /** Ends all but the statuses; what is under way still needs the store. */
  stop(): Promise<void>;
  /** The last thing before the store is closed. */
  writeStatuses(): Promise<void>;
}

const BATCH_MESSAGES = 200;
const REST_MS = 20;

/** Topics that outbound connectors read and write; none when there are no such connectors. */
export function outboundTopics(
  connectors: readonly ConfiguredOutbound[],
  settings: Settings,
): readonly TopicPlan[] {
  if (connectors.length === 0) return [];
  const own = connectors.flatMap(({ name, outboundClass, config }) =>
    outboundClass.topics(config).map((topic) => ({ name, topic })),
  );
  const topics = feedTopics(settings);
  const taken = new Set(allTopics(topics, FEED_NAMES, FEED_NAMES).map(({ name }) => name));
  const clash = own.find(({ topic }) => taken.has(topic));
  if (clash !== undefined) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${settings.connectorsFile}: ${clash.name}: topic "${clash.topic}" is one that the hub itself uses; choose another name`,
      { field: 'topic' },
    );
  }
  return [
    workflowTopic(topics),
    eventsTopic(topics),
    ...[...new Set(own.map(({ topic }) => topic))].map(transport),
  ];
}

/**
 * Runs the outbound connectors: one consumer puts moves and hot spots into their queues, and each empties its own, so that none waits for another. Several
 * workers may have the same connectors: they share the topic's partitions, and one of them at a time sends for a connector.
 */
export function startOutbound(options: OutboundOptions): RunningOutbound {
  const { connectors, log, store } = options;
  const now = (): Date => new Date();
  const statuses = new OutboundStatuses(store, log);
  const holder = `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`;
  const leases = new OutboundLeases(store, holder, LEASE_MS);
  const queues = new Map(
    connectors.map(({ name, subscription }) => [
      name,
      new DeliveryStore(store, name, subscription.agency, now),
    ]),
  );
  const tasks = new Map<string, Task>();
  for (const connector of connectors) {
    const { name, outboundClass, subscription } = connector;
    const queue = queues.get(name) ?? new DeliveryStore(store, name, subscription.agency, now);
    statuses.register({
      _id: name,
      class: outboundClass.name,
      agency: subscription.agency,
      state: 'UNASSIGNED',
      trace: null,
      startedAt: now().toISOString(),
    });
    const context = contextOf(name, queue, statuses, options);
    tasks.set(
      name,
      new Task({
        name,
        retry: connector.retry,
        log,
        gate: options.ready,
        random: Math.random,
        open: () =>
          new LeasedSource({
            name,
            setting: { class: outboundClass.name, agency: subscription.agency },
            leases,
            log,
            open: (held) =>
              outboundClass.open(connector.config, { ...context, queue: queue.whileHeld(held) }),
            onHeld: (token) => {
              statuses.began(name, token, now().toISOString());
            },
          }),
        onStatus: ({ state, trace }) => {
          statuses.note(name, { state, trace });
        },
      }),
    );
  }
  const stopping = new AbortController();
  const consuming = Promise.race([options.ready, untilAborted(stopping.signal)]).then(() =>
    stopping.signal.aborted ? null : consume(options, queues, now),
  );
  return {
    tasks,
    async stop() {
      stopping.abort();
      await Promise.all([
        consuming.then((consumer) => consumer?.stop()),
        ...[...tasks.values()].map((task) => task.stop()),
      ]);
    },
    writeStatuses: () => statuses.stop(),
  };
}

/** Null when there is nobody to be told. */
function consume(
  { connectors, settings, store, kafka }: OutboundOptions,
  queues: ReadonlyMap<string, DeliveryStore>,
  now: () => Date,
): Consumer | null {
  if (connectors.length === 0) return null;
  const routed = connectors.map(({ name, subscription }) => ({
    name,
    subscription,
    added: () => queues.get(name)?.added(),
  }));
  const topics = feedTopics(settings);
  return kafka.createConsumer({
    group: groupsOf(settings.topicPrefix).outbound,
    topics: [topics.workflow, topics.events],
    sink: new OutboundRouter(routed, store, topics, now),
    batchMessages: BATCH_MESSAGES,
    // One after another: of one dispute no later move stands in the queue before an earlier one.
    concurrentBatches: 1,
    restMs: REST_MS,
  });
}

function contextOf(
  name: string,
  queue: DeliveryStore,
  statuses: OutboundStatuses,
  { settings, log, producer }: OutboundOptions,
): OutboundContext {
  return {
    name,
    queue,
    publish: (topic, { key, value, headers }) => producer.send(topic, [{ key, value, headers }]),
    secret: (file) => readSecret(settings.secretsDir, file),
    told: (trouble) => {
      statuses.note(name, { trace: trouble });
    },
    now: () => new Date(),
    random: Math.random,
    log: log.child({ connector: name }),
  };
}
