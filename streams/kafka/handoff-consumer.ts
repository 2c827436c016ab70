import type { Consumer as KafkaJsConsumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import type { Consumer, ConsumerOptions } from './consumer.ts';
import { GivingWay } from './giving-way.ts';
import { flush } from './handoff-flush.ts';
import { HandoffQueue } from './handoff-queue.ts';
import { consumerMetrics } from './metrics.ts';
import { backoffMs, pauseFor } from './pause.ts';
import { textHeaders } from './text-headers.ts';

const QUEUE_MESSAGES = 8_000;
const QUEUE_BYTES = 32 * 1024 * 1024;
const COMMIT_EVERY_MS = 250;
const SESSION_TIMEOUT_MS = 10_000;
const HEARTBEAT_MS = 2_000;
const LONGEST_FETCH_WAIT_MS = 250;
/** Fetching goes on after this long although the sink is busy: heartbeats come from the fetch loop. */
const LONGEST_REST_MS = 250;
const MOST_PARTITIONS_A_FETCH = 64;
const SILENT_AFTER_MS = 10_000;

/**
 * A consumer that hands messages off: fetching only fills a bounded queue, writing drains it. kafkajs holds its next fetch until the
 * slowest partition's batch is done, so work inside `eachBatch` costs a tenfold latency; here `eachBatch` returns at once and the offsets
 * are committed by watermark, after the sink's majority write. Heartbeats come from the fetch loop, which never waits for the sink.
 */
export function createConsumer(kafka: Kafka, options: ConsumerOptions, log: Logger): Consumer {
  return new HandoffConsumer(kafka, options, log);
}

class HandoffConsumer implements Consumer {
  readonly #kafka: Kafka;
  readonly #options: ConsumerOptions;
  readonly #log: Logger;
  readonly #queue = new HandoffQueue();
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  readonly #flights = new Set<Promise<void>>();
  #generation = new AbortController();
  #consumer: KafkaJsConsumer | null = null;
  #joined = false;
  #paused = false;
  #pumping: NodeJS.Immediate | null = null;
  /** All partitions of a fetch rest together. */
  #resting: Promise<void> | null = null;
  #lastFetchMs = 0;
  #commit: Promise<void> | null = null;
  readonly #givingWay: GivingWay;

  constructor(kafka: Kafka, options: ConsumerOptions, log: Logger) {
    this.#kafka = kafka;
    this.#options = options;
    this.#log = log.child({ group: options.group });
    this.#givingWay = new GivingWay(options.givesWayTo, () => {
      this.#pump();
    });
    this.#running = this.#supervise();
  }

  waitingFor(): string | null {
    const { group } = this.#options;
    if (!this.#joined) return `consumer group ${group} has not joined yet`;
    const silentMs = Date.now() - this.#lastFetchMs;
    return silentMs > SILENT_AFTER_MS
      ? `consumer group ${group}: no answer from Kafka for ${silentMs} ms`
      : null;
  }

  isBehind(): boolean {
    return this.#queue.size > 0 && this.#flights.size >= this.#options.concurrentBatches;
  }

  stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#generation.abort();
    this.#givingWay.stop();
    await Promise.allSettled(this.#flights);
    await this.#commit;
    await this.#commitNow();
    await this.#consumer?.disconnect().catch(() => undefined);
    await this.#running;
  }

  /** One kafkajs consumer after the other: kafkajs restarts itself after most crashes, and after the others a new one is made here. */
  async #supervise(): Promise<void> {
    const { group } = this.#options;
    for (let attempt = 0; !this.#stopping.signal.aborted; attempt += 1) {
      try {
        await this.#runOnce();
        attempt = 0;
      } catch (error) {
        this.#log.warn({ err: error }, 'consumer could not start: again');
      }
      // On the way out the watermarks are still needed: `stop` commits them.
      if (this.stopped()) return;
      this.#leaveGeneration();
      consumerMetrics.restarts.inc({ group });
      await pauseFor(backoffMs(attempt, 200, 5_000, Math.random), this.#stopping.signal);
    }
  }

  /** Resolves when this kafkajs consumer is finished: stopped, or crashed for good. */
  async #runOnce(): Promise<void> {
    const { group, topics } = this.#options;
    const consumer = this.#kafka.consumer({
      groupId: group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      rebalanceTimeout: 2 * SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: LONGEST_FETCH_WAIT_MS,
      maxBytes: 8 * 1024 * 1024,
      allowAutoTopicCreation: false,
      // Not unlimited within one attempt, or a stop would have to wait for a broker that is gone; the restart makes it unlimited.
      retry: {
        retries: 8,
        initialRetryTime: 100,
        maxRetryTime: 1_000,
        restartOnFailure: () => Promise.resolve(!this.#stopping.signal.aborted),
      },
    });
    this.#consumer = consumer;
    const finished = new Promise<void>((resolve) => {
      this.#stopping.signal.addEventListener('abort', () => {
        resolve();
      });
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        this.#leaveGeneration();
        if (!payload.restart) resolve();
      });
    });
    consumer.on(consumer.events.GROUP_JOIN, () => {
      this.#startGeneration();
    });
    consumer.on(consumer.events.REBALANCING, () => {
      this.#leaveGeneration();
    });
    consumer.on(consumer.events.FETCH, () => {
      this.#lastFetchMs = Date.now();
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        // Fetching goes on from the last message handed off; what is committed is the watermark, never this position.
        eachBatchAutoResolve: true,
        // All partitions of a fetch rest at the same time, not one after the other.
        partitionsConsumedConcurrently: MOST_PARTITIONS_A_FETCH,
        eachBatch: (payload) => this.#handOff(payload),
      });
      await finished;
    } finally {
      if (!this.#stopping.signal.aborted) await consumer.disconnect().catch(() => undefined);
    }
  }

  async #handOff(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    if (!payload.isRunning() || payload.isStale()) return;
    const { topic, partition, highWatermark } = batch;
    this.#queue.fetched(topic, partition, batch.firstOffset() ?? highWatermark, highWatermark);
    for (const { offset, key, value, headers, timestamp } of batch.messages) {
      this.#queue.push({
        topic,
        partition,
        offset,
        key,
        value,
        headers: textHeaders(headers),
        timestampMs: Number(timestamp),
      });
    }
    if (!this.#paused && (this.#queue.size > QUEUE_MESSAGES || this.#queue.bytes > QUEUE_BYTES)) {
      this.#consumer?.pause(this.#options.topics.map((name) => ({ topic: name })));
      this.#paused = true;
    }
    // Not yet: the other partitions of the same fetch come in the same turn, and go through the sink together.
    this.#pumping ??= setImmediate(() => {
      this.#pumping = null;
      this.#pump();
    });
    this.#resting ??= this.#rest().finally(() => {
      this.#resting = null;
    });
    await this.#resting;
  }

  async #rest(): Promise<void> {
    await pauseFor(this.#options.restMs, this.#stopping.signal);
    await this.#untilRoom();
  }

  /** Resolves once another batch may enter the sink, at the latest after `LONGEST_REST_MS`. */
  async #untilRoom(): Promise<void> {
    const isFull = (): boolean => this.#flights.size >= this.#options.concurrentBatches;
    if (!isFull()) return;
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#stopping.signal]);
    const late = pauseFor(LONGEST_REST_MS, signal).then(() => {
      over.abort();
    });
    while (isFull() && !signal.aborted) await Promise.race([late, ...this.#flights]);
    over.abort();
  }

  #pump(): void {
    const { batchMessages, concurrentBatches, group } = this.#options;
    while (this.#flights.size < concurrentBatches && !this.#generation.signal.aborted) {
      if (this.#queue.size > 0 && !this.#givingWay.mayGo()) break;
      const batch = this.#queue.take(batchMessages);
      if (batch === null) break;
      const flight = this.#fly(batch).finally(() => {
        this.#flights.delete(flight);
        this.#pump();
      });
      this.#flights.add(flight);
    }
    consumerMetrics.queued.set({ group }, this.#queue.size);
    if (this.#paused && this.#queue.size < QUEUE_MESSAGES / 2 && this.#queue.bytes < QUEUE_BYTES / 2) {
      this.#resume();
    }
  }

  async #fly(batch: NonNullable<ReturnType<HandoffQueue['take']>>): Promise<void> {
    const { group, sink } = this.#options;
    const stopTimer = consumerMetrics.batchSeconds.startTimer({ group });
    const { signal } = this.#generation;
    const durable = await flush(batch.messages, sink, { group, log: this.#log, signal });
    stopTimer();
    if (!durable) return;
    consumerMetrics.handled.inc({ group }, batch.messages.length);
    this.#queue.done(batch);
    for (const [topic, lag] of this.#queue.lag()) consumerMetrics.lag.set({ group, topic }, lag);
    this.#keepCommitting();
  }

  /** One loop at a time; what was done while the last one was ending starts the next. */
  #keepCommitting(): void {
    if (this.#commit !== null || this.#stopping.signal.aborted) return;
    if (this.#queue.committable().length === 0) return;
    this.#commit = this.#commitSoon().finally(() => {
      this.#commit = null;
      this.#keepCommitting();
    });
  }

  /** Commits at most four times a second: a commit is a write for the broker, and what is written twice after a crash does no harm. */
  async #commitSoon(): Promise<void> {
    const { signal } = this.#stopping;
    while (this.#queue.committable().length > 0 && !signal.aborted) {
      await pauseFor(COMMIT_EVERY_MS, signal);
      await this.#commitNow();
    }
  }

  async #commitNow(): Promise<void> {
    const offsets = this.#queue.committable();
    const { generation } = this.#queue;
    if (offsets.length === 0 || this.#consumer === null) return;
    try {
      await this.#consumer.commitOffsets(offsets);
      this.#queue.committed(offsets, generation);
    } catch (error) {
      // The group is rebalancing or the broker away: the next commit covers it, or the messages come again.
      this.#log.debug({ err: error }, 'offsets not committed');
    }
  }

  #startGeneration(): void {
    this.#leaveGeneration();
    this.#generation = new AbortController();
    this.#joined = true;
    this.#lastFetchMs = Date.now();
    if (this.#stopping.signal.aborted) this.#generation.abort();
  }

  #leaveGeneration(): void {
    this.#joined = false;
    this.#generation.abort();
    this.#queue.startGeneration();
    consumerMetrics.queued.set({ group: this.#options.group }, 0);
    if (this.#paused) this.#resume();
  }

  #resume(): void {
    this.#paused = false;
    try {
      this.#consumer?.resume(this.#options.topics.map((topic) => ({ topic })));
    } catch {
      // Between two kafkajs consumers there is nothing to resume: the next one starts unpaused.
    }
  }
}
