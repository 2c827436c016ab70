import type { HotSpotEventKind } from '../vocabulary/risk-terms.ts';
import type { Move } from '../vocabulary/workflow-moves.ts';

export const DELIVERY_STATES = ['WAITING', 'RETRYING', 'DELIVERED', 'DEAD'] as const;
/** WAITING: not tried yet; RETRYING: tried in vain, tried again at `nextTryAt`; DEAD: given up, with the reason. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** States in which something is still to be sent. */
export const OPEN_DELIVERIES: readonly DeliveryState[] = ['WAITING', 'RETRYING'];

/**
 * One move, or change of a hot spot, that one outbound connector has to tell its agency, and what became of it: queue and log in one. Times
 * are UTC. `_id` = `<connector>|<event id>`; `unreadable|<topic>-<partition>-<offset>` of a message that nobody can read.
 */
export interface DeliveryDoc {
  _id: string;
  connector: string;
  agency: string;
  /** Of the dispute or hot spot that it is about: what is told of one goes in its order. */
  disputeId: string;
  /** Unified code (一案一码) of the dispute; empty of a hot spot. */
  code: string;
  /** Also `webhook-id`: the same in every try. Empty of an unreadable message. */
  eventId: string;
  kind: Move | HotSpotEventKind | null;
  seq: number;
  /** What is sent, to the byte; made once. */
  content: string;
  state: DeliveryState;
  attempts: number;
  /** HTTP status of the last try; null before it, and where there was no answer. */
  lastStatus: number | null;
  /** Why the last try was in vain, or why it was given up. */
  reason: string | null;
  queuedAt: string;
  firstTryAt: string | null;
  lastTryAt: string | null;
  nextTryAt: string | null;
  deliveredAt: string | null;
  /** How often a person had it sent again. */
  redeliveries: number;
}

/** Right of one worker to send for a connector; over when somebody else has a higher token. */
export interface OutboundLease {
  /** `<host>:<process id>:<random>` */
  readonly holder: string;
  readonly token: number;
  readonly until: Date;
}

/** How one outbound connector is doing, as the worker that sends for it last told. `_id` = its name. */
export interface OutboundStatusDoc {
  _id: string;
  /** `connector.class`. */
  class: string;
  agency: string;
  /** Kafka Connect's words. */
  state: string;
  /** Why it failed, or why its receiver does not take what it is sent; null while all is well. */
  trace: string | null;
  /** Since when the worker that sends does; empty before the first. */
  startedAt: string;
  /** Null while no worker sends. */
  lease: OutboundLease | null;
  /** Leases so far. */
  leases: number;
}
