import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { WebhookLease } from '../../../schema/store/webhook-queue.ts';
import type { RiskWebhookDoc } from '../../../schema/store/webhooks.ts';
import { BEGINNING } from '../catch-up.ts';
import type { LogPosition } from '../cursor.ts';
import { filterHashOf } from '../event-criteria.ts';
import type { EventStream, StreamItem } from '../event-stream.ts';
import type { OpenDeliveries } from './open-deliveries.ts';
import { ownerOf, type DeliveryServices } from './services.ts';
import { isAborted, Waker } from './waker.ts';

export interface IntakeOptions {
  readonly webhook: RiskWebhookDoc;
  readonly lease: WebhookLease;
  readonly open: OpenDeliveries;
  readonly services: DeliveryServices;
  /** Something was added. */
  readonly added: () => void;
  /** Somebody else delivers now, or a person changed the webhook. */
  readonly lost: () => void;
}

/** With so many deliveries open nothing more is read: the log of events keeps the rest. */
const MOST_OPEN = 1_000;
const MOST_A_BATCH = 100;
/** What comes within this belongs to one write. */
const LINGER_MS = 2;
/** A stream is opened anew after that, with the grants of then. */
const STREAM_FOR_MS = 60_000;
const AGAIN_AFTER_MS = 1_000;

/**
 * Reads the events of one webhook in the order of the log and queues them: first the rows, majority-durable, then the position. Who is killed
 * in between reads again what is queued already, and queues nothing twice.
 */
export class WebhookIntake {
  readonly #options: IntakeOptions;
  readonly #filterHash: string;
  readonly #room = new Waker();
  #position: LogPosition;
  #pending: Promise<IteratorResult<StreamItem, undefined>> | null = null;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#filterHash = filterHashOf(options.webhook.criteria);
    this.#position = options.webhook.position;
  }

  /** Deliveries are over: there may be room again. */
  settled(): void {
    this.#room.call();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { log, lookEveryMs } = this.#options.services;
    while (!isAborted(signal)) {
      try {
        await this.#readStream(signal);
      } catch (error) {
        if (isAborted(signal)) return;
        if (await this.#hasSkipped(error)) continue;
        log.warn({ err: error, webhook: this.#options.lease.webhookId }, 'events cannot be read or queued');
        await this.#room.sleep(Math.min(AGAIN_AFTER_MS, lookEveryMs), signal);
      }
    }
  }

  async #readStream(signal: AbortSignal): Promise<void> {
    const { webhook, services, open } = this.#options;
    const { hub, cursors, lookEveryMs, grants } = services;
    const owner = ownerOf(webhook, grants);
    const stream = await hub.open(owner, webhook.criteria, cursors.seal(this.#position, this.#filterHash));
    const end = (): void => {
      void stream.return();
    };
    const timer = setTimeout(end, STREAM_FOR_MS);
    const unheed = grants.onLess(owner, end);
    signal.addEventListener('abort', end);
    this.#pending = null;
    try {
      while (!isAborted(signal)) {
        const room = MOST_OPEN - open.size;
        if (room <= 0) {
          await this.#room.sleep(lookEveryMs, signal);
          continue;
        }
        const { items, isOver } = await this.#take(stream, Math.min(room, MOST_A_BATCH));
        if (items.length > 0 && !isAborted(signal) && !(await this.#queue(items))) return;
        if (isOver) return;
      }
    } finally {
      clearTimeout(timer);
      unheed();
      signal.removeEventListener('abort', end);
      end();
    }
  }

  async #take(
    stream: EventStream,
    most: number,
  ): Promise<{ readonly items: readonly StreamItem[]; readonly isOver: boolean }> {
    const items: StreamItem[] = [];
    while (items.length < most) {
      const pending = (this.#pending ??= stream.next());
      // Seen by who takes it next.
      pending.catch(() => undefined);
      const next = items.length === 0 ? await pending : await Promise.race([pending, lingering()]);
      if (next === undefined) break;
      this.#pending = null;
      if (next.done === true) return { items, isOver: true };
      items.push(next.value);
    }
    return { items, isOver: false };
  }

  async #queue(items: readonly StreamItem[]): Promise<boolean> {
    const { webhook, lease, open, services, added, lost } = this.#options;
    const { queue, cursors, now } = services;
    const placed = items.map(({ cursor, event }) => {
      const { epoch, offsets } = cursors.open(cursor, this.#filterHash);
      return { event, after: { epoch, offsets: [...offsets] } };
    });
    const events = placed.flatMap(({ event, after }) =>
      event === null
        ? []
        : [{ eventId: event.id, kind: event.kind, subjectId: event.subjectId, seq: event.seq, after }],
    );
    const rows = await queue.add(webhook, events, now());
    open.add(rows);
    if (rows.length > 0) added();
    const last = placed.at(-1)?.after;
    if (last === undefined) return true;
    if (!(await queue.advance(lease, last))) {
      lost();
      return false;
    }
    this.#position = last;
    return true;
  }

  /** Whether the position was of events that are gone: then goes on behind them, and says so. */
  async #hasSkipped(error: unknown): Promise<boolean> {
    if (!(error instanceof HubError)) return false;
    const isExpired = error.code === 'HUB_CURSOR_EXPIRED';
    if (!isExpired && error.code !== 'HUB_CURSOR_INVALID') return false;
    const { lease, services, lost } = this.#options;
    const { queue, cursors, now, log } = services;
    const oldest = isExpired ? error.details?.oldestCursor : undefined;
    const { epoch, offsets } = oldest === undefined ? BEGINNING : cursors.open(oldest, this.#filterHash);
    const note = 'events were removed from the log before they were told; read disputes anew';
    log.error({ webhook: lease.webhookId }, `a webhook was too far behind: ${note}`);
    const position = { epoch, offsets: [...offsets] };
    try {
      if (await queue.skipTo(lease, position, note, now().toISOString())) this.#position = position;
      else lost();
      return true;
    } catch {
      // The store is away: the next round finds the same.
      return false;
    }
  }
}

function lingering(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(undefined);
    }, LINGER_MS);
  });
}
