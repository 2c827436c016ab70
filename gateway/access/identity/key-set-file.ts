import { readFile, stat } from 'node:fs/promises';
import { createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Logger } from '../../../runtime/log.ts';
import type { KeySource } from './key-source.ts';

const LOOK_EVERY_MS = 2_000;
const KeySetSchema = z.object({
  keys: z
    .array(
      z
        .looseObject({ kty: z.enum(['OKP', 'EC', 'RSA']), kid: z.string().min(1) })
        .refine((key) => !('d' in key), 'holds a private key, which belongs to the issuer alone'),
    )
    .min(1),
});

/**
 * Keys in a JWKS file (RFC 7517). A changed file counts within two seconds of the next token; one that became unreadable leaves the keys as they
 * were, with a warning.
 * @throws HubError HUB_CONFIG_INVALID
 */
export async function keySetFile(
  path: string,
  log: Pick<Logger, 'warn'>,
  now: () => number = Date.now,
): Promise<KeySource> {
  let stamp = await stampOf(path);
  let find = createLocalJWKSet(await readKeySet(path));
  let generation = 0;
  let lookedAt = now();
  const look = async (): Promise<void> => {
    if (now() - lookedAt < LOOK_EVERY_MS) return;
    lookedAt = now();
    try {
      const found = await stampOf(path);
      if (found === stamp) return;
      stamp = found;
      find = createLocalJWKSet(await readKeySet(path));
      generation += 1;
    } catch (error) {
      log.warn({ err: error, path }, 'a key set cannot be read; the keys stay as they were');
    }
  };
  return {
    get generation() {
      return generation;
    },
    async keyFor(kid, alg) {
      await look();
      try {
        return await find({ kid, alg });
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
          return undefined;
        throw error;
      }
    },
  };
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (cause) {
    throw invalid(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

async function readKeySet(path: string): Promise<JSONWebKeySet> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw invalid(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const parsed = KeySetSchema.safeParse(content);
  if (!parsed.success) throw invalid(path, z.prettifyError(parsed.error), parsed.error);
  return parsed.data;
}

function invalid(path: string, why: string, cause: unknown): HubError {
  return new HubError(
    'HUB_CONFIG_INVALID',
    `the key set ${path} cannot be used (${why}); put the issuer’s public keys there, as {"keys":[…]}, each with kty and kid`,
    { cause },
  );
}
