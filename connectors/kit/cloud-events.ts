import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { sliceArray, sliceObject } from './json-slices.ts';
import { parseJsonObject } from './json.ts';
import type { IntakeRequest } from './source.ts';

/** One event of CloudEvents 1.0 (HTTP binding, JSON format); `data` keeps its original bytes. */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string | null;
  readonly data: Uint8Array;
}

/** An event of a request, or why it is none: the others of a batch go on. */
export type EventReading =
  | { readonly ok: true; readonly event: CloudEvent; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly id: string | null; readonly error: HubError; readonly bytes: Uint8Array };

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const JSON_TYPE = /^application\/(json|[\w.+-]+\+json)$/;
/** The three content types of an intake that takes CloudEvents. */
export const EVENT_MEDIA_TYPES = [STRUCTURED, BATCH, 'application/json'] as const;

/** A batch of tiny elements must not become a flood of dead letters. */
const BATCH_MOST_EVENTS = 1_000;
const ATTRIBUTE_MAX_CHARACTERS = 500;
const Attribute = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
  .min(1, 'is empty')
  .max(ATTRIBUTE_MAX_CHARACTERS, `is longer than ${ATTRIBUTE_MAX_CHARACTERS} characters`);

/** Attributes of an event; extensions pass by. */
export const EventAttributesSchema = z.object({
  specversion: z.literal('1.0', { error: 'must be 1.0' }),
  id: Attribute,
  source: Attribute,
  type: Attribute,
  subject: Attribute.nullish(),
  time: z.iso.datetime({ offset: true, error: 'must be RFC 3339 with an offset' }).nullish(),
  datacontenttype: z
    .string()
    .refine((type) => JSON_TYPE.test(bareType(type)), 'must be application/json')
    .nullish(),
});

/**
 * Reads a request in structured, batch or binary mode.
 * @throws HubError HUB_MEDIA_TYPE_UNSUPPORTED, or HUB_RECORD_UNPARSABLE when a batch is no JSON list: nothing in it can be told
 * apart; HUB_LIMIT_EXCEEDED when it has too many events.
 */
export function readCloudEvents(request: IntakeRequest): readonly EventReading[] {
  const mediaType = bareType(request.headers['content-type'] ?? '');
  if (mediaType === STRUCTURED) return [structured(request.body)];
  if (mediaType === BATCH) return batchOf(request.body).map(structured);
  if (request.headers['ce-specversion'] !== undefined || request.headers['ce-id'] !== undefined) {
    if (JSON_TYPE.test(mediaType)) return [binary(request)];
  }
  throw new HubError(
    'HUB_MEDIA_TYPE_UNSUPPORTED',
    `content-type "${mediaType}" is not taken here; send ${STRUCTURED}, ${BATCH}, or application/json with ce-* headers`,
    { field: 'content-type' },
  );
}

function batchOf(body: Uint8Array): readonly Uint8Array[] {
  const events = sliceArray(body, 'batch');
  if (events.length <= BATCH_MOST_EVENTS) return events;
  throw new HubError(
    'HUB_LIMIT_EXCEEDED',
    `the batch has ${events.length} events, at most ${BATCH_MOST_EVENTS} are taken at once; send several batches`,
  );
}

function structured(bytes: Uint8Array): EventReading {
  let id: string | null = null;
  try {
    const members = sliceObject(bytes, 'event');
    const attributes = parseJsonObject(bytes, 'event');
    id = typeof attributes['id'] === 'string' ? attributes['id'] : null;
    const event = eventOf(attributes, dataOf(members.get('data'), attributes['data_base64']));
    return { ok: true, event, bytes };
  } catch (error) {
    return { ok: false, id, error: asHubError(error), bytes };
  }
}

function binary(request: IntakeRequest): EventReading {
  const attributes: Record<string, unknown> = {};
  try {
    for (const [name, value] of Object.entries(request.headers)) {
      if (name.startsWith('ce-') && value !== undefined)
        attributes[name.slice(3)] = percentDecoded(name, value);
    }
    return { ok: true, event: eventOf(attributes, request.body), bytes: request.body };
  } catch (error) {
    const id = request.headers['ce-id'] ?? null;
    return { ok: false, id, error: asHubError(error), bytes: request.body };
  }
}

function eventOf(attributes: Readonly<Record<string, unknown>>, data: Uint8Array): CloudEvent {
  const parsed = EventAttributesSchema.safeParse(attributes);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = issue?.path.join('.') ?? '';
    throw new HubError(
      'HUB_EVENT_INVALID',
      `CloudEvents attribute ${name} ${issue?.message ?? 'is not valid'}`,
      {
        cause: parsed.error,
        field: name,
      },
    );
  }
  const { id, source, type, subject } = parsed.data;
  return { id, source, type, subject: subject ?? null, data };
}

function dataOf(data: Uint8Array | undefined, encoded: unknown): Uint8Array {
  if (data !== undefined) return data;
  if (typeof encoded === 'string') return Buffer.from(encoded, 'base64');
  throw new HubError('HUB_EVENT_INVALID', 'the event has no data; put the record into its member "data"', {
    field: 'data',
  });
}

/** Header values percent-encode what is not printable ASCII (CloudEvents HTTP binding 3.1.3.2). */
function percentDecoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (cause) {
    throw new HubError('HUB_EVENT_INVALID', `header ${name} holds a broken percent-encoding; correct it`, {
      cause,
      field: name,
    });
  }
}

function bareType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

function asHubError(error: unknown): HubError {
  if (error instanceof HubError) return error;
  throw error;
}
