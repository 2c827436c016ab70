import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { maskReason } from '../../../schema/masking/mask-reason.ts';
import { retryAfterMs } from '../../../schema/webhooks/retry-after.ts';
import { signWebhook } from '../../../schema/webhooks/standard-webhooks.ts';
import type { TargetPolicy } from './target-policy.ts';
import { allowedAddresses, type Resolve } from './target-url.ts';

export interface WebhookRequest {
  readonly url: string;
  /** `webhook-id`. */
  readonly id: string;
  readonly body: Uint8Array;
  /** Every one signs. */
  readonly secrets: readonly Uint8Array[];
  readonly now: Date;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface SendResult {
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly durationMs: number;
  /** Null when it was taken (2xx). */
  readonly error: string | null;
  /** `Retry-After` of 429 and 503, ms. */
  readonly retryAfterMs: number | null;
}

export interface SendOptions {
  readonly policy: TargetPolicy;
  readonly resolve: Resolve;
}

/** Standard Webhooks: receivers are to answer within 15 to 30 s. */
export const SEND_TIMEOUT_MS = 15_000;
const ANSWER_MOST_BYTES = 4_096;
const ANSWER_MOST_CHARACTERS = 200;
const ASK_FOR_PATIENCE = new Set([429, 503]);

/**
 * One signed POST after Standard Webhooks 1.0. It goes only to an address that was checked in the same breath: a name that has come to mean
 * another machine since the webhook was saved gets nothing. Redirects are not followed; of the answer a few kB are read. Never throws.
 */
export async function sendSigned(asked: WebhookRequest, options: SendOptions): Promise<SendResult> {
  const startedAt = performance.now();
  const done = (status: number | null, error: string | null, waitMs: number | null = null): SendResult => ({
    status,
    durationMs: Math.round(performance.now() - startedAt),
    // An answer may quote what it was sent.
    error: error === null ? null : maskReason(error),
    retryAfterMs: waitMs,
  });
  const deadline = AbortSignal.timeout(asked.timeoutMs);
  try {
    const answer = await post(asked, options, AbortSignal.any([asked.signal, deadline]));
    const status = answer.statusCode ?? 0;
    const words = await wordsOf(answer);
    if (status >= 200 && status < 300) return done(status, null);
    const hint = status >= 300 && status < 400 ? '; redirects are not followed, change the url' : '';
    const waitMs = ASK_FOR_PATIENCE.has(status)
      ? retryAfterMs(answer.headers['retry-after'] ?? null, asked.now)
      : null;
    return done(status, `answered ${status}${words === '' ? '' : ` (${words})`}${hint}`, waitMs);
  } catch (error) {
    if (deadline.aborted) return done(null, `no answer within ${asked.timeoutMs / 1_000} s`);
    return done(null, `no answer: ${causeOf(error)}`);
  }
}

function post(asked: WebhookRequest, options: SendOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const { id, body, secrets, now } = asked;
  const url = new URL(asked.url);
  const timestampS = Math.floor(now.getTime() / 1_000);
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const lookup = checkedLookup(url, options);
    // A host that is an address is connected to without a lookup.
    allowedAddresses(url, options.policy, options.resolve).then(() => {
      const outgoing = send(url, {
        method: 'POST',
        // A connection of its own: what one receiver does to its connections is no other delivery's business.
        agent: false,
        lookup,
        signal,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': body.length,
          'user-agent': 'Tributary',
          'webhook-id': id,
          'webhook-timestamp': String(timestampS),
          'webhook-signature': secrets.map((secret) => signWebhook(secret, id, timestampS, body)).join(' '),
        },
      });
      outgoing.on('response', resolve);
      outgoing.on('error', reject);
      outgoing.end(body);
    }, reject);
    signal.addEventListener('abort', () => {
      reject(new Error('it was broken off'));
    });
  });
}

/** Gives the connection only addresses that it may have: between a check and a second lookup a name can change its meaning. */
function checkedLookup(url: URL, { policy, resolve }: SendOptions): LookupFunction {
  return (_host, { all }, told) => {
    allowedAddresses(url, policy, resolve).then(
      (addresses) => {
        const [first] = addresses;
        if (all === true) told(null, [...addresses]);
        else told(null, first?.address ?? '', first?.family);
      },
      (error: unknown) => {
        told(error instanceof Error ? error : new Error(String(error)), '');
      },
    );
  };
}

/** The beginning of the answer on one line; a longer one is not read on. */
async function wordsOf(answer: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    parts.push(part);
    size += part.length;
    if (size >= ANSWER_MOST_BYTES) break;
  }
  answer.destroy();
  return Buffer.concat(parts).toString('utf8').replace(/\s+/g, ' ').trim().slice(0, ANSWER_MOST_CHARACTERS);
}

function causeOf(error: unknown): string {
  if (error instanceof HubError) return error.message;
  if (error instanceof AggregateError && error.message === '') return causeOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
