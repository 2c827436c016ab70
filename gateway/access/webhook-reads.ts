import { offsetOf, type CursorCodec, type LogPosition } from '../events/cursor.ts';
import { filterHashOf, type EventCriteria } from '../events/event-criteria.ts';
import type { RiskWebhookDoc, WebhookDeliveryDoc } from '../../schema/store/webhooks.ts';
import { OPEN_WEBHOOK_DELIVERIES } from '../../schema/webhooks/states.ts';
import { afterFilter, allOf, keysetSort, type Filter, type KeysetPosition } from './criteria.ts';
import { eventFilters } from './event-reads.ts';
import type { Reader } from './reader.ts';

/** A webhook without its secrets, which no read gives. */
export interface SavedWebhook extends Omit<RiskWebhookDoc, 'secrets'> {
  /** Its position, sealed for its filter. */
  readonly cursor: string;
}

export interface WebhookPageQuery {
  readonly after: KeysetPosition | null;
  readonly limit: number;
}

export interface WebhookDeliveryQuery extends WebhookPageQuery {
  readonly webhookId: string;
  /** Null: all. */
  readonly states: readonly string[] | null;
}

export interface WebhookLag {
  /** Events that match, behind what was queued. */
  readonly behind: number;
  /** Queued and not yet taken or given up. */
  readonly waiting: number;
  /** When the one that has waited longest was queued. */
  readonly oldestAt: string | null;
}

/** Reads of the webhooks of the caller's partner. */
export interface WebhookReads {
  riskWebhook(id: string): Promise<SavedWebhook | null>;
  /** The one that was made last first. */
  riskWebhookPage(query: WebhookPageQuery): Promise<readonly SavedWebhook[]>;
  countRiskWebhooks(upTo: number): Promise<number>;
  /** The one that was queued last first. */
  webhookDeliveryPage(query: WebhookDeliveryQuery): Promise<readonly WebhookDeliveryDoc[]>;
  countWebhookDeliveries(
    query: Pick<WebhookDeliveryQuery, 'webhookId' | 'states'>,
    upTo: number,
  ): Promise<number>;
  webhookDelivery(id: string): Promise<WebhookDeliveryDoc | null>;
  /** Given up since a moment, the first one first. */
  deadWebhookDeliveries(
    webhookId: string,
    since: string,
    limit: number,
  ): Promise<readonly Pick<WebhookDeliveryDoc, '_id'>[]>;
  webhookLag(
    webhook: Pick<RiskWebhookDoc, '_id' | 'position' | 'criteria'>,
    upTo: number,
  ): Promise<WebhookLag>;
}

const WITHOUT_SECRETS = { secrets: 0 } as const;

export function webhookReads(reader: Reader, cursors: CursorCodec): WebhookReads {
  const saved = (webhook: Omit<RiskWebhookDoc, 'secrets'>): SavedWebhook => ({
    ...webhook,
    cursor: cursors.seal(webhook.position, filterHashOf(webhook.criteria)),
  });
  return {
    riskWebhook: async (id) => {
      const [webhook] = await reader.find('riskWebhooks', { _id: id }, { projection: WITHOUT_SECRETS });
      return webhook === undefined ? null : saved(webhook);
    },
    riskWebhookPage: async ({ after, limit }) => {
      const found = await reader.find('riskWebhooks', allOf(afterFilter('createdAt', 'DESC', after)), {
        projection: WITHOUT_SECRETS,
        sort: keysetSort('createdAt', 'DESC'),
        limit,
      });
      return found.map(saved);
    },
    countRiskWebhooks: (upTo) => reader.count('riskWebhooks', {}, upTo),
    webhookDeliveryPage: ({ after, limit, ...query }) =>
      reader.find(
        'webhookDeliveries',
        allOf([...deliveryFilters(query), ...afterFilter('queuedAt', 'DESC', after)]),
        { sort: keysetSort('queuedAt', 'DESC'), limit },
      ),
    countWebhookDeliveries: (query, upTo) =>
      reader.count('webhookDeliveries', allOf(deliveryFilters(query)), upTo),
    webhookDelivery: async (id) => (await reader.find('webhookDeliveries', { _id: id }))[0] ?? null,
    deadWebhookDeliveries: (webhookId, since, limit) =>
      reader.find(
        'webhookDeliveries',
        { webhookId, state: 'DEAD', deadAt: { $gte: since } },
        { projection: { _id: 1 }, sort: { deadAt: 1, _id: 1 }, limit },
      ),
    webhookLag: async ({ _id: webhookId, position, criteria }, upTo) => {
      const open: Filter = { webhookId, state: { $in: OPEN_WEBHOOK_DELIVERIES } };
      const [log] = await reader.find('eventLogs', { _id: 'log' });
      const [oldest] = await reader.find('webhookDeliveries', open, {
        projection: { queuedAt: 1 },
        sort: { queuedAt: 1, _id: 1 },
        limit: 1,
      });
      const from: LogPosition =
        log === undefined || position.epoch === log.epoch ? position : { epoch: log.epoch, offsets: [] };
      return {
        behind:
          log === undefined
            ? 0
            : await reader.count('events', behindFilter(from, log.partitions, criteria), upTo),
        waiting: await reader.count('webhookDeliveries', open, upTo),
        oldestAt: oldest?.queuedAt ?? null,
      };
    },
  };
}

function deliveryFilters({
  webhookId,
  states,
}: Pick<WebhookDeliveryQuery, 'webhookId' | 'states'>): readonly Filter[] {
  return [{ webhookId }, ...(states === null ? [] : [{ state: { $in: states } }])];
}

function behindFilter(position: LogPosition, partitions: number, criteria: EventCriteria): Filter {
  const places = Array.from({ length: Math.max(1, partitions) }, (_, partition) => ({
    partition,
    offset: { $gt: offsetOf(position, partition) },
    epoch: position.epoch,
  }));
  return allOf([{ $or: places }, ...eventFilters(criteria)]);
}
