import type { Caller } from '../access/caller.ts';
import type { Door } from '../access/door.ts';
import type { EventTailReads } from '../access/event-reads.ts';
import { eventScopeByGrants, type EventScopeOf } from '../access/scope.ts';
import type { Logger } from '../../runtime/log.ts';
import { heldPosition } from './catch-up.ts';
import type { CursorCodec, LogPosition } from './cursor.ts';
import { filterHashOf, type EventCriteria } from './event-criteria.ts';
import { EventStream } from './event-stream.ts';
import { EventTail } from './event-tail.ts';

export interface EventHubOptions {
  readonly door: Door;
  readonly tailReads: EventTailReads;
  readonly cursors: CursorCodec;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly eventScopeOf?: EventScopeOf;
  readonly ringSize?: number;
  readonly ringBytes?: number;
  readonly pollMs?: number;
  readonly bookmarkMs?: number;
  /** Monotonic, in ms. */
  readonly clock?: () => number;
}

/** The events of the hub for all streams of one process: one tail, many readers. */
export interface EventHub {
  readonly tail: EventTail;
  /**
   * Opens a stream for a caller behind a cursor, or at the end of the log. The caller's scope is that of now.
   * @throws HubError HUB_CURSOR_INVALID, HUB_CURSOR_FOREIGN, HUB_CURSOR_EXPIRED; the stream itself may throw the last.
   */
  open(caller: Caller, criteria: EventCriteria, after: string | null): Promise<EventStream>;
  close(): Promise<void>;
}

const BOOKMARK_MS = 25_000;

export function createEventHub(options: EventHubOptions): EventHub {
  const { door, cursors, log, tailReads } = options;
  const scopeOf = options.eventScopeOf ?? eventScopeByGrants;
  const tail = new EventTail({
    reads: tailReads,
    log,
    ...(options.ringSize === undefined ? {} : { ringSize: options.ringSize }),
    ...(options.ringBytes === undefined ? {} : { ringBytes: options.ringBytes }),
    ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
  });
  const seal = rememberingSeal(cursors);
  void tail.start();
  return {
    tail,
    open: async (caller, criteria, after) => {
      const filterHash = filterHashOf(criteria);
      const position = after === null ? null : cursors.open(after, filterHash);
      await tail.start();
      const store = door.for(caller);
      if (position !== null) {
        // Told at once, not as the first thing that the stream says.
        const eventLog = await store.eventLog();
        if (eventLog !== null) heldPosition(position, eventLog, (at) => seal(at, filterHash));
      }
      return new EventStream({
        tail,
        store,
        showing: door.showing(caller),
        criteria,
        mayTell: await scopeOf(caller, tailReads.readConditional),
        after: position,
        seal: (at) => seal(at, filterHash),
        sealMark: (at) => cursors.seal(at, filterHash),
        bookmarkMs: options.bookmarkMs ?? BOOKMARK_MS,
        clock: options.clock ?? (() => performance.now()),
      });
    },
    close: () => tail.close(),
  };
}

/** Readers of the ring share its positions: those with the same filter share the sealed text too. */
function rememberingSeal(cursors: CursorCodec): (position: LogPosition, filterHash: string) => string {
  const last = new WeakMap<LogPosition, { filterHash: string; cursor: string }>();
  return (position, filterHash) => {
    const known = last.get(position);
    if (known?.filterHash === filterHash) return known.cursor;
    const cursor = cursors.seal(position, filterHash);
    last.set(position, { filterHash, cursor });
    return cursor;
  };
}
