import { z } from 'zod';
import { DateTimeSchema } from '../canonical/date-time.ts';
import { COLOURS, DISPUTE_CHANGES, HUB_EVENT_KINDS, RISK_FACTORS } from '../vocabulary/risk-terms.ts';

/** `risk.colour_changed` of COLOUR_CHANGED. */
export const RISK_MESSAGE_TYPES = HUB_EVENT_KINDS.map((kind) => messageTypeOf(kind));

/** What `testRiskWebhook` sends. */
export const TEST_MESSAGE_TYPE = 'webhook.test';

export function messageTypeOf(kind: (typeof HUB_EVENT_KINDS)[number]): `risk.${Lowercase<typeof kind>}` {
  return `risk.${kind.toLowerCase() as Lowercase<typeof kind>}`;
}

const FeedSchema = z.string().describe('Name of a feed as the graph has it: POLICE110, HOTLINE12345 …');
const ColourSchema = z.enum(COLOURS);

const EventSchema = z.strictObject({
  id: z.string().describe('Also webhook-id: drop what you have seen.'),
  kind: z.enum(HUB_EVENT_KINDS),
  subjectId: z.string().describe('Identifier of the dispute or hot spot.'),
  seq: z.int().positive().describe('Number of the event among those of its subject, from 1 without gaps.'),
  at: DateTimeSchema,
  disputeId: z.string().nullable(),
  code: z.string().nullable().describe('Unified code of the dispute (一案一码).'),
  hotSpotId: z.string().nullable(),
  title: z.string().nullable().describe('Null where the grant withholds texts.'),
  region: z
    .strictObject({ code: z.string(), name: z.string().nullable(), path: z.array(z.string()) })
    .nullable(),
  category: z.string().nullable().describe('Name of a value of enum DisputeCategory.'),
  categoryTerm: z.strictObject({ code: z.string(), label: z.string().nullable() }).nullable(),
  feeds: z.array(FeedSchema),
  recordIds: z.array(z.string()),
  score: z.number().nullable(),
  colour: ColourSchema.nullable(),
  fromColour: ColourSchema.nullable(),
  factors: z.array(
    z.strictObject({
      name: z.enum(RISK_FACTORS),
      value: z.number(),
      unit: z.string(),
      points: z.number(),
      note: z.string(),
      evidence: z.array(
        z.strictObject({ recordId: z.string(), feed: FeedSchema, words: z.string().nullable() }),
      ),
      ruleVersion: z.string(),
    }),
  ),
  changes: z.array(z.enum(DISPUTE_CHANGES)),
  mergedInto: z.strictObject({ id: z.string() }).nullable(),
  move: z
    .strictObject({
      id: z.string(),
      kind: z.string(),
      state: z.string(),
      version: z.int().positive(),
      partner: z.string(),
      dueAt: DateTimeSchema.nullable(),
      agencies: z.array(z.string()),
    })
    .nullable(),
  hotSpotNumbers: z
    .strictObject({
      state: z.enum(['OPEN', 'CLOSED']),
      provisional: z.boolean(),
      day: z.string(),
      count: z.number(),
      baseline: z.number(),
      score: z.number(),
      threshold: z.number(),
    })
    .nullable(),
  ruleVersion: z.string().nullable(),
});

const RiskMessageSchema = z.strictObject({
  type: z.enum(RISK_MESSAGE_TYPES),
  timestamp: DateTimeSchema.describe('When the event was told: event.at.'),
  data: z.strictObject({
    event: EventSchema.describe('The fields of RiskEvent in the graph.'),
    cursor: z
      .string()
      .describe(
        'Position behind the event: riskEvents with the same filter and this as after goes on there.',
      ),
  }),
});
export type RiskMessage = z.infer<typeof RiskMessageSchema>;

const TestMessageSchema = z.strictObject({
  type: z.literal(TEST_MESSAGE_TYPE),
  timestamp: DateTimeSchema,
  data: z.strictObject({ webhook: z.string().describe('Identifier of the webhook.') }),
});
export type TestMessage = z.infer<typeof TestMessageSchema>;

/** Body of every POST to a saved webhook. docs/risk-webhook.schema.json is this as JSON Schema. */
export const WebhookMessageSchema = z.union([RiskMessageSchema, TestMessageSchema]);

/** JSON Schema 2020-12 of the body. */
export function webhookMessageJsonSchema(): object {
  return {
    title: 'Message of a risk webhook',
    ...z.toJSONSchema(WebhookMessageSchema, { target: 'draft-2020-12' }),
  };
}
