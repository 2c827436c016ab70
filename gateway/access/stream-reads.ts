import { atMost, type AtMost } from '../../runtime/at-most.ts';
import { canonicalJson } from '../../schema/canonical/canonical-json.ts';
import type { EventLogDoc } from '../../schema/store/event-log.ts';
import type { Caller } from './caller.ts';
import { eventReads, type EventReads } from './event-reads.ts';
import { perAccess } from './grants/per-access.ts';
import type { Reader } from './reader.ts';
import type { Showing } from './showing/showing.ts';

/** What streams of events read and show. */
export type StreamReads = Pick<EventReads, 'eventLog' | 'eventWindows'> & Pick<Showing, 'showEvent'>;

/** Whoever comes back and finds its place in no ring reads the store: of a thousand that come back at once, so many at a time. */
const WINDOWS_AT_ONCE = 4;

/**
 * The same reads for all streams with the same access, of which there are thousands: what several of them ask for at the same time is read once.
 * Nothing of who asks counts for events but partner and access.
 */
export function sharedStreamReads(readerFor: (caller: Caller) => Reader): (caller: Caller) => StreamReads {
  const limit = atMost(WINDOWS_AT_ONCE);
  return perAccess((caller) => streamReads(readerFor(caller), limit));
}

function streamReads(reader: Reader, limit: AtMost): StreamReads {
  const reads = eventReads(reader);
  const windowsUnderWay = new Map<string, ReturnType<EventReads['eventWindows']>>();
  return {
    eventLog: startedLater(() => reads.eventLog()),
    eventWindows(windows, criteria) {
      // Each window ends at an offset that is kept already: who comes later finds the same in it.
      const key = canonicalJson([windows, criteria]);
      const underWay = windowsUnderWay.get(key);
      if (underWay !== undefined) return underWay;
      const read = limit(() => reads.eventWindows(windows, criteria)).finally(() =>
        windowsUnderWay.delete(key),
      );
      windowsUnderWay.set(key, read);
      return read;
    },
    showEvent: (event) => reader.showing.showEvent(event),
  };
}

/** One read at a time, and for all who ask during one another that is started after it: what is answered is never older than the question. */
function startedLater(read: () => Promise<EventLogDoc | null>): () => Promise<EventLogDoc | null> {
  let running: Promise<unknown> | undefined;
  let next: Promise<EventLogDoc | null> | undefined;
  const start = (): Promise<EventLogDoc | null> => {
    next = undefined;
    const started = read();
    running = started.catch(() => undefined).then(() => undefined);
    const mine = running;
    void running.then(() => {
      if (running === mine) running = undefined;
    });
    return started;
  };
  return () => {
    if (running === undefined) return start();
    next ??= running.then(start);
    return next;
  };
}
