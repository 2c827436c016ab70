import type { Delivery, Outcome } from './outbound.ts';
import { retryAfterMs } from '../../schema/webhooks/retry-after.ts';
import { signWebhook } from '../../schema/webhooks/standard-webhooks.ts';

export interface WebhookTarget {
  readonly url: string;
  readonly timeoutMs: number;
  /** All current secrets: each signs, so that the receiver may take its time to change over. */
  readonly secrets: readonly Uint8Array[];
  readonly now: Date;
  readonly signal: AbortSignal;
}

const ANSWER_MOST_CHARACTERS = 200;
const ANSWER_MOST_BYTES = 4_096;
/** Refusals that somebody can mend at the receiver while the hub keeps the message: key, rights, path, load. */
const MENDABLE = new Set([401, 403, 404, 408, 425, 429]);

/**
 * One POST of one delivery, signed after Standard Webhooks 1.0: `webhook-id` is the event's id. Never throws for what the receiver or the
 * network does; after an abort of `signal` the outcome means nothing.
 */
export async function sendWebhook(delivery: Delivery, target: WebhookTarget): Promise<Outcome> {
  const { url, timeoutMs, secrets, now, signal } = target;
  const body = Buffer.from(delivery.content);
  const timestampS = Math.floor(now.getTime() / 1_000);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'Tributary',
        'webhook-id': delivery.eventId,
        'webhook-timestamp': String(timestampS),
        'webhook-signature': secrets
          .map((secret) => signWebhook(secret, delivery.eventId, timestampS, body))
          .join(' '),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const words = await wordsOf(response);
    return outcomeOf(response.status, words, retryAfterMs(response.headers.get('retry-after'), now));
  } catch (error) {
    return { kind: 'AGAIN', status: null, reason: `no answer: ${causeOf(error)}`, waitMs: null };
  }
}

/** What an answer means for the delivery; `words` are the receiver's own, or empty. */
export function outcomeOf(status: number, words: string, waitMs: number | null): Outcome {
  if (status >= 200 && status < 300) return { kind: 'TAKEN', status };
  const answer = `answered ${status}${words === '' ? '' : ` (${words})`}`;
  if (status >= 300 && status < 400)
    return { kind: 'AGAIN', status, reason: `${answer}; redirects are not followed, set url`, waitMs };
  if (status === 410) return { kind: 'NEVER', status, reason: `${answer}: the receiver wants no more of it` };
  if (status >= 500 || MENDABLE.has(status)) return { kind: 'AGAIN', status, reason: answer, waitMs };
  return { kind: 'NEVER', status, reason: `${answer}: the receiver refuses this message` };
}

/** The beginning of the answer on one line; a longer one is not read on. */
async function wordsOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // Node's web streams are async iterable; the DOM type does not say so.
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    parts.push(part);
    size += part.length;
    if (size >= ANSWER_MOST_BYTES) break;
  }
  return Buffer.concat(parts).toString('utf8').replace(/\s+/g, ' ').trim().slice(0, ANSWER_MOST_CHARACTERS);
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
