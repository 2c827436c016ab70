import type { Logger } from 'pino';
import type { Feed } from '../../connectors/kit/feed.ts';
import { Marker } from '../../schema/erasure/marks.ts';
import type { Store } from '../../schema/store/models.ts';
import { groupsOf } from '../../schema/topics/groups.ts';
import type { Deadlines } from '../../schema/workflow/deadlines.ts';
import { SHIPPED_DEADLINES } from '../../schema/workflow/shipped-deadlines.ts';
import { allTopics, topicsOf } from '../../schema/topics/topics.ts';
import type { Consumer } from '../kafka/consumer.ts';
import type { KafkaDoor } from '../kafka/kafka.ts';
import { startAreaWatch } from './area-watch.ts';
import { BlockKeysAhead } from './block-key-writer.ts';
import { deadLetterSink } from './dead-letter-sink.ts';
import { startDecisionWatcher } from './decision-watcher.ts';
import { DisputeLinker } from './dispute-linker.ts';
import { eventKeeper } from './event-keeper.ts';
import type { FaultPoint } from './fault-point.ts';
import { startErasing } from '../erasure/start-erasing.ts';
import { startRetention } from '../retention/retention-job.ts';
import { DEFAULT_TERMS, type RetentionTerms } from '../retention/terms.ts';
import { startFeedPulse } from './feed-pulse.ts';
import { FeedWatch } from './feed-watch.ts';
import { indexSink } from './index-sink.ts';
import { linkSink } from './link-sink.ts';
import { startMergeSweeper } from './merge-sweeper.ts';
import { normaliseSink } from './normalise-sink.ts';
import { startTimers } from './timers.ts';
import { startOutboxPublisher } from './outbox-publisher.ts';
import { RecordCache } from './record-cache.ts';
import { recordsTopicPoison } from './records-topic.ts';
import { referenceSink } from './reference-sink.ts';
import { readRulesFile } from './risk-rules.ts';
import { startRiskScoring } from './risk-scoring.ts';
import type { RiskRules } from '../stages/score/rules.ts';

/** What somebody waits for: a query for the record, a subscriber for the event. */
const AWAITED_RESTS_MS = 10;
/** Search, lists and dead letters follow; they may gather. */
const FOLLOWING_RESTS_MS = 100;
const EVENT_RETENTION_DAYS = 30;

export interface PipelineOptions {
  readonly kafka: KafkaDoor;
  readonly store: Store;
  readonly feeds: readonly Feed[];
  readonly topicPrefix: string;
  readonly partitions: number;
  readonly replication: number;
  /** See `TopicLayout`. */
  readonly minInsyncReplicas?: number | null;
  /** Of the hub's own moves; by the calendar that it comes with unless told. */
  readonly deadlines?: Deadlines;
  /** What risk is scored by; the rules that the hub comes with unless told. */
  readonly riskRules?: RiskRules;
  /** By which erased people are known again, 32 bytes; without one nobody is erased, and nobody may have been. */
  readonly erasureKey?: Uint8Array | null;
  /** How long what has to do with people is kept; by the terms that the hub comes with unless told. */
  readonly terms?: RetentionTerms;
  /** Days that events are kept; 30 unless told. */
  readonly eventRetentionDays?: number;
  readonly log: Logger;
  readonly now: () => Date;
  /** For tests that stop a link worker between two writes. */
  readonly linkFault?: FaultPoint;
}

export interface Pipeline {
  /** Null when all consumer groups are joined; else what it waits for. */
  waitingFor(): string | null;
  /** Finishes what is under way, commits, leaves the groups. */
  stop(): Promise<void>;
}

/** Wires topics, stages and sinks. The topics must be created or creatable. @throws HubError HUB_BROKER_UNAVAILABLE. */
export async function startPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { kafka, store, feeds, topicPrefix, partitions, replication, log, now } = options;
  const names = feeds.map(({ name }) => name);
  const topics = topicsOf(topicPrefix, names);
  const groups = groupsOf(topicPrefix);
  const withLists = feeds.filter((feed) => feed.toReference !== undefined);
  const listNames = withLists.map(({ name }) => name);
  await kafka.ensureTopics(allTopics(topics, names, listNames), {
    partitions,
    replication,
    minInsyncReplicas: options.minInsyncReplicas ?? null,
  });

  const records = new RecordCache(store);
  const producer = kafka.createProducer();
  const erasing = await startErasing({
    ...options,
    producer,
    topics,
    erasuresChanged: () => {
      records.clear();
    },
  });
  const marker = options.erasureKey == null ? null : new Marker(options.erasureKey);
  const stopTerms = startRetention({ store, terms: options.terms ?? DEFAULT_TERMS, now, marker }, log);
  const tombstones = erasing === null ? {} : { tombstones: erasing.tombstones };
  const watch = new FeedWatch(store, now, (error, what) => {
    log.warn({ err: error }, what);
  });
  const stopPulse = startFeedPulse({ kafka, store, topics, feeds: names, group: groups.normalise, now, log });
  const blockKeys = new BlockKeysAhead(store);
  const linker = new DisputeLinker({
    store,
    records,
    blockKeys,
    log,
    now,
    ...(options.linkFault === undefined ? {} : { fault: options.linkFault }),
  });
  const stopSweeper = startMergeSweeper(linker, log);
  const stopDecisions = startDecisionWatcher(linker, store, now, log);
  const stopTimers = startTimers({ store, deadlines: options.deadlines ?? SHIPPED_DEADLINES, now }, log);
  const stopPublisher = startOutboxPublisher({ store, producer, topic: topics.workflow }, log);
  const stopAreas = startAreaWatch({ store, now }, log);
  const retentionDays = options.eventRetentionDays ?? EVENT_RETENTION_DAYS;
  const scoring = startRiskScoring({
    store,
    records,
    producer,
    topic: topics.events,
    rules: options.riskRules ?? readRulesFile(null),
    eventRetentionDays: retentionDays,
    now,
    log,
  });
  const poison = recordsTopicPoison(producer, topics, now);
  const normalising = kafka.createConsumer({
    group: groups.normalise,
    topics: names.map((name) => topics.feed(name)),
    sink: normaliseSink({ store, producer, topics, feeds, watch, records, blockKeys, now, ...tombstones }),
    batchMessages: 2_000,
    concurrentBatches: 2,
    restMs: AWAITED_RESTS_MS,
  });
  const linking = kafka.createConsumer({
    group: groups.link,
    topics: [topics.records],
    sink: linkSink({ linker, scoring, poison, now }),
    batchMessages: 200,
    // One at a time: two batches of one process would only race each other for the same disputes.
    concurrentBatches: 1,
    restMs: AWAITED_RESTS_MS,
  });
  const consumers: readonly Consumer[] = [
    normalising,
    ...(withLists.length === 0
      ? []
      : [
          kafka.createConsumer({
            group: groups.references,
            topics: listNames.map((name) => topics.reference(name)),
            sink: referenceSink({ store, producer, topics, feeds: withLists, now, ...tombstones }),
            batchMessages: 1_000,
            concurrentBatches: 1,
            restMs: FOLLOWING_RESTS_MS,
          }),
        ]),
    linking,
    kafka.createConsumer({
      group: groups.index,
      topics: [topics.records],
      sink: indexSink(store, poison, now, erasing?.tombstones),
      batchMessages: 500,
      concurrentBatches: 2,
      restMs: FOLLOWING_RESTS_MS,
      givesWayTo: () => normalising.isBehind() || linking.isBehind(),
    }),
    kafka.createConsumer({
      group: groups.deadLetters,
      topics: names.map((name) => topics.deadLetters(name)),
      sink: deadLetterSink({ store, topics, watch, now, ...tombstones }),
      batchMessages: 500,
      concurrentBatches: 1,
      restMs: FOLLOWING_RESTS_MS,
    }),
    kafka.createConsumer({
      group: groups.events,
      topics: [topics.events],
      sink: eventKeeper({ store, retentionDays, now }),
      batchMessages: 500,
      // One at a time: what is kept of a partition must at every moment be its beginning.
      concurrentBatches: 1,
      restMs: AWAITED_RESTS_MS,
    }),
  ];
  return {
    waitingFor: () =>
      consumers.map((consumer) => consumer.waitingFor()).find((reason) => reason !== null) ?? null,
    async stop() {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
      await stopTerms();
      await erasing?.stop();
      await stopSweeper();
      await stopDecisions();
      await stopTimers();
      await stopAreas();
      await stopPublisher();
      await scoring.stop();
      await stopPulse();
      await watch.stop();
      await producer.stop();
    },
  };
}
