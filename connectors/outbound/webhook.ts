import { z } from 'zod';
import { DeliveryLoop } from '../kit/delivery-loop.ts';
import type { OutboundClass } from '../kit/outbound.ts';
import { OUTBOUND_KEYS, retryPlanIn, subscriptionIn } from '../kit/outbound-config.ts';
import { readSecrets } from '../../schema/webhooks/standard-webhooks.ts';
import { sendWebhook } from '../kit/webhook-sender.ts';

const ConfigSchema = z.strictObject({
  ...OUTBOUND_KEYS,
  /** Where the agency takes messages: POST. */
  url: z.url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' }),
  /** File in the secrets folder with the shared signing secret, `whsec_<base64>`, one a line; each signs. */
  'secret.file': z.string().min(1),
  'request.timeout.ms': z.int().min(100).max(120_000).default(10_000),
});

/** `hub.webhook`: tells an agency of moves by signed HTTP requests. */
export const webhook: OutboundClass = {
  name: 'hub.webhook',
  configSchema: ConfigSchema,
  subscription: (config) => subscriptionIn(config),
  topics: () => [],
  open(config, context) {
    const { url, 'secret.file': secretFile, 'request.timeout.ms': timeoutMs } = ConfigSchema.parse(config);
    return new DeliveryLoop({
      context,
      plan: retryPlanIn(config),
      send: async (delivery, signal) =>
        sendWebhook(delivery, {
          url,
          timeoutMs,
          secrets: readSecrets(await context.secret(secretFile), secretFile),
          now: context.now(),
          signal,
        }),
    });
  },
};
