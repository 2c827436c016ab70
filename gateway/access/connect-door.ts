import { HubError } from '../../schema/canonical/hub-error.ts';
import { AuditLog } from '../../schema/store/audit-log.ts';
import { addUse } from '../../schema/store/partner-use.ts';
import { readDocument } from '../../schema/store/registered-documents.ts';
import type { NewGrant } from '../../schema/store/grant-docs.ts';
import { hasGrants, insertGrants, readGrants, type Told } from '../../schema/store/grants.ts';
import { readRevocations } from '../../schema/store/revoking.ts';
import { openHubStore } from '../../schema/store/hub-store.ts';
import { isConnected, type Store } from '../../schema/store/models.ts';
import { ExportQueue } from '../../schema/store/export-queue.ts';
import { WebhookQueue } from '../../schema/store/webhook-queue.ts';
import { openDoor, type Door, type DoorOptions } from './door.ts';
import { eventTailReads, type EventTailReads } from './event-reads.ts';
import { Reader } from './reader.ts';
import { scopeByGrants } from './scope.ts';
import type { Caller } from './caller.ts';
import type { AddUse } from './limits/daily-use.ts';
import type { ReadGrants } from './grants/grant-book.ts';
import type { ReadRevocations } from './identity/revocation-list.ts';
import { FULL_ACCESS } from './grants/access.ts';

/** A door over a connection that is opened in the background. */
export interface DoorConnection {
  readonly door: Door;
  /** The log of events for the hub's own tail, which tells each subscriber only what its caller may see. */
  readonly tailReads: EventTailReads;
  /** The saved webhooks for the hub itself, which delivers to them in their partners' names. */
  readonly webhookQueue: WebhookQueue;
  /** The exports for the hub itself, which writes them in their askers' names. */
  readonly exportQueue: ExportQueue;
  /** Tokens that are refused before they expire. */
  readonly revocations: ReadRevocations;
  /** What is granted to whom. */
  readonly grants: ReadGrants;
  /** What all gateways count of each partner's day. */
  readonly addUse: AddUse;
  /** The text that is registered under an identifier, or null. */
  readonly readDocument: (id: string) => Promise<string | null>;
  /** Where the gateway keeps its chain of looks. */
  readonly auditLog: AuditLog;
  /** Null when the store answers, else what is waited for, in words for an operator. */
  ready(): string | null;
  close(): Promise<void>;
}

interface ConnectLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const RETRY_MS = 1_000;
const HUB: Caller = Object.freeze({ partner: 'hub', actor: 'gateway', purpose: null, access: FULL_ACCESS });

/**
 * Opens a door at once and connects it in the background, again and again until MongoDB answers: a process starts before its servers do.
 * Until then every read throws HUB_STORE_UNAVAILABLE.
 * @param firstGrants given where the store has never had any
 */
export function connectDoor(
  mongodbUri: string,
  log: ConnectLog,
  options: DoorOptions = {},
  firstGrants: readonly NewGrant[] = [],
): DoorConnection {
  const closing = new AbortController();
  let store: Store | undefined;
  const connecting = connectUntil(mongodbUri, log, firstGrants, closing.signal).then((connected) => {
    store = connected;
  });
  const current = (): Store => {
    if (store === undefined) throw new HubError('HUB_STORE_UNAVAILABLE', 'MongoDB has not answered yet');
    return store;
  };
  return {
    door: openDoor(current, options),
    tailReads: eventTailReads(new Reader(current, HUB, scopeByGrants, () => undefined)),
    webhookQueue: new WebhookQueue(current),
    exportQueue: new ExportQueue(current),
    grants: async (since) => readGrants(current(), since),
    revocations: async (since) => readRevocations(current(), since),
    addUse: async (partner, day, use) => addUse(current(), partner, day, use),
    readDocument: async (id) => readDocument(current(), id),
    auditLog: new AuditLog(current),
    ready: () => (store !== undefined && isConnected(store) ? null : 'waiting for MongoDB'),
    close: async () => {
      closing.abort();
      await connecting;
      await store?.connection.close();
    },
  };
}

async function giveFirst(store: Store, grants: readonly NewGrant[]): Promise<void> {
  const told: Told = {
    at: new Date().toISOString(),
    partner: null,
    actor: 'gateway',
    reason: 'the first grants of this hub',
    clientMutationId: null,
  };
  try {
    if (grants.length > 0 && !(await hasGrants(store))) await insertGrants(store, grants, told);
  } catch (error) {
    await store.connection.close();
    throw error;
  }
}

async function connectUntil(
  uri: string,
  log: ConnectLog,
  firstGrants: readonly NewGrant[],
  closing: AbortSignal,
): Promise<Store | undefined> {
  let warned = false;
  while (!closing.aborted) {
    try {
      const store = await openHubStore(uri, 'gateway');
      await giveFirst(store, firstGrants);
      log.info({}, 'connected to MongoDB');
      return store;
    } catch (error) {
      if (!warned) log.warn({ err: error }, 'MongoDB does not answer yet; trying again until it does');
      warned = true;
      await pause(RETRY_MS, closing);
    }
  }
  return undefined;
}

function pause(ms: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      closing.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    closing.addEventListener('abort', end);
  });
}
