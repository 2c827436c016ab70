import { setTimeout as sleep } from 'node:timers/promises';
import { isAborted } from '../../../kit/abort.ts';
import { signWebhook } from '../../../../schema/webhooks/standard-webhooks.ts';
import { postOfMany, postOfOne, type PoliceVersion, type Post } from './events.ts';

/** An event that the intake will never take, with its answer: somebody must look at it. */
export interface RefusedEvent {
  readonly sourceId: string;
  readonly status: number;
  readonly answer: string;
}

export interface PusherOptions {
  /** `http://127.0.0.1:4001/intake/police110` */
  readonly url: string;
  /** Read before every attempt, so that a secret may be replaced while the police go on. */
  readonly secret: () => Promise<Uint8Array>;
  readonly now: () => number;
  /** Called once a push, with how many from its beginning the intake took without a gap: the place to save the position. */
  readonly onDelivered: (count: number) => Promise<void>;
  readonly onRefused: (refused: RefusedEvent) => Promise<void>;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  /** First wait after a failure; doubled up to `retryMostMs`. `Retry-After` is obeyed when the intake sends it. */
  readonly retryMs?: number;
  readonly retryMostMs?: number;
}

const REQUEST_TIMEOUT_MS = 15_000;
/** Fewer than these go one by one. */
const BATCH_FROM = 8;
/** Posts under way at once. */
const LANES = 4;

type Outcome = 'taken' | 'split' | 'stopped';

/**
 * The police's side of the push: sends what is given until the intake has taken it, never dropping any. Several posts are under way at
 * once, but never two about the same incident, whose versions arrive in order. 5xx, 429, 401, 403, 404 and a dead network are tried again;
 * an event that the intake refuses for what it says is put aside with the answer.
 */
export class PolicePusher {
  readonly #options: PusherOptions;
  /** Since the intake took something, over all lanes. */
  #failures = 0;

  constructor(options: PusherOptions) {
    this.#options = options;
  }

  /** @returns false when the signal aborted before all were taken */
  async push(versions: readonly PoliceVersion[], signal: AbortSignal): Promise<boolean> {
    const taken = new Set<PoliceVersion>();
    await Promise.all(lanesOf(versions).map((lane) => this.#pushLane(lane, taken, signal)));
    const gap = versions.findIndex((version) => !taken.has(version));
    const delivered = gap < 0 ? versions.length : gap;
    if (delivered > 0) await this.#options.onDelivered(delivered);
    return gap < 0;
  }

  async #pushLane(
    versions: readonly PoliceVersion[],
    taken: Set<PoliceVersion>,
    signal: AbortSignal,
  ): Promise<void> {
    for (const post of postsOf(versions)) {
      const outcome = await this.#deliver(post, signal);
      if (outcome === 'stopped') return;
      const alone = outcome === 'split' ? post.events : [];
      for (const version of alone) {
        if ((await this.#deliver(postOfOne(version), signal)) === 'stopped') return;
        taken.add(version);
      }
      for (const version of post.events) taken.add(version);
    }
  }

  async #deliver(post: Post, signal: AbortSignal): Promise<Outcome> {
    const { onRefused, log, retryMs = 250, retryMostMs = 2_000 } = this.#options;
    for (let attempt = 0; !isAborted(signal); attempt += 1) {
      const answer = await this.#attempt(post, signal);
      if (answer.status >= 200 && answer.status < 300) {
        this.#failures = 0;
        for (const refused of refusedOf(post, answer)) {
          log.error(refused, 'the intake refuses this event of a batch for good');
          await onRefused(refused);
        }
        return 'taken';
      }
      if (isLasting(answer.status)) {
        const [only] = post.events;
        if (post.events.length > 1 || only === undefined) return 'split';
        const refused = { sourceId: only.sourceId, status: answer.status, answer: answer.body };
        log.error(refused, 'the intake refuses this event for good');
        await onRefused(refused);
        return 'taken';
      }
      const backoffMs = Math.min(retryMs * 2 ** Math.min(attempt, 10), retryMostMs);
      const waitMs = answer.retryAfterMs ?? backoffMs;
      this.#failures += 1;
      if (isTold(this.#failures) && !isAborted(signal)) {
        log.warn(
          { status: answer.status, why: answer.body.slice(0, 200), waitMs, failures: this.#failures },
          'push not taken, again later',
        );
      }
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
    return 'stopped';
  }

  /** One request; status 0 stands for a network that does not carry it. */
  async #attempt(
    post: Post,
    signal: AbortSignal,
  ): Promise<{ status: number; body: string; retryAfterMs: number | null }> {
    const { url, secret, now } = this.#options;
    try {
      const timestampS = Math.floor(now() / 1_000);
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          ...post.headers,
          'idempotency-key': post.idempotencyKey,
          'webhook-id': post.idempotencyKey,
          'webhook-timestamp': String(timestampS),
          'webhook-signature': signWebhook(await secret(), post.idempotencyKey, timestampS, post.body),
        },
        body: new Uint8Array(post.body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
      });
      const body = await response.text();
      return { status: response.status, body, retryAfterMs: retryAfterOf(response, now()) };
    } catch (error) {
      return { status: 0, body: error instanceof Error ? causeOf(error) : String(error), retryAfterMs: null };
    }
  }
}

/** All versions of an incident in one lane, in order. */
function lanesOf(versions: readonly PoliceVersion[]): PoliceVersion[][] {
  const lanes = new Map<number, PoliceVersion[]>();
  const laneBySource = new Map<string, number>();
  for (const version of versions) {
    const lane = laneBySource.get(version.sourceId) ?? laneBySource.size % LANES;
    laneBySource.set(version.sourceId, lane);
    const its = lanes.get(lane);
    if (its === undefined) lanes.set(lane, [version]);
    else its.push(version);
  }
  return [...lanes.values()];
}

/** Of a hub that stays away the log tells ever more rarely: at failures 1, 2, 4, 8 … and every 256th. */
function isTold(failures: number): boolean {
  return (failures & (failures - 1)) === 0 || failures % 256 === 0;
}

/** A few go one by one, in both modes; many as a batch after two of them alone. */
function postsOf(versions: readonly PoliceVersion[]): Post[] {
  if (versions.length < BATCH_FROM) return versions.map(postOfOne);
  return [...versions.slice(0, 2).map(postOfOne), postOfMany(versions.slice(2))];
}

/** Sending the same again cannot help. 401, 403 and 404 can be mended on the other side. */
function isLasting(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 404, 408, 429].includes(status);
}

function refusedOf(post: Post, answer: { status: number; body: string }): RefusedEvent[] {
  try {
    const { refused } = JSON.parse(answer.body) as { refused?: { index: number }[] };
    return (refused ?? []).map((one) => ({
      sourceId: post.events[one.index]?.sourceId ?? '',
      status: answer.status,
      answer: JSON.stringify(one),
    }));
  } catch {
    return [];
  }
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3). */
function retryAfterOf(response: Response, nowMs: number): number | null {
  const value = response.headers.get('retry-after');
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
