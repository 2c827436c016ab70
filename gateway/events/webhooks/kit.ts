import { randomBytes } from 'node:crypto';
import type { StoredSecret } from '../../../schema/store/webhooks.ts';
import { createSecretBox, type SecretBox } from '../../access/secret-box.ts';
import { readSharedKey } from '../../../runtime/shared-key.ts';
import { SEND_TIMEOUT_MS, sendSigned, type SendResult, type WebhookRequest } from './send.ts';
import { targetPolicyOf, type TargetPolicy } from './target-policy.ts';
import { readTargetUrl, resolveHost, type Resolve } from './target-url.ts';

export interface WebhookKitOptions {
  readonly box: SecretBox;
  readonly policy: TargetPolicy;
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
}

/** What whoever saves a webhook and whoever delivers for it do alike. */
export interface WebhookKit {
  /** The URL as it is kept. @throws HubError HUB_BAD_REQUEST for one that the hub would not call. */
  readUrl(text: string): Promise<string>;
  newSecret(webhookId: string): { readonly secret: Uint8Array; readonly stored: StoredSecret };
  /** The secrets that sign at a moment, the newest first. */
  secretsAt(webhookId: string, stored: readonly StoredSecret[], now: Date): readonly Uint8Array[];
  send(request: Omit<WebhookRequest, 'timeoutMs'>): Promise<SendResult>;
}

const SECRET_BYTES = 32;

export function createWebhookKit({ box, policy, ...options }: WebhookKitOptions): WebhookKit {
  const resolve = options.resolve ?? resolveHost;
  const timeoutMs = options.timeoutMs ?? SEND_TIMEOUT_MS;
  return {
    readUrl: (text) => readTargetUrl(text, policy, resolve),
    newSecret: (webhookId) => {
      const secret = randomBytes(SECRET_BYTES);
      return { secret, stored: { sealed: box.seal(secret, webhookId), until: null } };
    },
    secretsAt: (webhookId, stored, now) =>
      stored
        .filter(({ until }) => until === null || until > now.toISOString())
        .map(({ sealed }) => box.open(sealed, webhookId)),
    send: (request) => sendSigned({ ...request, timeoutMs }, { policy, resolve }),
  };
}

/**
 * The kit of a process of the hub: secrets under `keys/webhooks.key`, receivers as the operator allows.
 * @throws HubError HUB_CONFIG_INVALID.
 */
export async function hubWebhookKit(home: string, allow: string | null): Promise<WebhookKit> {
  const key = await readSharedKey(home, 'webhooks', 'the secrets of all saved webhooks');
  return createWebhookKit({ box: createSecretBox(key), policy: targetPolicyOf(allow) });
}

/** For a door that nobody gave a kit: public receivers, and secrets that this process alone can read. */
export function lonelyWebhookKit(): WebhookKit {
  return createWebhookKit({ box: createSecretBox(randomBytes(SECRET_BYTES)), policy: targetPolicyOf(null) });
}
