import { request } from 'node:http';
import { signWebhook } from '../../../../schema/webhooks/standard-webhooks.ts';
import { postOfOne, strangePostOf, unreadablePostOf, type PoliceVersion, type Post } from './events.ts';

export interface FaultyPushesOptions {
  readonly url: string;
  readonly secret: () => Promise<Uint8Array>;
  readonly now: () => number;
}

const REQUEST_TIMEOUT_MS = 15_000;

/** Pushes that go wrong, beside the sound ones that have arrived already. */
export class FaultyPushes {
  readonly #options: FaultyPushesOptions;

  constructor(options: FaultyPushesOptions) {
    this.#options = options;
  }

  /** @returns whether the intake has answered as one that knows what to make of it */
  async push(fault: string, version: PoliceVersion, signal: AbortSignal): Promise<boolean> {
    try {
      switch (fault) {
        case 'unreadable-event': {
          const status = await this.#post(unreadablePostOf(version), signal);
          return status === 400 || status === 422;
        }
        case 'unknown-column':
          return (await this.#post(strangePostOf(version), signal)) === 202;
        case 'repeated-post':
          return (await this.#post(postOfOne(version), signal)) === 202;
        case 'dropped-connection': {
          await this.#drop(postOfOne(version));
          return (await this.#post(postOfOne(version), signal)) === 202;
        }
        default:
          return false;
      }
    } catch {
      return false;
    }
  }

  async #post(post: Post, signal: AbortSignal): Promise<number> {
    const response = await fetch(this.#options.url, {
      method: 'POST',
      headers: await this.#headersOf(post),
      body: new Uint8Array(post.body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** Sends half of it and hangs up. */
  async #drop(post: Post): Promise<void> {
    const headers = { ...(await this.#headersOf(post)), 'content-length': post.body.length };
    await new Promise<void>((resolve) => {
      const sending = request(this.#options.url, { method: 'POST', headers });
      sending.once('error', () => undefined);
      sending.once('close', resolve);
      sending.write(post.body.subarray(0, Math.floor(post.body.length / 2)), () => sending.destroy());
    });
  }

  async #headersOf(post: Post): Promise<Record<string, string>> {
    const { secret, now } = this.#options;
    const timestampS = Math.floor(now() / 1_000);
    return {
      ...post.headers,
      'idempotency-key': post.idempotencyKey,
      'webhook-id': post.idempotencyKey,
      'webhook-timestamp': String(timestampS),
      'webhook-signature': signWebhook(await secret(), post.idempotencyKey, timestampS, post.body),
    };
  }
}
