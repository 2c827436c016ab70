import { HubError } from '../../schema/canonical/hub-error.ts';
import { OverlapMemory } from '../kit/overlap-memory.ts';
import type { GeoPage, GeoQuery } from './georeport-client.ts';
import type { GeoItem } from './georeport-item.ts';

export interface GeoPlanOptions {
  readonly historyMs: number;
  readonly windowMs: number;
  readonly overlapMs: number;
  readonly rereadMs: number;
  /** Whether there is a parameter for "changed since". */
  readonly asksForChanges: boolean;
  now(): number;
  ask(query: GeoQuery, signal: AbortSignal): Promise<GeoPage>;
  /** When the request last changed, ms since 1970; null when that cannot be read. */
  changedAt(item: GeoItem): number | null;
  /** Told once, when the answers show that the city does not know the parameter for "changed since". */
  onChangesIgnored(): void;
}

interface Window {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly updatedFromMs: number | null;
}

export interface PlannedPage extends GeoPage {
  /** False on the last page of the poll. */
  readonly more: boolean;
}

/** Clocks differ: what was requested a moment ago by the city's clock must not lie behind the end of the window. */
const CLOCK_SLACK_MS = 300_000;
const SECOND_MS = 1_000;
/** A city that rounds times or compares loosely still knows the parameter. */
const LOOSE_MS = 60_000;
const WINDOW_PAGES_MOST = 100_000;

/**
 * Which pages a poll asks for. GeoReport v2 selects by the time of the request, at most 90 days at once, and says nothing of changes and of
 * pages; most cities have `page`, `page_size` and a parameter for "changed since" all the same. So:
 *
 * - A **full read** asks for all of `history.days`, window by window, newest first: at the start and then every `reread.interval.ms`. It
 *   finds what any other read has missed: late rows, rows that slipped to another page while paging, changes where nobody can ask for them.
 *   Its cost: all requests of `history.days`, `page.size` at a time.
 * - Between full reads, a city that knows "changed since" is asked for changes since the watermark less the overlap: two questions when
 *   nothing happened. Any other is asked for requests made since then: an older request that is closed is noticed by the next full read.
 * - A page that brings nothing new ends its window; so a short page does not (cities cap `page_size` silently), nor does a city that ignores
 *   `page` and shows the same page for ever.
 */
export class GeoPlan {
  readonly #options: GeoPlanOptions;
  #asksForChanges: boolean;
  #fullReadAtMs: number | null = null;
  /** The city's clock less ours. */
  #skewMs = 0;
  #isFullRead = false;
  #untilMs = 0;
  #windows: Window[] = [];
  #page = 1;
  #shown = new Set<string>();

  constructor(options: GeoPlanOptions) {
    this.#options = options;
    this.#asksForChanges = options.asksForChanges;
  }

  /** Begins a poll. @param watermarkMs latest change seen so far, null when there is none */
  begin(watermarkMs: number | null): void {
    const { overlapMs, rereadMs } = this.#options;
    const nowMs = this.#nowMs();
    this.#untilMs = Math.ceil((nowMs + CLOCK_SLACK_MS) / SECOND_MS) * SECOND_MS;
    const sinceMs = watermarkMs === null ? this.oldestMs : watermarkMs - overlapMs;
    this.#isFullRead = this.#fullReadAtMs === null || nowMs - this.#fullReadAtMs >= rereadMs;
    if (this.#isFullRead) this.#windows = this.#windowsFrom(this.oldestMs, null);
    else if (this.#asksForChanges) this.#windows = this.#windowsFrom(this.oldestMs, sinceMs);
    else this.#windows = this.#windowsFrom(Math.max(sinceMs, this.oldestMs), null);
    this.#beginWindow();
  }

  /** Where the history begins that this poll reads, ms since 1970. */
  get oldestMs(): number {
    return this.#untilMs - this.#options.historyMs;
  }

  /** The next page of the poll. */
  async next(signal: AbortSignal): Promise<PlannedPage> {
    const [window] = this.#windows;
    if (window === undefined)
      throw new HubError('HUB_INTERNAL', 'a poll was asked for a page after its last');
    const { items, serverTimeMs } = await this.#options.ask({ ...window, page: this.#page }, signal);
    this.#skewMs = serverTimeMs - this.#options.now();
    if (window.updatedFromMs !== null) this.#lookForOlder(items, window.updatedFromMs);
    const fresh = items.filter((item) => this.#isNew(item));
    this.#page += 1;
    if (fresh.length === 0 || this.#page > WINDOW_PAGES_MOST) {
      this.#windows.shift();
      this.#beginWindow();
    }
    const more = this.#windows.length > 0;
    if (!more && this.#isFullRead) this.#fullReadAtMs = this.#nowMs();
    return { items: fresh, serverTimeMs, more };
  }

  #beginWindow(): void {
    this.#page = 1;
    this.#shown = new Set();
  }

  #isNew({ bytes }: GeoItem): boolean {
    const hash = OverlapMemory.hashOf(bytes);
    if (this.#shown.has(hash)) return false;
    this.#shown.add(hash);
    return true;
  }

  /** What changed long before the time asked for shows that the parameter was ignored; then the answer is as good as a full read's. */
  #lookForOlder(items: readonly GeoItem[], updatedFromMs: number): void {
    if (!this.#asksForChanges) return;
    const isOlder = items.some((item) => {
      const changedMs = this.#options.changedAt(item);
      return changedMs !== null && changedMs < updatedFromMs - LOOSE_MS;
    });
    if (!isOlder) return;
    this.#asksForChanges = false;
    this.#isFullRead = true;
    this.#options.onChangesIgnored();
  }

  /** Newest first, none longer than allowed. */
  #windowsFrom(fromMs: number, updatedFromMs: number | null): Window[] {
    const windows: Window[] = [];
    let untilMs = this.#untilMs;
    do {
      const startMs = Math.max(fromMs, untilMs - this.#options.windowMs);
      windows.push({ fromMs: startMs, untilMs, updatedFromMs });
      untilMs = startMs;
    } while (untilMs > fromMs);
    return windows;
  }

  #nowMs(): number {
    return this.#options.now() + this.#skewMs;
  }
}
