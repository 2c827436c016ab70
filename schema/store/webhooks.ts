import type { FeedName } from '../vocabulary/feeds.ts';
import type { WebhookDeliveryState, WebhookState } from '../webhooks/states.ts';
import type { Colour, DisputeChange, HubEventKind } from '../vocabulary/risk-terms.ts';

/** A place in the log of events: see `LogPosition` of gateway/events/cursor.ts. */
export interface StoredPosition {
  epoch: number;
  offsets: number[];
}

/** A filter of events in its one form: see `EventCriteria` of gateway/events/event-criteria.ts. */
export interface StoredEventCriteria {
  kinds: HubEventKind[];
  colours: Colour[] | null;
  minScore: number | null;
  regionPrefix: string | null;
  categories: string[] | null;
  feeds: FeedName[] | null;
  subjectIds: string[] | null;
  codes: string[] | null;
  changes: DisputeChange[] | null;
}

export interface StoredSecret {
  /** The signing secret, sealed by the key of the hub's gateways: see gateway/access/secret-box.ts. */
  sealed: string;
  /** Until when it signs beside the newer one, UTC; null of the one in use. */
  until: string | null;
}

/** Something that was done to a webhook, for whoever asks later. */
export interface WebhookChange {
  at: string;
  what:
    | 'CREATED'
    | 'UPDATED'
    | 'SECRET_ROTATED'
    | 'ENABLED'
    | 'DISABLED'
    | 'AUTO_DISABLED'
    | 'REDELIVERY'
    | 'EVENTS_MISSED';
  /** Who did it: an actor of the partner, or `hub`. */
  actor: string;
  note: string | null;
}

export const MOST_WEBHOOK_CHANGES = 50;

/** A saved subscription of a partner. Times are UTC. */
export interface RiskWebhookDoc {
  /** `webhook-<hash of partner and clientMutationId>`: the same call makes one. */
  _id: string;
  partner: string;
  /** Whose grants decide what it is told. */
  owner: { actor: string; purpose: string | null };
  inputHash: string;
  url: string;
  description: string;
  criteria: StoredEventCriteria;
  state: WebhookState;
  /** Why it is in this state, where somebody or the hub said so. */
  stateReason: string | null;
  stateSince: string;
  secrets: StoredSecret[];
  /** Everything before it is delivered or has a row in `webhookDeliveries`. */
  position: StoredPosition;
  /** Deliveries that were queued before it are queued again when they are read once more. */
  replayBefore: string | null;
  /** Goes up with every change of a person: who delivers begins anew with what is there. */
  generation: number;
  /** Since when nothing but failures came from the receiver; null while it takes what it is sent. */
  failingSince: string | null;
  /** The gateway that delivers: only who holds the token may move the position. By the clock of MongoDB. */
  lease: { holder: string; token: number; until: Date } | null;
  /** How many leases there were. */
  leases: number;
  createdAt: string;
  changes: WebhookChange[];
}

export interface WebhookAttempt {
  at: string;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  durationMs: number;
  /** Why it failed; null when it was taken. */
  error: string | null;
}

/** The newest attempts stay in a delivery. */
export const MOST_ATTEMPTS_KEPT = 20;

/** One event for one webhook, and what became of it: queue and log in one. `_id` = `<webhook>|<event id>`. Times are UTC. */
export interface WebhookDeliveryDoc {
  _id: string;
  webhookId: string;
  partner: string;
  /** Also `webhook-id`: the same in every attempt. */
  eventId: string;
  kind: HubEventKind;
  subjectId: string;
  seq: number;
  /** The position behind the event. */
  after: StoredPosition;
  state: WebhookDeliveryState;
  /** Attempts since it was queued, those that `attempts` has forgotten included. */
  tries: number;
  attempts: WebhookAttempt[];
  queuedAt: string;
  nextTryAt: string | null;
  deliveredAt: string | null;
  /** When it was given up. */
  deadAt: string | null;
  /** How often it was asked for again. */
  redeliveries: number;
  /** Removed then: as long as events are kept. */
  expiresAt: Date;
}

/** What a read of the open deliveries gives who delivers. */
export type OpenDelivery = Pick<
  WebhookDeliveryDoc,
  '_id' | 'eventId' | 'kind' | 'subjectId' | 'seq' | 'after' | 'tries' | 'nextTryAt' | 'queuedAt'
>;

/** As long as the log of events keeps them. */
export const WEBHOOK_DELIVERIES_KEPT_MS = 30 * 86_400_000;

export function webhookDeliveryIdOf(webhookId: string, eventId: string): string {
  return `${webhookId}|${eventId}`;
}
