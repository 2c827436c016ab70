import { eventCriteriaOf } from '../../events/event-criteria.ts';
import type {
  RiskWebhookDoc,
  StoredEventCriteria,
  WebhookDeliveryDoc,
} from '../../../schema/store/webhooks.ts';

const AT = '2026-11-24T02:00:00.000Z';

/** A saved webhook as the store keeps it, with a receiver that is never called. */
export function savedWebhook(id: string, given: Partial<RiskWebhookDoc> = {}): RiskWebhookDoc {
  return {
    _id: id,
    partner: 'police',
    owner: { actor: 'police@test', purpose: null },
    inputHash: 'hash',
    url: 'https://127.0.0.1/hook',
    description: '指挥中心',
    criteria: structuredClone(eventCriteriaOf({ kinds: ['DISPUTE_CHANGED'] })) as StoredEventCriteria,
    state: 'ENABLED',
    stateReason: null,
    stateSince: AT,
    secrets: [],
    position: { epoch: 1, offsets: [] },
    replayBefore: null,
    generation: 1,
    failingSince: null,
    lease: null,
    leases: 0,
    createdAt: AT,
    changes: [{ at: AT, what: 'CREATED', actor: 'police@test', note: null }],
    ...given,
  };
}

export function webhookDelivery(
  webhookId: string,
  eventId: string,
  given: Partial<WebhookDeliveryDoc> = {},
): WebhookDeliveryDoc {
  return {
    _id: `${webhookId}|${eventId}`,
    webhookId,
    partner: 'police',
    eventId,
    kind: 'DISPUTE_CHANGED',
    subjectId: 'dispute-1',
    seq: 1,
    after: { epoch: 1, offsets: [0] },
    state: 'DEAD',
    tries: 1,
    attempts: [{ at: AT, status: 500, durationMs: 12, error: 'answered 500' }],
    queuedAt: AT,
    nextTryAt: null,
    deliveredAt: null,
    deadAt: AT,
    redeliveries: 0,
    expiresAt: new Date('2100-01-01T00:00:00Z'),
    ...given,
  };
}

/** A webhook of the analyst, and deliveries, that say something in every field. */
export const FULL_WEBHOOK = savedWebhook('webhook-full', {
  partner: 'analyst',
  state: 'AUTO_DISABLED',
  stateReason: 'the receiver answered 410 Gone: it wants no more',
  failingSince: AT,
  criteria: {
    kinds: ['DISPUTE_CHANGED'],
    colours: ['YELLOW'],
    minScore: 10,
    regionPrefix: '3206',
    categories: ['0402'],
    feeds: ['police110'],
    subjectIds: ['dispute-0'],
    codes: null,
    changes: ['RISK'],
  },
  changes: [{ at: AT, what: 'AUTO_DISABLED', actor: 'hub', note: 'the receiver answered 410 Gone' }],
});
export const FULL_DELIVERIES = [
  webhookDelivery(FULL_WEBHOOK._id, 'event-1', { partner: 'analyst' }),
  webhookDelivery(FULL_WEBHOOK._id, 'event-2', {
    partner: 'analyst',
    state: 'RETRYING',
    nextTryAt: AT,
    deadAt: null,
  }),
  webhookDelivery(FULL_WEBHOOK._id, 'event-3', {
    partner: 'analyst',
    state: 'DELIVERED',
    deliveredAt: AT,
    deadAt: null,
  }),
];
