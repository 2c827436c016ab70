import { z } from 'zod';
import { DISPUTE_CHANGES, HUB_EVENT_KINDS } from '../vocabulary/risk-terms.ts';
import { FeedNameSchema } from '../vocabulary/feeds.ts';
import { DateTimeSchema } from './date-time.ts';
import { HotSpotSchema } from './hot-spot.ts';
import { ColourSchema, RiskFactorSchema } from './risk.ts';
import { SENSITIVITIES } from './sensitivity.ts';
import { MoveSchema, WorkflowStateSchema } from './workflow.ts';

/**
 * What the hub tells: value of a message of the events topic, key = `subjectId`. It says what was so when it was minted, so that every copy of
 * it says the same. Of one subject `seq` goes up by one; of one id the first copy in the topic counts (rule 7).
 */
export const HubEventSchema = z.strictObject({
  /** `hubEventIdOf(subject, seq, kind)`. */
  id: z.string(),
  kind: z.enum(HUB_EVENT_KINDS),
  /** Id of the dispute or hot spot. */
  subjectId: z.string(),
  /** 1 for the first event of a subject, without gaps. */
  seq: z.int().positive(),
  /** When it was minted, UTC. */
  at: DateTimeSchema,
  disputeId: z.string().nullable(),
  /** Unified code (一案一码) of the dispute. */
  code: z.string().nullable(),
  hotSpotId: z.string().nullable(),
  title: z.string(),
  regionCode: z.string().nullable(),
  category: z.string().nullable(),
  /** Feeds that it was derived from: who may see the event may see them all (rule 9). */
  feeds: z.array(FeedNameSchema),
  /** Of a dispute: `guard` and `reach` as it had them. Absent in what was minted before. */
  guard: z.enum(SENSITIVITIES).optional(),
  reach: z.array(z.string()).optional(),
  /** Records of the dispute; of CROSS_AGENCY_MATCH and REPEAT_CALLER those that make it so. */
  recordIds: z.array(z.string()),
  /** The dispute's risk when it was minted; null of hot spots and of disputes not yet scored. */
  score: z.number().nullable(),
  colour: ColourSchema.nullable(),
  /** Of COLOUR_CHANGED: the colour before, null for the first; and the factors with points. */
  fromColour: ColourSchema.nullable(),
  factors: z.array(RiskFactorSchema),
  /** Of DISPUTE_CHANGED. */
  changes: z.array(z.enum(DISPUTE_CHANGES)),
  /** Of DISPUTE_CHANGED with MERGED: the survivor. */
  mergedInto: z.string().nullable(),
  /** Of OVERDUE, WHISTLE, and DISPUTE_CHANGED with WORKFLOW: the move. */
  move: z
    .strictObject({
      eventId: z.string(),
      kind: MoveSchema,
      state: WorkflowStateSchema,
      version: z.int().positive(),
      partner: z.string(),
      dueAt: DateTimeSchema.nullable(),
      /** Of WHISTLE: agencies called. */
      agencies: z.array(z.string()),
    })
    .nullable(),
  hotSpot: HotSpotSchema.nullable(),
  ruleVersion: z.string().nullable(),
});
export type HubEvent = z.infer<typeof HubEventSchema>;
