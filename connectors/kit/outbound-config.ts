import { z } from 'zod';
import { AgencySchema, MoveSchema } from '../../schema/canonical/workflow.ts';
import { FeedNameSchema } from '../../schema/vocabulary/feeds.ts';
import type { Subscription } from './outbound.ts';
import type { RetryPlan } from '../../schema/webhooks/retry-plan.ts';

/** Keys that every outbound connector takes, beside those of all connectors. */
export const OUTBOUND_KEYS = {
  /** Agency that is told, as referrals name it. */
  agency: AgencySchema,
  /** Feed whose records are the agency's own. */
  feed: FeedNameSchema.nullable().default(null),
  /** Moves to be told, of those that concern the agency; null: all. */
  events: z.array(MoveSchema).min(1, 'leave it out for all moves').nullable().default(null),
  /** Beginnings of the region codes whose hot spots the agency is told of; null: none. */
  'hot.spot.regions': z
    .array(z.string().regex(/^\d{2,12}$/, 'a region is 2 to 12 digits, e.g. "320612"'))
    .min(1, 'leave it out for no hot spots')
    .nullable()
    .default(null),
  'retry.delay.ms': z.int().min(10).default(5_000),
  'retry.delay.max.ms': z.int().min(100).default(3_600_000),
  'retry.timeout.ms': z.int().min(1_000).default(86_400_000),
} as const;

const KeysSchema = z.object(OUTBOUND_KEYS);

export function subscriptionIn(config: unknown): Subscription {
  const { agency, feed, events, 'hot.spot.regions': hotSpotRegions } = KeysSchema.parse(config);
  return { agency, feed, events, hotSpotRegions };
}

export function retryPlanIn(config: unknown): RetryPlan {
  const keys = KeysSchema.parse(config);
  return {
    firstDelayMs: keys['retry.delay.ms'],
    longestDelayMs: keys['retry.delay.max.ms'],
    giveUpAfterMs: keys['retry.timeout.ms'],
  };
}
