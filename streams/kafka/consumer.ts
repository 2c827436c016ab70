import type { HandoffSink } from './handoff-flush.ts';

export interface ConsumerOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly sink: HandoffSink;
  /** Most messages that go through the sink together. */
  readonly batchMessages: number;
  /** Batches in the sink at the same time. With more than one, a key's messages may be written out of order: the sink guards versions. */
  readonly concurrentBatches: number;
  /**
   * Shortest rest after each fetch, in ms. What was fetched is handed off at once; the next fetch waits for the rest, and until the sink has room
   * again, so that a stream of single messages gathers into batches as long as the sink is busy and waits for nobody when it is not.
   */
  readonly restMs: number;
  /** True while others of the process, for whom somebody waits, are behind: then a batch is taken every 5 s only. */
  readonly givesWayTo?: () => boolean;
}

export interface Consumer {
  /** Null when the group is joined and the broker answers; else what it waits for. */
  waitingFor(): string | null;
  /** True while messages wait for the sink to have room. */
  isBehind(): boolean;
  /** Stops fetching, lets what is in the sink finish, commits, leaves the group. */
  stop(): Promise<void>;
}
