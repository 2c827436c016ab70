import type { Budget } from './request-rate.ts';

/**
 * Fields after draft-ietf-httpapi-ratelimit-headers: `RateLimit-Policy` names each limit with its quota `q` and window `w` in seconds, `RateLimit` what
 * remains `r` and the seconds `t` until it is whole again. Empty without a limit.
 */
export function rateHeaders(budgets: readonly Budget[]): Readonly<Record<string, string>> {
  if (budgets.length === 0) return {};
  return {
    'ratelimit-policy': budgets
      .map(({ name, limit, windowSeconds }) => `"${name}";q=${limit};w=${windowSeconds}`)
      .join(', '),
    ratelimit: budgets
      .map(({ name, remaining, resetSeconds }) => `"${name}";r=${remaining};t=${resetSeconds}`)
      .join(', '),
  };
}
