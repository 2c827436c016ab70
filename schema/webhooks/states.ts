export const WEBHOOK_STATES = ['ENABLED', 'DISABLED', 'AUTO_DISABLED'] as const;
/** DISABLED by its partner; AUTO_DISABLED by the hub, because its receiver wants no more or took nothing for days. */
export type WebhookState = (typeof WEBHOOK_STATES)[number];

export const WEBHOOK_DELIVERY_STATES = ['WAITING', 'RETRYING', 'DELIVERED', 'DEAD'] as const;
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];

/** States in which something is still to be sent. */
export const OPEN_WEBHOOK_DELIVERIES: readonly WebhookDeliveryState[] = ['WAITING', 'RETRYING'];
