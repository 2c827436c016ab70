import type { OpenDelivery } from '../../../schema/store/webhooks.ts';

interface Subject {
  /** By `seq`: the first is the next to be sent. */
  readonly waiting: OpenDelivery[];
  isBusy: boolean;
}

/**
 * What one webhook has still to be sent. Events of one dispute or hot spot go in their order, the next one when the one before was taken or given
 * up; those of different ones do not wait for each other.
 */
export class OpenDeliveries {
  /** In the order in which they came to have something. */
  readonly #subjects = new Map<string, Subject>();
  #size = 0;

  constructor(deliveries: readonly OpenDelivery[]) {
    this.add(deliveries);
  }

  get size(): number {
    return this.#size;
  }

  add(deliveries: readonly OpenDelivery[]): void {
    for (const delivery of deliveries) {
      const subject = this.#subjects.get(delivery.subjectId) ?? { waiting: [], isBusy: false };
      const { waiting } = subject;
      let at = waiting.length;
      while (at > 0 && (waiting[at - 1]?.seq ?? 0) > delivery.seq) at -= 1;
      waiting.splice(at, 0, delivery);
      this.#subjects.set(delivery.subjectId, subject);
      this.#size += 1;
    }
  }

  /** What may be sent now, at most `limit`; its subjects are busy until `settle`. */
  take(limit: number, nowMs: number): readonly OpenDelivery[] {
    const taken: OpenDelivery[] = [];
    for (const subject of this.#subjects.values()) {
      if (taken.length >= limit) break;
      const [first] = subject.waiting;
      if (first === undefined || subject.isBusy || dueMs(first) > nowMs) continue;
      subject.isBusy = true;
      taken.push(first);
    }
    return taken;
  }

  /** @param again when it is tried again, null when it is over; a change of `tries` is the caller's to tell. */
  settle(delivery: OpenDelivery, again: Pick<OpenDelivery, 'tries' | 'nextTryAt'> | null): void {
    const subject = this.#subjects.get(delivery.subjectId);
    if (subject === undefined) return;
    subject.isBusy = false;
    const at = subject.waiting.findIndex(({ _id }) => _id === delivery._id);
    if (at < 0) return;
    if (again !== null) {
      subject.waiting[at] = { ...delivery, ...again };
      return;
    }
    subject.waiting.splice(at, 1);
    this.#size -= 1;
    if (subject.waiting.length === 0) this.#subjects.delete(delivery.subjectId);
  }

  /** When the next one is due that nothing is under way for, ms since 1970; null when there is none. */
  nextDueMs(): number | null {
    let next: number | null = null;
    for (const { waiting, isBusy } of this.#subjects.values()) {
      const [first] = waiting;
      if (first === undefined || isBusy) continue;
      next = Math.min(next ?? Number.POSITIVE_INFINITY, dueMs(first));
    }
    return next;
  }
}

function dueMs({ nextTryAt }: OpenDelivery): number {
  return nextTryAt === null ? 0 : Date.parse(nextTryAt);
}
