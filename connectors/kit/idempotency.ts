import { createHash } from 'node:crypto';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { IntakeReply } from './source.ts';

const KEY_MAX_CHARACTERS = 255;

interface Remembered {
  readonly fingerprint: string;
  readonly reply: Promise<IntakeReply>;
  readonly until: number;
}

/**
 * Answers a repeated `Idempotency-Key` with the first answer (IETF draft-ietf-httpapi-idempotency-key-header). It lives in memory: after
 * a restart a repeat is taken again, which is harmless, since the same version twice is one version. Answers of 5xx are not kept, so that
 * the sender's retry is a real one.
 */
export class IdempotencyMemory {
  readonly #entries = new Map<string, Remembered>();
  readonly #most: number;
  readonly #keepMs: number;

  constructor(options: { most: number; keepMs: number }) {
    this.#most = options.most;
    this.#keepMs = options.keepMs;
  }

  /** @throws HubError HUB_IDEMPOTENCY_MISMATCH when the key came with another body. */
  async once(
    key: string,
    body: Uint8Array,
    nowMs: number,
    work: () => Promise<IntakeReply>,
  ): Promise<IntakeReply> {
    if (key.length > KEY_MAX_CHARACTERS) {
      throw new HubError(
        'HUB_BAD_REQUEST',
        `Idempotency-Key is longer than ${KEY_MAX_CHARACTERS} characters`,
        {
          field: 'idempotency-key',
        },
      );
    }
    const fingerprint = createHash('sha256').update(body).digest('base64');
    const known = this.#entries.get(key);
    if (known !== undefined && known.until > nowMs) {
      if (known.fingerprint !== fingerprint) {
        throw new HubError(
          'HUB_IDEMPOTENCY_MISMATCH',
          `Idempotency-Key "${key}" was used for another body; use a new key for a new message`,
          { field: 'idempotency-key' },
        );
      }
      const reply = await known.reply;
      return { ...reply, headers: { ...reply.headers, 'idempotency-replayed': 'true' } };
    }
    const reply = work();
    this.#remember(key, { fingerprint, reply, until: nowMs + this.#keepMs });
    try {
      const done = await reply;
      if (done.status >= 500) this.#entries.delete(key);
      return done;
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    }
  }

  #remember(key: string, entry: Remembered): void {
    // Oldest first: a Map keeps the order of insertion.
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#most) break;
      this.#entries.delete(oldest);
    }
  }
}
