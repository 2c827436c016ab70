import type { Logger } from '../../../runtime/log.ts';
import type { WebhookQueue } from '../../../schema/store/webhook-queue.ts';
import type { RiskWebhookDoc } from '../../../schema/store/webhooks.ts';
import type { Auditor } from '../../access/audit/auditor.ts';
import type { Caller } from '../../access/caller.ts';
import type { Door } from '../../access/door.ts';
import type { CursorCodec } from '../cursor.ts';
import type { EventHub } from '../event-hub.ts';
import type { WebhookKit } from './kit.ts';
import type { GrantBook } from '../../access/grants/grant-book.ts';

/** What delivering needs. */
export interface DeliveryServices {
  readonly queue: WebhookQueue;
  /** The events, as streams read them. */
  readonly hub: Pick<EventHub, 'open'>;
  /** The same as the hub's. */
  readonly cursors: CursorCodec;
  readonly door: Door;
  readonly kit: WebhookKit;
  /** What is granted to the partners now. */
  readonly grants: Pick<GrantBook, 'accessFor' | 'onLess'>;
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
export function ownerOf(
  { partner, owner }: Pick<RiskWebhookDoc, 'partner' | 'owner'>,
  grants: Pick<GrantBook, 'accessFor'>,
): Caller {
  const access = grants.accessFor({ partner, actor: owner.actor }, owner.purpose);
  return Object.freeze({ partner, ...owner, access });
}
