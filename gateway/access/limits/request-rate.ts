import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { LimitBook } from './limits.ts';

/** A budget as headers tell it. */
export interface Budget {
  /** `requests`, `rows` or `people`. */
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until the budget is whole again. */
  readonly resetSeconds: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** A partner that is quiet for so long is forgotten: its bucket is full again by then. */
const MOST_BUCKETS = 10_000;

/** A token bucket for each partner: `burst` deep, filled at `requestsPerSecond`. One gateway's; several do not share it. */
export class RequestRate {
  readonly #limits: LimitBook;
  readonly #nowMs: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @param nowMs a clock that only goes forward, ms */
  constructor(limits: LimitBook, nowMs: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#nowMs = nowMs;
  }

  /** Takes one request. @throws HubError HUB_RATE_LIMITED with the time after which there is room again. */
  take(partner: string): void {
    const { requestsPerSecond, burst } = this.#limits.of(partner);
    if (requestsPerSecond === null) return;
    const bucket = this.#filled(partner, requestsPerSecond, burst);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return;
    }
    throw new HubError(
      'HUB_RATE_LIMITED',
      `${partner} may send ${requestsPerSecond} requests a second at this gateway, and ${burst} at once after a pause (requestsPerSecond, burst); send more slowly, or ask for more in one request`,
      {
        field: 'requestsPerSecond',
        details: { retryAfterMs: Math.ceil(((1 - bucket.tokens) * 1_000) / requestsPerSecond) },
      },
    );
  }

  /** Null of a partner without this limit. */
  budgetOf(partner: string): Budget | null {
    const { requestsPerSecond, burst } = this.#limits.of(partner);
    if (requestsPerSecond === null) return null;
    const { tokens } = this.#filled(partner, requestsPerSecond, burst);
    return {
      name: 'requests',
      limit: burst,
      windowSeconds: Math.ceil(burst / requestsPerSecond),
      remaining: Math.floor(tokens),
      resetSeconds: Math.ceil((burst - tokens) / requestsPerSecond),
    };
  }

  #filled(partner: string, requestsPerSecond: number, burst: number): Bucket {
    const nowMs = this.#nowMs();
    let bucket = this.#buckets.get(partner);
    if (bucket === undefined) {
      if (this.#buckets.size >= MOST_BUCKETS) this.#forgetOne();
      this.#buckets.set(partner, (bucket = { tokens: burst, atMs: nowMs }));
    }
    bucket.tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1_000) * requestsPerSecond);
    bucket.atMs = nowMs;
    return bucket;
  }

  /** The one that was asked about longest ago is the first: partners are few, so this is for names that an issuer makes up. */
  #forgetOne(): void {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
