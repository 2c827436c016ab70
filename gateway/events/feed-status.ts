import { canonicalJson } from '../../schema/canonical/canonical-json.ts';
import type { FeedStatusDoc } from '../../schema/store/documents.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { Caller } from '../access/caller.ts';
import type { Door } from '../access/door.ts';
import type { Source, SourceItem } from '../router/subscribe/source.ts';
import type { Logger } from '../../runtime/log.ts';

/** Tells which feeds' statuses changed. It has no cursor: what counts is how things stand. */
export interface FeedStatusWatch {
  open(caller: Caller, feeds: readonly FeedName[]): Source;
  close(): void;
}

const POLL_MS = 1_000;

/** One look a second for all subscribers of a scope, while there are any. */
export function watchFeedStatuses(door: Door, log: Pick<Logger, 'warn'>, pollMs = POLL_MS): FeedStatusWatch {
  const scopes = new Map<string, ScopeWatch>();
  return {
    open: (caller, feeds) => {
      const key = canonicalJson({ access: caller.access.key, purpose: caller.purpose });
      let watch = scopes.get(key);
      if (watch === undefined) {
        watch = new ScopeWatch(
          async () => (await door.for(caller).feedStatuses()).map((status) => shownTo(caller, status)),
          log,
          pollMs,
          () => scopes.delete(key),
        );
        scopes.set(key, watch);
      }
      return new FeedStatusStream(watch, feeds);
    },
    close: () => {
      for (const watch of scopes.values()) watch.end();
    },
  };
}

/** A status as far as a subscriber may see it: what changes elsewhere in it tells it nothing. */
function shownTo({ access }: Caller, status: FeedStatusDoc): FeedStatusDoc {
  if (access.datasets.has('operations')) return status;
  return {
    ...status,
    connectorState: null,
    trace: null,
    connectors: [],
    lag: null,
    learnedSilence: null,
  };
}

let watches = 0;

class ScopeWatch {
  readonly readers = new Set<FeedStatusStream>();
  /** No two have the same, so that no answer is shared with subscribers of one that is over. */
  readonly number = (watches += 1);
  /** By feed: a number that goes up with each change. */
  readonly versions = new Map<FeedName, number>();
  readonly #texts = new Map<FeedName, string>();
  readonly #read: () => Promise<readonly FeedStatusDoc[]>;
  readonly #log: Pick<Logger, 'warn'>;
  readonly #onEnd: () => void;
  #hasLooked = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    read: () => Promise<readonly FeedStatusDoc[]>,
    log: Pick<Logger, 'warn'>,
    pollMs: number,
    onEnd: () => void,
  ) {
    this.#read = read;
    this.#log = log;
    this.#onEnd = onEnd;
    this.#timer = setTimeout(() => void this.#look(pollMs), 0);
  }

  /** Whether it is known how things stood: what streams begin with is asked after that, and what changes later comes again. */
  get hasLooked(): boolean {
    return this.#hasLooked;
  }

  leave(reader: FeedStatusStream): void {
    this.readers.delete(reader);
    if (this.readers.size === 0) this.end();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#onEnd();
    for (const reader of [...this.readers]) void reader.return();
  }

  async #look(pollMs: number): Promise<void> {
    try {
      for (const status of await this.#read()) this.#note(status);
      this.#hasLooked = true;
    } catch (error) {
      this.#log.warn({ err: error }, 'the status of feeds cannot be read; trying again');
    }
    for (const reader of this.readers) reader.wake();
    if (this.#timer !== undefined) this.#timer = setTimeout(() => void this.#look(pollMs), pollMs);
  }

  #note(status: FeedStatusDoc): void {
    const text = canonicalJson(status);
    const before = this.#texts.get(status._id);
    this.#texts.set(status._id, text);
    // The first look finds what every stream begins with.
    if (this.#hasLooked && before !== text) {
      this.versions.set(status._id, (this.versions.get(status._id) ?? 0) + 1);
    }
  }
}

class FeedStatusStream implements Source {
  readonly #watch: ScopeWatch;
  readonly #feeds: readonly FeedName[];
  readonly #told = new Map<FeedName, number>();
  #over = false;
  #wake: (() => void) | undefined;

  constructor(watch: ScopeWatch, feeds: readonly FeedName[]) {
    this.#watch = watch;
    this.#feeds = feeds;
    watch.readers.add(this);
  }

  async next(): Promise<IteratorResult<SourceItem, undefined>> {
    while (!this.#isOver()) {
      const feed = this.#watch.hasLooked
        ? this.#feeds.find((name) => this.#told.get(name) !== this.#versionOf(name))
        : undefined;
      if (feed !== undefined) {
        const version = this.#versionOf(feed);
        this.#told.set(feed, version);
        const key = `feed ${feed} ${this.#watch.number} ${version}`;
        return {
          done: false,
          value: { key, cursor: null, itemWith: () => ({ name: feed }) },
        };
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return { done: true, value: undefined };
  }

  wake(): void {
    this.#wake?.();
  }

  return(): Promise<undefined> {
    if (!this.#over) {
      this.#over = true;
      this.#watch.leave(this);
      this.wake();
    }
    return Promise.resolve(undefined);
  }

  #versionOf(feed: FeedName): number {
    return this.#watch.versions.get(feed) ?? 0;
  }

  #isOver(): boolean {
    return this.#over;
  }
}
