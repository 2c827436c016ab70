import type { CursorCodec, LogPosition } from '../events/cursor.ts';
import { filterHashOf, type EventCriteria } from '../events/event-criteria.ts';
import { BEGINNING } from '../events/catch-up.ts';
import type { WebhookKit } from '../events/webhooks/kit.ts';
import { testMessage } from '../events/webhooks/message.ts';
import type { SendResult } from '../events/webhooks/send.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { WebhookFields } from '../../schema/store/webhook-changes.ts';
import type {
  RiskWebhookDoc,
  StoredEventCriteria,
  StoredPosition,
  StoredSecret,
} from '../../schema/store/webhooks.ts';
import { secretText } from '../../schema/webhooks/standard-webhooks.ts';
import { eventReads } from './event-reads.ts';
import type { Reader } from './reader.ts';
import { webhookReads, type SavedWebhook } from './webhook-reads.ts';
import type { AskedChange, Writer } from './writer.ts';

export interface WebhookToCreate {
  readonly clientMutationId: string;
  /** Of everything that the caller gave. */
  readonly inputHash: string;
  readonly url: string;
  readonly description: string;
  readonly criteria: EventCriteria;
  /** Cursor of the same filter behind which it begins; null: now. */
  readonly after: string | null;
}

export interface WebhookUpdate {
  readonly url?: string;
  readonly description?: string;
  readonly criteria?: EventCriteria;
  readonly enabled?: boolean;
}

/** Which deliveries are sent again: one of these. */
export type Redelivery =
  { readonly after: string } | { readonly deliveryId: string } | { readonly failedSince: string };

export interface WebhookWithSecret {
  readonly webhook: SavedWebhook;
  /** `whsec_…`; null when this call had made the webhook before: a secret is told once. */
  readonly secret: string | null;
}

export interface Redelivered {
  readonly webhook: SavedWebhook;
  /** Deliveries that were queued again; null when events are read again from a cursor. */
  readonly queued: number | null;
}

/**
 * Changes of the webhooks of the caller's partner. All but `createRiskWebhook` throw HUB_NOT_FOUND for one that is not theirs, and
 * HUB_VERSION_CONFLICT when others change it all the time.
 */
export interface WebhookWrites {
  /**
   * The same call again answers what it made.
   * @throws HubError HUB_BAD_REQUEST for a receiver that is not called, HUB_IDEMPOTENCY_MISMATCH, HUB_LIMIT_EXCEEDED, and those of cursors
   */
  createRiskWebhook(asked: WebhookToCreate): Promise<WebhookWithSecret>;
  updateRiskWebhook(id: string, update: WebhookUpdate): Promise<SavedWebhook>;
  /** The secret before signs too for 24 h. */
  rotateRiskWebhookSecret(id: string): Promise<WebhookWithSecret>;
  deleteRiskWebhook(id: string): Promise<void>;
  testRiskWebhook(id: string): Promise<SendResult>;
  redeliverRiskWebhook(id: string, what: Redelivery): Promise<Redelivered>;
}

const OLD_SECRET_SIGNS_MS = 24 * 3_600_000;
const MOST_SECRETS = 3;
const MOST_TRIES = 10;
/** Deliveries that one call has sent again, at most. */
const MOST_AGAIN = 1_000;

export interface WebhookWriteOptions {
  readonly cursors: CursorCodec;
  readonly kit: WebhookKit;
  readonly now: () => Date;
  /** Webhooks that the caller's partner may have. */
  readonly most: number;
}

export function webhookWrites(reader: Reader, writer: Writer, options: WebhookWriteOptions): WebhookWrites {
  const { cursors, kit, now, most } = options;
  const reads = webhookReads(reader, cursors);
  const events = eventReads(reader);

  const current = async (id: string): Promise<RiskWebhookDoc> => {
    const [webhook] = await reader.find('riskWebhooks', { _id: id });
    return webhook ?? notThere(id);
  };
  const saved = async (id: string): Promise<SavedWebhook> => (await reads.riskWebhook(id)) ?? notThere(id);
  /** Changes what is there now, again if somebody else was faster. */
  const change = async (
    id: string,
    changed: (webhook: RiskWebhookDoc, at: Date) => { fields: WebhookFields; changes: AskedChange[] },
  ): Promise<SavedWebhook> => {
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      const read = await current(id);
      const { fields, changes } = changed(read, now());
      if (await writer.changeWebhook(read, fields, changes)) return saved(id);
    }
    throw new HubError('HUB_VERSION_CONFLICT', `webhook ${id} is changed by others at the moment; try again`);
  };
  /** Two calls at once may both find room: the limit is against forgotten webhooks, not to the last one. */
  const refuseBeyond = async (limit: number): Promise<void> => {
    const there = await reads.countRiskWebhooks(limit);
    if (there < limit) return;
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `your agency has ${there} webhooks, which is as many as it may have (webhooks); delete one that is not used, or ask the hub's keepers for a higher limit`,
      { field: 'webhooks' },
    );
  };
  const headOf = async (): Promise<LogPosition> => {
    const log = await events.eventLog();
    return log === null ? BEGINNING : events.eventHead(log);
  };

  return {
    createRiskWebhook: async ({ clientMutationId, inputHash, criteria, after, ...asked }) => {
      const url = await kit.readUrl(asked.url);
      const id = writer.ownIdOf('webhook', clientMutationId);
      const known = await reads.riskWebhook(id);
      if (known !== null) return knownWebhook(known, inputHash);
      await refuseBeyond(most);
      const position = after === null ? await headOf() : cursors.open(after, filterHashOf(criteria));
      const { secret, stored } = kit.newSecret(id);
      const at = now().toISOString();
      const isNew = await writer.insertWebhook(
        {
          _id: id,
          inputHash,
          url,
          description: asked.description,
          criteria: storedCriteria(criteria),
          state: 'ENABLED',
          stateReason: null,
          stateSince: at,
          secrets: [stored],
          position: storedPosition(position),
          replayBefore: null,
          generation: 1,
          failingSince: null,
          lease: null,
          leases: 0,
          createdAt: at,
        },
        { at, what: 'CREATED', note: null },
      );
      const webhook = await saved(id);
      return isNew ? { webhook, secret: secretText(secret) } : knownWebhook(webhook, inputHash);
    },
    updateRiskWebhook: async (id, update) => {
      await current(id);
      const url = update.url === undefined ? undefined : await kit.readUrl(update.url);
      return change(id, (webhook, at) =>
        changeOf(webhook, { ...update, ...(url === undefined ? {} : { url }) }, at),
      );
    },
    rotateRiskWebhookSecret: async (id) => {
      const { secret, stored } = kit.newSecret(id);
      const webhook = await change(id, ({ secrets }, at) => ({
        fields: { secrets: [stored, ...stillSigning(secrets, at)].slice(0, MOST_SECRETS) },
        changes: [{ at: at.toISOString(), what: 'SECRET_ROTATED', note: null }],
      }));
      return { webhook, secret: secretText(secret) };
    },
    deleteRiskWebhook: async (id) => {
      await current(id);
      await writer.deleteWebhook(id);
    },
    testRiskWebhook: async (id) => {
      const { url, secrets } = await current(id);
      const moment = now();
      return kit.send({
        url,
        id: `test-${digest('webhook-test', id, moment.toISOString()).slice(0, 32)}`,
        body: testMessage(id, moment),
        secrets: kit.secretsAt(id, secrets, moment),
        now: moment,
        signal: new AbortController().signal,
      });
    },
    redeliverRiskWebhook: async (id, what) => {
      const webhook = await current(id);
      if ('after' in what) {
        const position = storedPosition(cursors.open(what.after, filterHashOf(webhook.criteria)));
        const changed = await change(id, (_, at) => ({
          fields: { position, replayBefore: at.toISOString() },
          changes: [{ at: at.toISOString(), what: 'REDELIVERY', note: 'everything behind a cursor' }],
        }));
        return { webhook: changed, queued: null };
      }
      const ids =
        'deliveryId' in what ? [await ownDelivery(id, what.deliveryId)] : await dead(id, what.failedSince);
      const queued = await writer.requeue(ids, now());
      // The generation goes up, so that who delivers looks into the queue again.
      const changed = await change(id, (_, at) => ({
        fields: {},
        changes: [{ at: at.toISOString(), what: 'REDELIVERY', note: `${queued} deliveries` }],
      }));
      return { webhook: changed, queued };
    },
  };

  async function ownDelivery(webhookId: string, deliveryId: string): Promise<string> {
    const delivery = await reads.webhookDelivery(deliveryId);
    if (delivery?.webhookId === webhookId) return deliveryId;
    throw new HubError(
      'HUB_NOT_FOUND',
      `deliveryId: webhook ${webhookId} has no delivery ${deliveryId.slice(0, 200)}; take one of its deliveries`,
      { field: 'deliveryId' },
    );
  }

  async function dead(webhookId: string, since: string): Promise<readonly string[]> {
    return (await reads.deadWebhookDeliveries(webhookId, since, MOST_AGAIN)).map(({ _id }) => _id);
  }
}

function knownWebhook(webhook: SavedWebhook, inputHash: string): WebhookWithSecret {
  if (webhook.inputHash === inputHash) return { webhook, secret: null };
  throw new HubError(
    'HUB_IDEMPOTENCY_MISMATCH',
    'clientMutationId: it was used for another webhook; use a new one for each',
    { field: 'clientMutationId' },
  );
}

function changeOf(
  webhook: RiskWebhookDoc,
  { url, description, criteria, enabled }: WebhookUpdate,
  moment: Date,
): { fields: WebhookFields; changes: AskedChange[] } {
  const at = moment.toISOString();
  const names = Object.entries({ url, description, filter: criteria }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  const isSwitched = enabled !== undefined && enabled !== (webhook.state === 'ENABLED');
  return {
    fields: {
      ...(url === undefined ? {} : { url }),
      ...(description === undefined ? {} : { description }),
      ...(criteria === undefined ? {} : { criteria: storedCriteria(criteria) }),
      ...(isSwitched
        ? {
            state: enabled ? ('ENABLED' as const) : ('DISABLED' as const),
            stateReason: null,
            stateSince: at,
            failingSince: null,
          }
        : {}),
    },
    changes: [
      ...(names.length === 0 ? [] : [{ at, what: 'UPDATED' as const, note: names.join(', ') }]),
      ...(isSwitched
        ? [{ at, what: enabled ? ('ENABLED' as const) : ('DISABLED' as const), note: null }]
        : []),
    ],
  };
}

/** The secrets so far, for as long as they sign beside the next one. */
function stillSigning(secrets: readonly StoredSecret[], at: Date): readonly StoredSecret[] {
  const until = new Date(at.getTime() + OLD_SECRET_SIGNS_MS).toISOString();
  return secrets
    .map((secret) => ({ ...secret, until: secret.until ?? until }))
    .filter((secret) => secret.until > at.toISOString());
}

function notThere(id: string): never {
  throw new HubError('HUB_NOT_FOUND', `there is no webhook ${id.slice(0, 100)} of yours`, { field: 'id' });
}

function storedPosition({ epoch, offsets }: LogPosition): StoredPosition {
  return { epoch, offsets: [...offsets] };
}

/** The same in arrays that a document may own. */
function storedCriteria(criteria: EventCriteria): StoredEventCriteria {
  return structuredClone(criteria) as StoredEventCriteria;
}
