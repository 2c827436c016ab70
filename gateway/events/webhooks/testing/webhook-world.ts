import { pino } from 'pino';
import type { Store } from '../../../../schema/store/models.ts';
import type { WebhookQueue } from '../../../../schema/store/webhook-queue.ts';
import type { RiskWebhookDoc, WebhookDeliveryDoc } from '../../../../schema/store/webhooks.ts';
import type { Caller } from '../../../access/caller.ts';
import { openDoor, type Door } from '../../../access/door.ts';
import { eventTailReads } from '../../../access/event-reads.ts';
import { Reader } from '../../../access/reader.ts';
import { scopeByGrants, type ScopeOf } from '../../../access/scope.ts';
import { createSecretBox } from '../../../access/secret-box.ts';
import type { WebhookToCreate } from '../../../access/webhook-writes.ts';
import { createCursorCodec } from '../../cursor.ts';
import { eventCriteriaOf, type EventFilterArgument } from '../../event-criteria.ts';
import { createEventHub } from '../../event-hub.ts';
import { WebhookDelivery } from '../delivery.ts';
import { createWebhookKit, type WebhookKit } from '../kit.ts';
import { targetPolicyOf } from '../target-policy.ts';
import { FULL_ACCESS } from '../../../access/grants/access.ts';
import { EVERYTHING_GRANTED } from '../../../access/grants/grant-book.ts';

export const POLICE: Caller = Object.freeze({
  partner: 'police',
  actor: 'duty@police',
  purpose: null,
  access: FULL_ACCESS,
});
export const COURT: Caller = Object.freeze({ ...POLICE, partner: 'court', actor: 'clerk@court' });

const HUB: Caller = Object.freeze({ partner: 'hub', actor: 'gateway', purpose: null, access: FULL_ACCESS });
const cursors = createCursorCodec(Buffer.alloc(32, 1));
const log = pino({ level: 'silent' });

export interface GatewayOptions {
  /** Stands between the queue and the store: faults. */
  readonly queue?: WebhookQueue;
  readonly leaseMs?: number;
}

/** A hub with saved webhooks and as many gateways that deliver as a test starts; its clock goes on only when the test says so. */
export class WebhookWorld {
  readonly store: Store;
  readonly door: Door;
  readonly kit: WebhookKit;
  readonly queue: WebhookQueue;
  /** Who may read what: a test may change it at any time. */
  scopeOf: ScopeOf = scopeByGrants;
  now = new Date('2026-11-26T08:00:00.000Z');
  readonly #gateways: { stop(): Promise<void> }[] = [];
  #calls = 0;

  constructor(store: Store, queue: WebhookQueue) {
    this.store = store;
    this.kit = createWebhookKit({
      box: createSecretBox(Buffer.alloc(32, 2)),
      policy: targetPolicyOf('http://127.0.0.0/8'),
      timeoutMs: 10_000,
    });
    this.door = openDoor(store, {
      cursors,
      webhooks: this.kit,
      now: () => this.now,
      scopeOf: (caller, collection, read) => this.scopeOf(caller, collection, read),
    });
    this.queue = queue;
  }

  /** Saves a webhook; answers its identifier and secret. */
  async save(
    url: string,
    filter: EventFilterArgument = { kinds: ['DISPUTE_CHANGED'] },
    given: Partial<WebhookToCreate> = {},
    caller: Caller = POLICE,
  ): Promise<{ readonly id: string; readonly secret: string; readonly cursor: string }> {
    this.#calls += 1;
    const { webhook, secret } = await this.door.for(caller).createRiskWebhook({
      clientMutationId: `call-${this.#calls}`,
      inputHash: `${this.#calls}`,
      url,
      description: `hook ${this.#calls}`,
      criteria: eventCriteriaOf(filter),
      after: null,
      ...given,
    });
    return { id: webhook._id, secret: secret ?? '', cursor: webhook.cursor };
  }

  startGateway({ queue = this.queue, leaseMs = 3_000 }: GatewayOptions = {}): { stop(): Promise<void> } {
    const tailReads = eventTailReads(
      new Reader(
        () => this.store,
        HUB,
        scopeByGrants,
        () => undefined,
      ),
    );
    const hub = createEventHub({ door: this.door, tailReads, cursors, log, pollMs: 20, bookmarkMs: 200 });
    const delivery = new WebhookDelivery({
      queue,
      hub,
      cursors,
      door: this.door,
      kit: this.kit,
      grants: EVERYTHING_GRANTED,
      log,
      now: () => this.now,
      random: () => 0,
      lookEveryMs: 20,
      leaseMs,
    });
    delivery.start();
    let stopped: Promise<void> | undefined;
    const gateway = {
      stop: () => (stopped ??= delivery.close().then(() => hub.close())),
    };
    this.#gateways.push(gateway);
    return gateway;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#gateways.splice(0).map((gateway) => gateway.stop()));
  }

  pass(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  async webhook(id: string): Promise<RiskWebhookDoc> {
    const found = await this.store.riskWebhooks.findOne({ _id: id }).lean<RiskWebhookDoc>().exec();
    if (found === null) throw new Error(`no webhook ${id}`);
    return found;
  }

  deliveries(webhookId: string): Promise<WebhookDeliveryDoc[]> {
    return this.store.webhookDeliveries
      .find({ webhookId })
      .sort({ _id: 1 })
      .lean<WebhookDeliveryDoc[]>()
      .exec();
  }
}
