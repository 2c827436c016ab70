import type { BreakGlassDoc } from '../../schema/store/access-case-docs.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Caller } from '../access/caller.ts';
import type { Door } from '../access/door.ts';
import type { Source, SourceItem } from '../router/subscribe/source.ts';

/**
 * Tells who may review them of emergencies in which a dispute was opened: all that wait for a review at first, then each as it is opened or
 * reviewed. It has no cursor: what waits is told again to whoever comes back.
 */
export interface EmergencyWatch {
  open(caller: Caller): Source;
  close(): void;
}

const POLL_MS = 1_000;
/** That wait at one time: who has let so many lie sees the newest, and all of them in the list. */
const MOST_WAITING = 1_000;

type Emergency = Pick<BreakGlassDoc, '_id' | 'rev'>;

/** One look a second for all subscribers of one access, while there are any: each is told what its own access reaches. */
export function watchEmergencies(door: Door, log: Pick<Logger, 'warn'>, pollMs = POLL_MS): EmergencyWatch {
  const watches = new Map<string, AccessWatch>();
  return {
    open: (caller) => {
      const key = JSON.stringify([caller.partner, caller.access.key]);
      let watch = watches.get(key);
      if (watch === undefined) {
        const read = (): Promise<readonly Emergency[]> =>
          door.for(caller).accessCasePage('BREAK_GLASS', { states: ['UNREVIEWED'] }, null, MOST_WAITING);
        watch = new AccessWatch(read, log, pollMs, () => watches.delete(key));
        watches.set(key, watch);
      }
      return new EmergencyStream(watch);
    },
    close: () => {
      for (const watch of [...watches.values()]) watch.end();
    },
  };
}

class AccessWatch {
  readonly #readers = new Set<EmergencyStream>();
  readonly #read: () => Promise<readonly Emergency[]>;
  readonly #log: Pick<Logger, 'warn'>;
  readonly #onEnd: () => void;
  #waiting: ReadonlyMap<string, number> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    read: () => Promise<readonly Emergency[]>,
    log: Pick<Logger, 'warn'>,
    pollMs: number,
    onEnd: () => void,
  ) {
    this.#read = read;
    this.#log = log;
    this.#onEnd = onEnd;
    this.#timer = setTimeout(() => void this.#look(pollMs), 0);
  }

  join(reader: EmergencyStream): void {
    this.#readers.add(reader);
    for (const [id, rev] of this.#waiting ?? []) reader.tell(id, rev);
  }

  leave(reader: EmergencyStream): void {
    this.#readers.delete(reader);
    if (this.#readers.size === 0) this.end();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#onEnd();
    for (const reader of [...this.#readers]) void reader.return();
  }

  async #look(pollMs: number): Promise<void> {
    try {
      const found = await this.#read();
      const before = this.#waiting ?? new Map<string, number>();
      // The oldest first, as they happened.
      this.#waiting = new Map(found.toReversed().map(({ _id, rev }) => [_id, rev]));
      for (const [id, rev] of this.#waiting) if (!before.has(id)) this.#tell(id, rev);
      // What waits no more was reviewed.
      for (const [id, rev] of before) if (!this.#waiting.has(id)) this.#tell(id, rev + 1);
    } catch (error) {
      this.#log.warn({ err: error }, 'emergencies cannot be read; trying again');
    }
    if (this.#timer !== undefined) this.#timer = setTimeout(() => void this.#look(pollMs), pollMs);
  }

  #tell(id: string, rev: number): void {
    for (const reader of this.#readers) reader.tell(id, rev);
  }
}

class EmergencyStream implements Source {
  readonly #watch: AccessWatch;
  readonly #untold: { readonly id: string; readonly rev: number }[] = [];
  #over = false;
  #wake: (() => void) | undefined;

  constructor(watch: AccessWatch) {
    this.#watch = watch;
    watch.join(this);
  }

  tell(id: string, rev: number): void {
    this.#untold.push({ id, rev });
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<SourceItem, undefined>> {
    while (!this.#isOver()) {
      const next = this.#untold.shift();
      if (next !== undefined) {
        const { id, rev } = next;
        return {
          done: false,
          value: { key: `emergency ${id} ${rev}`, cursor: null, itemWith: () => ({ id }) },
        };
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return { done: true, value: undefined };
  }

  return(): Promise<undefined> {
    if (!this.#over) {
      this.#over = true;
      this.#watch.leave(this);
      this.#wake?.();
    }
    return Promise.resolve(undefined);
  }

  #isOver(): boolean {
    return this.#over;
  }
}
