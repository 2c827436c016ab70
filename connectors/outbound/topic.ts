import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { DeliveryLoop } from '../kit/delivery-loop.ts';
import type { Delivery, OutboundClass, OutboundContext, Outcome } from '../kit/outbound.ts';
import { OUTBOUND_KEYS, retryPlanIn, subscriptionIn } from '../kit/outbound-config.ts';

const ConfigSchema = z.strictObject({
  ...OUTBOUND_KEYS,
  /** Topic of the hub's broker that the agency reads; made when it is missing. */
  topic: z
    .string()
    .regex(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/, 'is no name of a topic: letters, digits, dots, hyphens'),
});

/** `hub.topic`: tells an agency of moves in a topic of its own; key = dispute id, CloudEvents in structured mode. */
export const topic: OutboundClass = {
  name: 'hub.topic',
  configSchema: ConfigSchema,
  subscription: (config) => subscriptionIn(config),
  topics: (config) => [ConfigSchema.parse(config).topic],
  open(config, context) {
    const name = ConfigSchema.parse(config).topic;
    return new DeliveryLoop({
      context,
      plan: retryPlanIn(config),
      send: (delivery) => publish(name, delivery, context),
    });
  },
};

async function publish(
  name: string,
  delivery: Delivery,
  context: Pick<OutboundContext, 'publish'>,
): Promise<Outcome> {
  try {
    await context.publish(name, {
      key: delivery.disputeId,
      value: delivery.content,
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    });
    return { kind: 'TAKEN', status: null };
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const { message, fault } = error;
    return fault === 'transient'
      ? { kind: 'AGAIN', status: null, reason: message, waitMs: null }
      : { kind: 'NEVER', status: null, reason: message };
  }
}
