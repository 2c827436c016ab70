/** One message as the sink gets it. */
export interface HandoffMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Broker's or producer's time of the message, ms since 1970. */
  readonly timestampMs: number;
}

/** Messages that go through the sink together; `ranges` are what they cover in each partition. */
export interface HandoffBatch {
  readonly messages: readonly HandoffMessage[];
  readonly ranges: readonly Range[];
  readonly generation: number;
}

interface Range {
  readonly ledger: Ledger;
  readonly lastOffset: bigint;
  done: boolean;
}

/** Ranges of one partition in the order in which they were taken; the watermark moves over the done ones at the front only. */
interface Ledger {
  readonly topic: string;
  readonly partition: number;
  readonly open: Range[];
  /** Next offset to commit, null until something is done. */
  watermark: bigint | null;
  committed: bigint | null;
  /** First offset seen in this generation, and the end of the partition when last fetched: what is between is not yet durable. */
  first: bigint;
  end: bigint;
}

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/**
 * The bookkeeping of the hand-off: a bounded first-in-first-out queue between fetching and writing, and one contiguous watermark a
 * partition. Batches may finish in any order; an offset becomes committable only when everything before it is done. A rebalance starts a
 * new generation: what was queued is dropped (the new owner fetches it again) and what is still being written no longer counts.
 */
export class HandoffQueue {
  readonly #ledgers = new Map<string, Ledger>();
  #messages: HandoffMessage[] = [];
  #taken = 0;
  #bytes = 0;
  #generation = 0;

  get generation(): number {
    return this.#generation;
  }

  get size(): number {
    return this.#messages.length - this.#taken;
  }

  /** Bytes of keys and values waiting in the queue. */
  get bytes(): number {
    return this.#bytes;
  }

  push(message: HandoffMessage): void {
    this.#messages.push(message);
    this.#bytes += sizeOf(message);
  }

  /** Notes where a partition's fetched messages begin and where the partition ended when they were fetched. */
  fetched(topic: string, partition: number, firstOffset: string, end: string): void {
    const ledger = this.#ledgerOf(topic, partition, BigInt(firstOffset));
    ledger.end = BigInt(end);
  }

  /** Messages not yet durable, by topic, over the partitions that were fetched in this generation. */
  lag(): Map<string, number> {
    const lag = new Map<string, number>();
    for (const { topic, watermark, first, end } of this.#ledgers.values()) {
      const behind = end - (watermark ?? first);
      lag.set(topic, (lag.get(topic) ?? 0) + Math.max(0, Number(behind)));
    }
    return lag;
  }

  /** Takes up to `limit` messages in order of arrival, or null when there are none. */
  take(limit: number): HandoffBatch | null {
    if (this.size === 0) return null;
    const messages = this.#messages.slice(this.#taken, this.#taken + limit);
    this.#taken += messages.length;
    if (this.#taken === this.#messages.length || this.#taken > 4_096) {
      this.#messages = this.#messages.slice(this.#taken);
      this.#taken = 0;
    }
    const last = new Map<Ledger, bigint>();
    for (const message of messages) {
      this.#bytes -= sizeOf(message);
      const offset = BigInt(message.offset);
      last.set(this.#ledgerOf(message.topic, message.partition, offset), offset);
    }
    const ranges = [...last].map(([ledger, lastOffset]): Range => ({ ledger, lastOffset, done: false }));
    for (const range of ranges) range.ledger.open.push(range);
    return { messages, ranges, generation: this.#generation };
  }

  /** Marks a batch as durable and moves the watermarks. A batch of an earlier generation changes nothing. */
  done(batch: HandoffBatch): void {
    if (batch.generation !== this.#generation) return;
    for (const range of batch.ranges) {
      range.done = true;
      const { ledger } = range;
      while (ledger.open[0]?.done === true) {
        ledger.watermark = ledger.open[0].lastOffset + 1n;
        ledger.open.shift();
      }
    }
  }

  /** Watermarks that moved since they were last committed, as offsets to commit (the next one to read). */
  committable(): PartitionOffset[] {
    const moved: PartitionOffset[] = [];
    for (const { topic, partition, watermark, committed } of this.#ledgers.values()) {
      if (watermark !== null && watermark !== committed) {
        moved.push({ topic, partition, offset: watermark.toString() });
      }
    }
    return moved;
  }

  /** Notes what the broker has acknowledged, if the generation is still the one in which it was asked. */
  committed(offsets: readonly PartitionOffset[], generation: number): void {
    if (generation !== this.#generation) return;
    for (const { topic, partition, offset } of offsets) {
      this.#ledgerOf(topic, partition, BigInt(offset)).committed = BigInt(offset);
    }
  }

  /** Partitions were revoked or given anew: forget everything; the broker will hand out again what was not committed. */
  startGeneration(): void {
    this.#generation += 1;
    this.#messages = [];
    this.#taken = 0;
    this.#bytes = 0;
    this.#ledgers.clear();
  }

  #ledgerOf(topic: string, partition: number, first: bigint): Ledger {
    const id = `${topic}|${partition}`;
    let ledger = this.#ledgers.get(id);
    if (ledger === undefined) {
      ledger = { topic, partition, open: [], watermark: null, committed: null, first, end: first };
      this.#ledgers.set(id, ledger);
    }
    return ledger;
  }
}

function sizeOf(message: HandoffMessage): number {
  return (message.key?.length ?? 0) + (message.value?.length ?? 0);
}
