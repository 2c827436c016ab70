import { z } from 'zod';
import { DateTimeSchema } from './date-time.ts';

/** What ids of hot spots begin with: `hotspot-<hash of cell and opening day>`. */
export const HOT_SPOT_ID_PREFIX = 'hotspot-';

/** An area in which a category of disputes is reported far more often than usual. Kept in `hotSpots`. */
export const HotSpotSchema = z.strictObject({
  /** `hotspot-<hash of cell and opening day>`. */
  id: z.string(),
  /** STREET: region of 9 digits; COUNTY: 6 digits. */
  level: z.enum(['STREET', 'COUNTY']),
  regionCode: z.string(),
  /** GB/T 31000 table 91, 2 or 4 digits. */
  category: z.string(),
  state: z.enum(['OPEN', 'CLOSED']),
  /** True while its latest day is not over: an hourly look at the day under way. */
  provisional: z.boolean(),
  /** Days (`YYYY-MM-DD`, hub time zone) of the first alarm and of the last day that was looked at. */
  openedOn: z.string(),
  lastDay: z.string(),
  closedOn: z.string().nullable(),
  /** Disputes counted on the last day, and what was expected. */
  count: z.number(),
  baseline: z.number(),
  /** EWMA statistic, in standard deviations of the baseline, and the threshold. */
  score: z.number(),
  threshold: z.number(),
  /** Disputes inside, first reported between opening and the last day; at most 1,000. */
  disputeIds: z.array(z.string()),
  /** Who was told: saved webhooks and outbound connectors by name, with the time. */
  told: z.array(z.strictObject({ to: z.string(), at: DateTimeSchema })),
  ruleVersion: z.string(),
  updatedAt: DateTimeSchema,
});
export type HotSpot = z.infer<typeof HotSpotSchema>;
