import type { Logger } from 'pino';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { Store } from '../../schema/store/models.ts';
import { tellEventsOf, waitingEvents, type EventPublisherOptions } from './event-publisher.ts';
import type { WithOutbox } from './outbox.ts';

export interface DisputeEventsOptions extends EventPublisherOptions {
  readonly store: Store;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Events of disputes on their way to the topic. Those that this process has just minted are told without being read again; a look finds what else waits
 * in outboxes. A producer sends in the order of the calls, and whoever hands over a dispute hands over all of its events that were not told: so those
 * of a dispute keep their order whatever fails.
 */
export class DisputeEvents {
  readonly #options: DisputeEventsOptions;
  /** By dispute: how often its events are being told now. */
  readonly #subjects = new Map<string, number>();
  readonly #underWay = new Set<Promise<void>>();
  /** Events that the last look has told: some are handed over only afterwards. */
  #found: ReadonlySet<string> = new Set();

  constructor(options: DisputeEventsOptions) {
    this.#options = options;
  }

  /** @param minted as they are stored; what cannot be told stays there, for the next look */
  tell(minted: readonly WithOutbox<HubEvent>[]): void {
    const fresh = minted.filter(({ outbox }) => outbox.some(({ id }) => !this.#found.has(id)));
    if (fresh.length === 0) return;
    const telling = this.#tell(fresh)
      .catch((error: unknown) => {
        this.#options.log.warn({ err: error }, 'events of disputes could not be told yet: again soon');
      })
      .finally(() => this.#underWay.delete(telling));
    this.#underWay.add(telling);
  }

  /** Tells what nobody has handed over, or could not be told. @throws HubError HUB_STORE_UNAVAILABLE, HUB_BROKER_UNAVAILABLE. */
  async look(): Promise<void> {
    const waiting = await waitingEvents(this.#options.store.risks);
    const left = waiting.filter(({ _id }) => !this.#subjects.has(_id));
    await this.#tell(left);
    this.#found = new Set(left.flatMap(({ outbox }) => outbox.map(({ id }) => id)));
  }

  /** Finishes what is under way. */
  async stop(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #tell(told: readonly WithOutbox<HubEvent>[]): Promise<void> {
    for (const { _id } of told) this.#subjects.set(_id, (this.#subjects.get(_id) ?? 0) + 1);
    try {
      await tellEventsOf(this.#options.store.risks, told, this.#options);
    } finally {
      for (const { _id } of told) {
        const others = (this.#subjects.get(_id) ?? 1) - 1;
        if (others === 0) this.#subjects.delete(_id);
        else this.#subjects.set(_id, others);
      }
    }
  }
}
