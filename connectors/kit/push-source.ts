import { HubError } from '../../schema/canonical/hub-error.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { untilAborted } from './abort.ts';
import { readCloudEvents, type CloudEvent, type EventReading } from './cloud-events.ts';
import { deadLetterFrom, faultOfRecord, placeOfBytes } from './dead-letters.ts';
import { IdempotencyMemory } from './idempotency.ts';
import { problemOf } from './problem.ts';
import type { IntakeReply, IntakeRequest, Source, SourceContext } from './source.ts';
import { readSecrets, verifyWebhook } from '../../schema/webhooks/standard-webhooks.ts';

export interface PushOptions {
  readonly feed: FeedName;
  readonly path: string;
  readonly summary: string;
  readonly eventType: string;
  readonly dataSchema: object;
  readonly secretFile: string;
  toDraft(bytes: Uint8Array): RecordDraft;
}

interface Refusal {
  readonly index: number;
  readonly id: string | null;
  readonly error: HubError;
  readonly letter: DeadLetter;
}

type Taking = { readonly record: SourceRecord } | { readonly refusal: Refusal };

const SECRETS_FRESH_MS = 5_000;
const IDEMPOTENCY = { most: 50_000, keepMs: 24 * 3_600_000 };

/**
 * Takes pushed CloudEvents: 202 once the broker has acknowledged them, 4xx when the sender must mend something, 503 with `Retry-After`
 * when the hub cannot store. The sender owns the retry; sending the same event twice is harmless.
 *
 * What is kept of a refused push: nothing of an unsigned one (anybody could fill the disk) nor of one past the size limit or in a media
 * type that is not taken. What a known sender signed but cannot be read or mapped also becomes a dead letter, so that it can be mended
 * here when the sender cannot send it again.
 */
export function openPush(options: PushOptions, context: SourceContext): Source {
  const idempotency = new IdempotencyMemory(IDEMPOTENCY);
  let secrets: { readonly list: readonly Uint8Array[]; readonly untilMs: number } | undefined;

  const currentSecrets = async (): Promise<readonly Uint8Array[]> => {
    const nowMs = context.now().getTime();
    if (secrets === undefined || secrets.untilMs <= nowMs) {
      const list = readSecrets(await context.secret(options.secretFile), options.secretFile);
      secrets = { list, untilMs: nowMs + SECRETS_FRESH_MS };
    }
    return secrets.list;
  };

  const handle = async (request: IntakeRequest): Promise<IntakeReply> => {
    try {
      verifyWebhook(request.headers, request.body, await currentSecrets(), context.now());
      const key = request.headers['idempotency-key'];
      const accept = (): Promise<IntakeReply> => acceptEvents(request, options, context);
      if (key === undefined || key === '') return await accept();
      return await idempotency.once(key, request.body, context.now().getTime(), accept);
    } catch (error) {
      if (error instanceof HubError) return problemOf(error);
      throw error;
    }
  };

  context.intake.post(options.path, handle, {
    operationId: `push-${options.feed}`,
    summary: options.summary,
    eventType: options.eventType,
    dataSchema: options.dataSchema,
  });

  return {
    async run(signal) {
      await currentSecrets();
      await untilAborted(signal);
    },
  };
}

async function acceptEvents(
  request: IntakeRequest,
  options: PushOptions,
  context: SourceContext,
): Promise<IntakeReply> {
  const takings = readEvents(request).map((reading, index) => take(reading, index, options, context));
  const records = takings.flatMap((taking) => ('record' in taking ? [taking.record] : []));
  const refusals = takings.flatMap((taking) => ('refusal' in taking ? [taking.refusal] : []));
  await Promise.all([
    records.length > 0 ? context.emit(records) : undefined,
    refusals.length > 0 ? context.deadLetter(refusals.map(({ letter }) => letter)) : undefined,
  ]);
  context.contact();

  const refused = refusals.map(({ index, id, error }) => ({
    index,
    id,
    code: error.code,
    message: error.message,
  }));
  const [first] = refusals;
  if (records.length === 0 && first !== undefined) {
    return problemOf(first.error, takings.length === 1 ? {} : { refused });
  }
  const accepted = records.map((record) => ({
    id: record.eventId,
    recordId: recordIdOf(record.feed, record.sourceId),
  }));
  return { status: 202, body: { accepted, refused } };
}

/** A batch that cannot be told apart is one refused event, kept whole. */
function readEvents(request: IntakeRequest): readonly EventReading[] {
  try {
    return readCloudEvents(request);
  } catch (error) {
    const fault = faultOfRecord(error);
    if (fault.code === 'HUB_MEDIA_TYPE_UNSUPPORTED') throw fault;
    return [{ ok: false, id: null, error: fault, bytes: request.body }];
  }
}

function take(reading: EventReading, index: number, options: PushOptions, context: SourceContext): Taking {
  const { feed } = options;
  const refuse = (
    error: HubError,
    id: string | null,
    bytes: Uint8Array,
    sourceId: string | null,
  ): Taking => ({
    refusal: {
      index,
      id,
      error,
      letter: deadLetterFrom(error, {
        feed,
        connector: context.name,
        at: context.now(),
        bytes,
        sourceId,
        origin: { name: `intake/${feed}`, place: placeOfBytes(bytes) },
      }),
    },
  });
  if (!reading.ok) return refuse(reading.error, reading.id, reading.bytes, null);
  const { event } = reading;
  try {
    const draft = options.toDraft(event.data);
    checkEvent(event, draft, options);
    return { record: recordOf(event, draft, options, context) };
  } catch (error) {
    return refuse(faultOfRecord(error), event.id, event.data, event.subject);
  }
}

function checkEvent(event: CloudEvent, draft: RecordDraft, options: PushOptions): void {
  if (event.type !== options.eventType) {
    throw new HubError(
      'HUB_EVENT_INVALID',
      `event type "${event.type}" is not taken at ${options.path}; send ${options.eventType}`,
      { field: 'type' },
    );
  }
  if (event.subject !== null && event.subject !== draft.sourceId) {
    throw new HubError(
      'HUB_EVENT_INVALID',
      `event subject "${event.subject}" names another record than its data, which says "${draft.sourceId}"`,
      { field: 'subject' },
    );
  }
}

function recordOf(
  event: CloudEvent,
  draft: RecordDraft,
  options: PushOptions,
  context: SourceContext,
): SourceRecord {
  return {
    feed: options.feed,
    sourceId: draft.sourceId,
    sourceTime: draft.sourceTime,
    receivedAt: context.now().toISOString(),
    contentType: 'application/json',
    bytes: event.data,
    eventId: event.id,
    eventSource: event.source,
    eventType: event.type,
    connector: context.name,
    profile: null,
  };
}
