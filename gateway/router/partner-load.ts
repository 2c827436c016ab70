import { HubError } from '../../schema/canonical/hub-error.ts';
import type { GraphService } from './graph-service.ts';
import { countRefusal } from './metrics.ts';
import type { Subscriptions } from './subscribe/subscriptions.ts';

/** What one partner may have under way at one gateway. */
export interface PartnerLimits {
  /** Requests that are being answered. */
  readonly maxRequests: number;
  /** Subscriptions that are open, over all its sockets and event streams. */
  readonly maxStreams: number;
}

export const DEFAULT_PARTNER_LIMITS: PartnerLimits = { maxRequests: 256, maxStreams: 10_000 };

const WORDS: Readonly<Record<keyof PartnerLimits, string>> = {
  maxRequests: 'requests under way',
  maxStreams: 'open subscriptions',
};
const RETRY_AFTER_MS = 1_000;

/** Counts what each partner has under way, apart from all others, so that the flood of one takes no place from another. */
export class PartnerLoad {
  readonly #limits: PartnerLimits;
  readonly #underWay: Readonly<Record<keyof PartnerLimits, Map<string, number>>> = {
    maxRequests: new Map(),
    maxStreams: new Map(),
  };

  constructor(limits: PartnerLimits) {
    this.#limits = limits;
  }

  /**
   * @returns to be called once, when it is over
   * @throws HubError HUB_RATE_LIMITED.
   */
  begin(partner: string, limit: keyof PartnerLimits): () => void {
    const counts = this.#underWay[limit];
    const count = counts.get(partner) ?? 0;
    if (count >= this.#limits[limit]) {
      countRefusal(partner, limit);
      throw new HubError(
        'HUB_RATE_LIMITED',
        `${partner} has ${count} ${WORDS[limit]} at this gateway, the limit is ${this.#limits[limit]} (${limit}); wait until some have ended`,
        { field: limit, details: { retryAfterMs: RETRY_AFTER_MS } },
      );
    }
    counts.set(partner, count + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (counts.get(partner) ?? 1) - 1;
      if (left === 0) counts.delete(partner);
      else counts.set(partner, left);
    };
  }
}

/** The service with each partner's requests counted, whatever transport brings them. */
export function boundedService(service: GraphService, load: PartnerLoad): GraphService {
  return {
    ...service,
    async answer(request) {
      const over = load.begin(request.caller.partner, 'maxRequests');
      try {
        return await service.answer(request);
      } finally {
        over();
      }
    },
  };
}

/** The same for subscriptions: from their opening until they end. */
export function boundedSubscriptions(subscriptions: Subscriptions, load: PartnerLoad): Subscriptions {
  return {
    async open(request, sink, after) {
      const over = load.begin(request.caller.partner, 'maxStreams');
      try {
        const delivery = await subscriptions.open(request, sink, after);
        delivery.done.then(over, over);
        return delivery;
      } catch (error) {
        over();
        throw error;
      }
    },
  };
}
