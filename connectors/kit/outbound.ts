import type { z } from 'zod';
import type { HotSpotEventKind } from '../../schema/vocabulary/risk-terms.ts';
import type { Move } from '../../schema/vocabulary/workflow-moves.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { Source, SourceLog } from './source.ts';

/** Which moves and hot spots an outbound connector tells its agency. */
export interface Subscription {
  /** Name of the agency as referrals and moves have it: `police`, or the code of a mediation committee. */
  readonly agency: string;
  /** The feed whose records are the agency's own; null when it has none. */
  readonly feed: FeedName | null;
  /** Null: every move that concerns it. */
  readonly events: readonly Move[] | null;
  /** Region codes, or their beginnings, whose hot spots it is told of; null: none. */
  readonly hotSpotRegions: readonly string[] | null;
}

/** One move, or change of a hot spot, on its way to an agency. */
export interface Delivery {
  readonly id: string;
  /** Id of the event: the same in every try, so that the receiver drops repeats. */
  readonly eventId: string;
  /** Of the dispute or hot spot that it is about. */
  readonly disputeId: string;
  readonly kind: Move | HotSpotEventKind;
  /** CloudEvents 1.0 in JSON: the same bytes in every try. */
  readonly content: string;
  /** Tries before this one. */
  readonly attempts: number;
  /** Ms since 1970; null before the first try. */
  readonly firstTryMs: number | null;
}

/** What became of one try. `reason` is for an operator: what was answered, and how to mend it. */
export type Outcome =
  | { readonly kind: 'TAKEN'; readonly status: number | null }
  /** Trying again may help; not before `waitMs` from now, where the receiver said so. */
  | {
      readonly kind: 'AGAIN';
      readonly status: number | null;
      readonly reason: string;
      readonly waitMs: number | null;
    }
  /** Trying again cannot help. */
  | { readonly kind: 'NEVER'; readonly status: number | null; readonly reason: string };

/** What a try changes in the log. */
export type Settled =
  | { readonly state: 'DELIVERED'; readonly status: number | null }
  | {
      readonly state: 'RETRYING';
      readonly status: number | null;
      readonly reason: string;
      readonly nextTryMs: number;
    }
  | { readonly state: 'DEAD'; readonly status: number | null; readonly reason: string };

/** The connector's own deliveries, kept durably by the worker. All throw HubError HUB_STORE_UNAVAILABLE. */
export interface DeliveryQueue {
  /** What may be sent now: of each dispute the earliest open one, and only when its time has come. Passes over the disputes `busy`. */
  due(limit: number, busy: readonly string[]): Promise<readonly Delivery[]>;
  settle(delivery: Delivery, settled: Settled): Promise<void>;
  /** Resolves when something was added, after `waitMs`, or when the signal aborts. */
  changed(waitMs: number, signal: AbortSignal): Promise<void>;
}

/** What the worker lends to an outbound connector, which never sees Kafka or MongoDB. */
export interface OutboundContext {
  /** Configured name of this connector. */
  readonly name: string;
  readonly queue: DeliveryQueue;
  /**
   * Puts a message into a topic of the hub's broker; resolves once it is acknowledged (acks all).
   * @throws HubError HUB_BROKER_UNAVAILABLE, HUB_RECORD_TOO_LARGE
   */
  publish(topic: string, message: OutboundMessage): Promise<void>;
  /** Text of a file in the secrets folder, read anew each time. @throws HubError HUB_CONFIG_INVALID naming the file. */
  secret(file: string): Promise<string>;
  /** Tells how the receiver does: null when it took something, else why not. */
  told(trouble: string | null): void;
  now(): Date;
  /** In [0, 1). */
  random(): number;
  readonly log: SourceLog;
}

export interface OutboundMessage {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A class of connectors that hand moves out: `hub.webhook`, `hub.topic`. */
export interface OutboundClass {
  readonly name: string;
  /** Configuration beside `connector.class`; strict: unknown keys are refused at start with their name. */
  readonly configSchema: z.ZodType;
  /** Which moves it wants, of a configuration that `configSchema` accepted. */
  subscription(config: unknown): Subscription;
  /** Topics of its own that the worker makes when they are missing. */
  topics(config: unknown): readonly string[];
  /** Runs as a source does: until the signal aborts, throwing what the worker must decide. */
  open(config: unknown, context: OutboundContext): Source;
}
