import type { LookedAt } from '../audit/look.ts';
import type { DailyUse } from './daily-use.ts';
import { rateHeaders } from './rate-headers.ts';
import type { RequestRate } from './request-rate.ts';

/** What each partner may still ask for, whatever transport brings it. */
export interface Quota {
  /** One more request. @throws HubError HUB_RATE_LIMITED. */
  request(partner: string): void;
  /** Before anything is read. @throws HubError HUB_RATE_LIMITED, HUB_STORE_UNAVAILABLE. */
  check(partner: string): Promise<void>;
  /**
   * Before what was read leaves.
   * @param isDone a change was made: its answer leaves in any case, and counts
   * @throws HubError HUB_RATE_LIMITED.
   */
  read(partner: string, seen: LookedAt, isDone?: boolean): void;
  /** Header fields that tell what is left. */
  headersOf(partner: string): Readonly<Record<string, string>>;
}

export function createQuota(rate: RequestRate, use: DailyUse): Quota {
  return {
    request: (partner) => {
      rate.take(partner);
    },
    check: (partner) => use.check(partner),
    read: (partner, seen, isDone) => {
      use.take(partner, seen, isDone);
    },
    headersOf: (partner) => {
      const requests = rate.budgetOf(partner);
      return rateHeaders([...(requests === null ? [] : [requests]), ...use.budgetsOf(partner)]);
    },
  };
}
