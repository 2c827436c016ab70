import { createHash } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, type CryptoKey } from 'jose';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Logger } from '../../../runtime/log.ts';
import type { KeySource } from './key-source.ts';

export interface RemoteKeysOptions {
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly now?: () => number;
  /** Between two fetches that tokens with unknown keys cause, so that such tokens cannot drive us against the issuer. */
  readonly cooldownMs?: number;
  /** Keys older than this are fetched again, beside the requests. */
  readonly refreshMs?: number;
  /** Keys that nobody confirmed for so long count no more. */
  readonly trustMs?: number;
  readonly timeoutMs?: number;
}

/** After a fetch that failed: shorter, so that a hub that starts before its issuer is not kept waiting. */
const FAILED_COOLDOWN_MS = 5_000;
const MAX_JWKS_CHARACTERS = 500_000;

/**
 * Keys behind an issuer's `jwks_uri` (RFC 7517). They are fetched when first needed, again when a token names an unknown key (once per cooldown)
 * and again every `refreshMs` (a key that is gone counts no more). While the issuer cannot be reached, known keys go on counting up to `trustMs`;
 * of unknown ones nothing can be said.
 */
export function remoteKeys(uri: URL, options: RemoteKeysOptions): KeySource {
  const { log, now = Date.now, cooldownMs = 30_000, refreshMs = 300_000, trustMs = 86_400_000 } = options;
  let generation = 0;
  let fetched: { at: number; hash: string } | undefined;
  let failedAt = -Infinity;
  const set = createRemoteJWKSet(uri, {
    // When to fetch is decided here; jose's own cache ends also for known keys when the issuer is away.
    cacheMaxAge: Infinity,
    cooldownDuration: Infinity,
    timeoutDuration: options.timeoutMs ?? 5_000,
    [customFetch]: async (url, init) => {
      const response = await fetch(url, { ...init, redirect: 'error' });
      const text = await response.text();
      if (text.length > MAX_JWKS_CHARACTERS) throw new Error('the key set is too large');
      return new Response(text, { status: response.status });
    },
  });
  let reloading: Promise<void> | undefined;
  const reload = (): Promise<void> => {
    reloading ??= set
      .reload()
      .then(
        () => {
          const hash = createHash('sha256').update(JSON.stringify(set.jwks())).digest('hex');
          if (fetched !== undefined && fetched.hash !== hash) {
            generation += 1;
            log.info({ uri: uri.href }, 'the keys of an issuer have changed');
          }
          fetched = { at: now(), hash };
          failedAt = -Infinity;
        },
        (cause: unknown) => {
          if (failedAt === -Infinity)
            log.warn({ err: cause, uri: uri.href }, 'an issuer’s keys cannot be fetched');
          failedAt = now();
          throw unavailable(uri, cause);
        },
      )
      .finally(() => {
        reloading = undefined;
      });
    return reloading;
  };
  const isCoolingDown = (): boolean =>
    now() - (fetched?.at ?? -Infinity) < cooldownMs ||
    now() - failedAt < Math.min(cooldownMs, FAILED_COOLDOWN_MS);

  const known = async (kid: string, alg: string): Promise<CryptoKey | undefined> => {
    if (fetched === undefined || now() - fetched.at > trustMs) return undefined;
    try {
      return await set({ kid, alg });
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        return undefined;
      throw error;
    }
  };

  return {
    get generation() {
      return generation;
    },
    async keyFor(kid, algorithm) {
      const key = await known(kid, algorithm);
      if (key !== undefined) {
        if (now() - (fetched?.at ?? 0) > refreshMs && !isCoolingDown()) reload().catch(() => undefined);
        return key;
      }
      if (isCoolingDown()) {
        if (failedAt === -Infinity) return undefined;
        throw unavailable(uri, undefined);
      }
      await reload();
      return known(kid, algorithm);
    },
  };
}

function unavailable(uri: URL, cause: unknown): HubError {
  return new HubError(
    'HUB_ISSUER_UNAVAILABLE',
    `the issuer’s keys at ${uri.origin} cannot be fetched, so this token cannot be checked; try again in a few seconds`,
    { cause },
  );
}
