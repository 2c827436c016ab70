import { createHash } from 'node:crypto';

const HASH_CHARACTERS = 11;

/**
 * Remembers which versions a poller has already handed on, by a 64-bit hash of their bytes, for as long as the overlap shows them again.
 * Bounded: past `most` entries the oldest are forgotten, and what is forgotten is at worst emitted twice.
 */
export class OverlapMemory {
  readonly #timesMs = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  static hashOf(bytes: Uint8Array): string {
    // 66 bits in base64url.
    return createHash('sha256').update(bytes).digest('base64url').slice(0, HASH_CHARACTERS);
  }

  has(hash: string): boolean {
    return this.#timesMs.has(hash);
  }

  /** `timeMs` is the version's own time: it tells when the overlap has passed it. */
  add(hash: string, timeMs: number): void {
    this.#timesMs.set(hash, Math.max(timeMs, this.#timesMs.get(hash) ?? timeMs));
  }

  /** Forgets what no later poll will show again. */
  forgetBefore(timeMs: number): void {
    for (const [hash, time] of this.#timesMs) if (time < timeMs) this.#timesMs.delete(hash);
    if (this.#timesMs.size <= this.#most) return;
    const oldestFirst = [...this.#timesMs].sort(([, a], [, b]) => a - b);
    for (const [hash] of oldestFirst.slice(0, this.#timesMs.size - this.#most)) this.#timesMs.delete(hash);
  }

  get size(): number {
    return this.#timesMs.size;
  }

  /** One short text an entry: hash, then the time in base 36. */
  save(): readonly string[] {
    return [...this.#timesMs].map(([hash, timeMs]) => `${hash}${timeMs.toString(36)}`);
  }

  load(saved: readonly string[]): void {
    for (const entry of saved) {
      const timeMs = parseInt(entry.slice(HASH_CHARACTERS), 36);
      if (Number.isFinite(timeMs)) this.#timesMs.set(entry.slice(0, HASH_CHARACTERS), timeMs);
    }
  }
}
