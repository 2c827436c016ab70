import { Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import {
  consumerLag,
  ensureTopics,
  messagesBefore,
  topicCounts,
  topicEnds,
  topicProgress,
  type TopicEnds,
  type TopicLayout,
  type TopicProgress,
} from './admin.ts';
import type { Consumer, ConsumerOptions } from './consumer.ts';
import { createConsumer } from './handoff-consumer.ts';
import { kafkaLogCreator, kafkaLogLevel } from './kafka-log.ts';
import { createProducer, type Producer } from './producer.ts';
import { patchRequestQueue } from './request-queue-patch.ts';
import type { TopicSpec } from './topic-keeping.ts';

export interface KafkaOptions {
  /** `host:port` of some brokers of the cluster. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log: Logger;
}

/** The one door to Kafka: everything else in the hub is a stranger to kafkajs. Nothing is connected until it is used. */
export interface KafkaDoor {
  /** Creates the topics that are missing; safe from every process at once. @throws HubError HUB_BROKER_UNAVAILABLE. */
  ensureTopics(topics: readonly TopicSpec[], layout: TopicLayout): Promise<void>;
  /** Idempotent, acks all. A request is given up after 6 s unless told otherwise. */
  createProducer(options?: { readonly requestTimeoutMs?: number }): Producer;
  /** Starts consuming at once, also while the broker is still coming up. */
  createConsumer(options: ConsumerOptions): Consumer;
  /** Messages that a group has not yet made durable, by topic; topics that do not exist are left out. */
  consumerLag(group: string, topics: readonly string[]): Promise<Record<string, number>>;
  /** Where each partition of a topic ends now. */
  topicEnds(topic: string): Promise<TopicEnds>;
  /** Messages in front of these ends that a group has not yet made durable. */
  messagesBefore(group: string, topic: string, ends: TopicEnds): Promise<number>;
  /** Messages that each topic holds now; topics that do not exist are left out. */
  topicCounts(topics: readonly string[]): Promise<Record<string, number>>;
  /** How far a group has come with each topic; topics that do not exist are left out. */
  topicProgress(group: string, topics: readonly string[]): Promise<Record<string, TopicProgress>>;
}

const REQUEST_TIMEOUT_MS = 6_000;

export function createKafka({ brokers, clientId, log }: KafkaOptions): KafkaDoor {
  patchRequestQueue();
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    logLevel: kafkaLogLevel(log),
    logCreator: kafkaLogCreator(log),
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 },
  });
  return {
    ensureTopics: (topics, layout) => ensureTopics(kafka, topics, layout),
    createProducer: (options = {}) =>
      createProducer({
        kafka,
        clientId,
        log,
        requestTimeoutMs: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      }),
    createConsumer: (options) => createConsumer(kafka, options, log),
    consumerLag: (group, topics) => consumerLag(kafka, group, topics),
    topicEnds: (topic) => topicEnds(kafka, topic),
    messagesBefore: (group, topic, ends) => messagesBefore(kafka, group, topic, ends),
    topicCounts: (topics) => topicCounts(kafka, topics),
    topicProgress: (group, topics) => topicProgress(kafka, group, topics),
  };
}
