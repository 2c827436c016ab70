import type { Logger } from '../../../runtime/log.ts';
import type { WebhookQueue } from '../../../schema/store/webhook-queue.ts';
import type { RiskWebhookDoc } from '../../../schema/store/webhooks.ts';
import type { Auditor } from '../../access/audit/auditor.ts';
import type { Caller } from '../../access/caller.ts';
import type { Door } from '../../access/door.ts';
import type { CursorCodec } from '../cursor.ts';
import type { EventHub } from '../event-hub.ts';
import type { WebhookKit } from './kit.ts';
import { FULL_ACCESS } from '../../access/grants/access.ts';

/** What delivering needs. */
export interface DeliveryServices {
  readonly queue: WebhookQueue;
  /** The events, as streams read them. */
  readonly hub: Pick<EventHub, 'open'>;
  /** The same as the hub's. */
  readonly cursors: CursorCodec;
  readonly door: Door;
  readonly kit: WebhookKit;
  /** Told of each attempt before it is made. */
  readonly audit?: Pick<Auditor, 'delivering'> | undefined;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly now: () => Date;
  /** In [0, 1). */
  readonly random: () => number;
  /** Longest sleep between two looks, ms. */
  readonly lookEveryMs: number;
}

/** In whose name a webhook is served: what it is told is decided by the grants that its partner has now. */
export function ownerOf({ partner, owner }: Pick<RiskWebhookDoc, 'partner' | 'owner'>): Caller {
  return Object.freeze({ partner, ...owner, access: FULL_ACCESS });
}
