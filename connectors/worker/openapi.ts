import { z } from 'zod';
import { EVENT_MEDIA_TYPES, EventAttributesSchema } from '../kit/cloud-events.ts';
import type { IntakeRoute } from './intake-routes.ts';

/** Body of 202. */
export const AcceptedSchema = z.object({
  accepted: z.array(z.object({ id: z.string(), recordId: z.string() })),
  refused: z.array(
    z.object({ index: z.int(), id: z.string().nullable(), code: z.string(), message: z.string() }),
  ),
});

/** RFC 9457, with the hub's code; `refused` when every event of a batch was refused. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  field: z.string().optional(),
  refused: AcceptedSchema.shape.refused.optional(),
});

const HEADERS = [
  ['webhook-id', true, 'Unique per message (Standard Webhooks).'],
  ['webhook-timestamp', true, 'Seconds since 1970, within 5 minutes of the hub’s clock.'],
  [
    'webhook-signature',
    true,
    '`v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`; several separated by spaces.',
  ],
  ['idempotency-key', false, 'The same key with the same body gets the first answer; with another body 409.'],
] as const;

const PROBLEMS: Readonly<Record<string, string>> = {
  400: 'The event cannot be read.',
  401: 'The signature is missing, wrong or too old.',
  409: 'The Idempotency-Key was used for another body.',
  413: 'The body is too large.',
  415: 'The content type is not taken.',
  422: 'The record’s columns cannot be mapped.',
  503: 'The hub cannot store for the moment; nothing was accepted. Try again after Retry-After seconds.',
};

/** OpenAPI 3.1 of the push intake, made from the registered routes and the schemas that check requests. */
export function openApiOf(routes: readonly IntakeRoute[], bodyMaxBytes: number): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tributary push intake',
      version: '1',
      description:
        'Agencies push records as CloudEvents 1.0 (structured, batch or binary mode). 202 means the hub has stored them durably; ' +
        `repeating a push is harmless. A body may have ${bodyMaxBytes} bytes.`,
    },
    paths: Object.fromEntries(routes.map((route) => [route.path, { post: operationOf(route) }])),
    components: {
      schemas: {
        Accepted: jsonSchema(AcceptedSchema),
        Problem: jsonSchema(ProblemSchema),
        EventAttributes: jsonSchema(EventAttributesSchema),
      },
    },
  };
}

function operationOf({ operation }: IntakeRoute): object {
  const event = {
    allOf: [
      { $ref: '#/components/schemas/EventAttributes' },
      {
        type: 'object',
        required: ['data'],
        properties: { type: { const: operation.eventType }, data: operation.dataSchema },
      },
    ],
  };
  const [structured, batch, binary] = EVENT_MEDIA_TYPES;
  return {
    operationId: operation.operationId,
    summary: operation.summary,
    parameters: HEADERS.map(([name, required, description]) => ({
      name,
      in: 'header',
      required,
      description,
      schema: { type: 'string' },
    })),
    requestBody: {
      required: true,
      content: {
        [structured]: { schema: event },
        [batch]: { schema: { type: 'array', items: event } },
        [binary]: { schema: operation.dataSchema },
      },
    },
    responses: {
      202: { description: 'Stored durably.', content: content('application/json', 'Accepted') },
      ...Object.fromEntries(
        Object.entries(PROBLEMS).map(([status, description]) => [
          status,
          { description, content: content('application/problem+json', 'Problem') },
        ]),
      ),
    },
  };
}

function content(mediaType: string, schema: string): object {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } };
}

function jsonSchema(schema: z.ZodType): object {
  // The dialect is OpenAPI's own.
  return { ...z.toJSONSchema(schema, { io: 'input' }), $schema: undefined };
}
