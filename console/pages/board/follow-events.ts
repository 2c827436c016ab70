/** One item of `riskEvents`. */
export interface StreamItem<Event> {
  readonly cursor: string;
  readonly event: Event | null;
}

/** A page of the list `riskEvents`, whose cursors are those of the stream. */
export interface MissedPage<Event> {
  readonly events: readonly Event[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** What the gateway said instead of an item: the stable code, and where to go on when it told. */
export class StreamRefusal extends Error {
  readonly code: string;
  readonly cursor: string | null;

  constructor(code: string, message: string, cursor: string | null = null) {
    super(message);
    this.code = code;
    this.cursor = cursor;
  }
}

export interface StreamListener<Event> {
  /** The stream stands; what happens from now on comes. */
  readonly onOpen: () => void;
  readonly onItem: (item: StreamItem<Event>) => void;
}

export interface EventSource<Event> {
  /** Follows the stream until it ends, breaks (any other rejection) or is refused (`StreamRefusal`). */
  stream(after: string | null, listener: StreamListener<Event>, signal: AbortSignal): Promise<void>;
  /**
   * The latest events and the place behind them, for who has no place yet; null for the place where that would be too many.
   * @throws as `missed`
   */
  recent(signal: AbortSignal): Promise<{ readonly events: readonly Event[]; readonly cursor: string | null }>;
  /** @throws StreamRefusal, or anything else when the gateway could not be reached. */
  missed(after: string, signal: AbortSignal): Promise<MissedPage<Event>>;
}

/** What came between two connections. */
export interface CaughtUp {
  readonly count: number;
  /** Whether events of that time are gone for good: the list of disputes must be read anew. */
  readonly isIncomplete: boolean;
  /** When the connection was lost, epoch ms; null when the page was left. */
  readonly lostAt: number | null;
  readonly at: number;
}

export type StreamStatus =
  | { readonly state: 'connecting' }
  | { readonly state: 'live'; readonly caughtUp: CaughtUp | null }
  | { readonly state: 'lost'; readonly since: number; readonly retryAt: number }
  /** The gateway does not let this user in: signing in again may help, waiting does not. */
  | { readonly state: 'refused'; readonly code: string; readonly message: string };

export interface Following<Event> {
  readonly source: EventSource<Event>;
  /** Where the last cursor is kept. */
  readonly kept: { read(): string | null; write(cursor: string | null): void };
  readonly onEvents: (events: readonly Event[]) => void;
  readonly onStatus: (status: StreamStatus) => void;
  /** Events are gone, or the place is not known any more: read disputes anew. */
  readonly onGap: () => void;
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** Of 100 events each: who missed more reads the disputes anew. */
const MOST_PAGES = 50;
const SHUT_OUT = new Set([
  'HUB_UNAUTHENTICATED',
  'HUB_FORBIDDEN',
  'HUB_FIELD_NOT_GRANTED',
  'HUB_PURPOSE_NOT_GRANTED',
  'HUB_PURPOSE_REQUIRED',
  'HUB_SCOPE_INSUFFICIENT',
]);
const NO_PLACE = new Set(['HUB_CURSOR_FOREIGN', 'HUB_CURSOR_INVALID']);

/**
 * Follows the events until `signal` ends it, over as many connections as that takes. What was missed between two of them is read from the list
 * first, so that it can be counted and told; the stream then goes on behind it. None is left out, none comes twice.
 */
export async function followEvents<Event>(following: Following<Event>, signal: AbortSignal): Promise<void> {
  const { source, kept, onEvents, onStatus, onGap, now, wait } = following;
  let lostAt: number | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let isIncomplete = false;
  onStatus({ state: 'connecting' });
  while (!isOver(signal)) {
    const connection = { isLive: false };
    try {
      const count = await catchUp(following, signal);
      if (isOver(signal)) return;
      const onOpen = (): void => {
        if (connection.isLive) return;
        connection.isLive = true;
        const hasMissed = count > 0 || isIncomplete || lostAt !== null;
        onStatus({ state: 'live', caughtUp: hasMissed ? { count, isIncomplete, lostAt, at: now() } : null });
        lostAt = null;
        isIncomplete = false;
        pauseMs = FIRST_PAUSE_MS;
      };
      const onItem = ({ cursor, event }: StreamItem<Event>): void => {
        onOpen();
        kept.write(cursor);
        if (event !== null) onEvents([event]);
      };
      await source.stream(kept.read(), { onOpen, onItem }, signal);
    } catch (reason) {
      if (isOver(signal)) return;
      if (reason instanceof StreamRefusal) {
        // A stream that stood and is closed so may stand again with what is granted now: one more try tells.
        if (SHUT_OUT.has(reason.code) && !connection.isLive) {
          onStatus({ state: 'refused', code: reason.code, message: reason.message });
          return;
        }
        if (reason.code === 'HUB_CURSOR_EXPIRED' || NO_PLACE.has(reason.code)) {
          kept.write(reason.code === 'HUB_CURSOR_EXPIRED' ? reason.cursor : null);
          isIncomplete = true;
          onGap();
          continue;
        }
        if (reason.cursor !== null) kept.write(reason.cursor);
      }
    }
    if (isOver(signal)) return;
    lostAt ??= now();
    onStatus({ state: 'lost', since: lostAt, retryAt: now() + pauseMs });
    await wait(pauseMs, signal);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

/** Reads what came since the cursor that is kept. @returns how many events that were; those of a first look were not missed */
async function catchUp<Event>(
  { source, kept, onEvents }: Following<Event>,
  signal: AbortSignal,
): Promise<number> {
  if (kept.read() === null) {
    const { events, cursor } = await source.recent(signal);
    if (isOver(signal)) return 0;
    if (events.length > 0) onEvents(events);
    kept.write(cursor);
    return 0;
  }
  let count = 0;
  for (let page = 0; ; page += 1) {
    const after = kept.read();
    if (after === null || isOver(signal)) return count;
    if (page === MOST_PAGES) throw new StreamRefusal('HUB_CURSOR_INVALID', 'too much was missed');
    const { events, endCursor, hasNextPage } = await source.missed(after, signal);
    if (isOver(signal)) return count;
    count += events.length;
    if (events.length > 0) onEvents(events);
    if (endCursor !== null) kept.write(endCursor);
    if (!hasNextPage) return count;
  }
}

/** Asked anew each time: it changes while something else is waited for. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
