import type { DeliveryState } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';

/** One outbound connector: how it does, and its deliveries by state. */
export interface OutboundFlow {
  readonly name: string;
  readonly agency: string;
  /** Kafka Connect's words; null when no worker runs it any more. */
  readonly state: string | null;
  readonly trace: string | null;
  readonly waiting: number;
  readonly retrying: number;
  readonly dead: number;
  readonly delivered: number;
  readonly lastDeliveredAt: string | null;
}

interface Counted {
  readonly _id: { readonly connector: string; readonly state: DeliveryState };
  readonly agency: string;
  readonly count: number;
  readonly lastDeliveredAt: string | null;
}

/** What the connectors that tell agencies have still to do, by name; those that are gone but left something, too. */
export async function outboundFlow(store: Store): Promise<readonly OutboundFlow[]> {
  const [statuses, counted] = await Promise.all([
    store.outboundStatuses.find().lean().exec(),
    store.deliveries
      .aggregate<Counted>([
        {
          $group: {
            _id: { connector: '$connector', state: '$state' },
            agency: { $last: '$agency' },
            count: { $sum: 1 },
            lastDeliveredAt: { $max: '$deliveredAt' },
          },
        },
      ])
      .exec(),
  ]);
  const names = new Set([...statuses.map(({ _id }) => _id), ...counted.map(({ _id }) => _id.connector)]);
  return [...names].sort().map((name) => {
    const status = statuses.find(({ _id }) => _id === name);
    const own = counted.filter(({ _id }) => _id.connector === name);
    const count = (state: DeliveryState): number => own.find(({ _id }) => _id.state === state)?.count ?? 0;
    return {
      name: name === '' ? '(unreadable messages)' : name,
      agency: status?.agency ?? own[0]?.agency ?? '',
      state: status?.state ?? null,
      trace: status?.trace ?? null,
      waiting: count('WAITING'),
      retrying: count('RETRYING'),
      dead: count('DEAD'),
      delivered: count('DELIVERED'),
      lastDeliveredAt: own.find(({ _id }) => _id.state === 'DELIVERED')?.lastDeliveredAt ?? null,
    };
  });
}
