import type { Logger } from '../../runtime/log.ts';
import type { Settings } from '../../runtime/settings.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { openHubStore } from '../../schema/store/hub-store.ts';
import type { Store } from '../../schema/store/models.ts';
import type { TopicPlan } from '../../schema/topics/topics.ts';
import type { KafkaDoor } from '../../streams/kafka/kafka.ts';
import { isAborted, pause } from '../kit/abort.ts';
import { ensureFeedTopics } from './feed-topics.ts';

const RETRY_MS = 500;
const PROBE_EVERY_MS = 5_000;
/** mongoose's `readyState` of a connection that can be used. */
const CONNECTED = 1;

export interface DependenciesOptions {
  readonly kafka: KafkaDoor;
  /** Connected ahead, so that the first push after readiness does not wait for it. */
  readonly producer: { connect(): Promise<void> };
  readonly mongodbUri: string;
  readonly settings: Settings;
  /** Topics beside those of the feeds. */
  readonly topics: readonly TopicPlan[];
  readonly log: Logger;
}

/** Kafka's topics and MongoDB: reached with patience at the start, watched afterwards. */
export class Dependencies {
  /** Rejects only when the worker stops before MongoDB was reached. */
  readonly store: Promise<Store>;
  /** Resolves when both are there, or the worker stops. */
  readonly ready: Promise<void>;
  readonly #options: DependenciesOptions;
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;
  #opened: Store | undefined;
  #topicsThere = false;
  #kafkaFault: string | null = null;
  #kafkaHeardAtMs = -Infinity;

  constructor(options: DependenciesOptions) {
    this.#options = options;
    this.store = this.#patiently(async () => {
      this.#opened = await openHubStore(options.mongodbUri, 'worker');
      return this.#opened;
    });
    const topics = this.#patiently(async () => {
      await ensureFeedTopics(options.kafka, options.settings, options.topics);
      this.#topicsThere = true;
      await options.producer.connect();
    });
    this.ready = Promise.allSettled([this.store, topics]).then(() => undefined);
    this.#watching = this.ready.then(() => this.#watch());
  }

  /** What must be there before anything can be sent; null once it is, also while the broker is away later: then sending tells. */
  waitingForTopics(): string | null {
    return this.#topicsThere ? null : 'its topics are not there yet';
  }

  /** Why the worker cannot work now, or null. */
  waitingFor(): string | null {
    if (!this.#topicsThere) return 'waiting for Kafka: its topics are not there yet';
    if (this.#kafkaFault !== null) return `waiting for Kafka: ${this.#kafkaFault}`;
    const state: number | undefined = this.#opened?.connection.readyState;
    return state === CONNECTED ? null : 'waiting for MongoDB';
  }

  /** What a request to the broker taught: null for acknowledged, else why not. */
  heardFromKafka(fault: string | null): void {
    this.#kafkaFault = fault;
    if (fault === null) this.#kafkaHeardAtMs = performance.now();
  }

  /** `last` runs while the store is still open. */
  async stop(last: () => Promise<void>): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
    await last();
    await this.#opened?.connection.close();
  }

  /** Asks the broker when it has not been heard of lately, so that readiness is true also while nothing is sent. */
  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!isAborted(signal)) {
      await pause(PROBE_EVERY_MS, signal);
      if (isAborted(signal) || performance.now() - this.#kafkaHeardAtMs < PROBE_EVERY_MS) continue;
      try {
        await this.#options.kafka.topicCounts([]);
        this.heardFromKafka(null);
      } catch (error) {
        this.heardFromKafka(error instanceof Error ? error.message : String(error));
      }
    }
  }

  async #patiently<Value>(work: () => Promise<Value>): Promise<Value> {
    const { signal } = this.#stopping;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof HubError) || error.fault !== 'transient') throw error;
        this.#options.log.warn({ err: error }, 'waiting');
        await pause(RETRY_MS, signal);
        if (isAborted(signal)) throw error;
      }
    }
  }
}
