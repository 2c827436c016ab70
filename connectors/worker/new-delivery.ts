import type { DeliveryDoc } from '../../schema/store/deliveries.ts';
import type { Subscription } from '../kit/outbound.ts';

export interface RoutedConnector {
  readonly name: string;
  readonly subscription: Subscription;
  /** Told when deliveries of its own were added. */
  added(): void;
}

/** What is told, and of what. */
export type Told = Pick<DeliveryDoc, 'disputeId' | 'code' | 'eventId' | 'kind' | 'seq' | 'content'>;

/** A row of a connector's queue that nobody has tried yet. */
export function newDelivery(
  { name, subscription }: Pick<RoutedConnector, 'name' | 'subscription'>,
  told: Told,
  queuedAt: string,
): DeliveryDoc {
  return {
    _id: `${name}|${told.eventId}`,
    connector: name,
    agency: subscription.agency,
    ...told,
    state: 'WAITING',
    attempts: 0,
    lastStatus: null,
    reason: null,
    queuedAt,
    firstTryAt: null,
    lastTryAt: null,
    nextTryAt: queuedAt,
    deliveredAt: null,
    redeliveries: 0,
  };
}
