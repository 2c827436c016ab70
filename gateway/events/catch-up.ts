import { HubError } from '../../schema/canonical/hub-error.ts';
import type { EventLogDoc } from '../../schema/store/event-log.ts';
import { windowsBehind, type EventReads, type KeptEvent } from '../access/event-reads.ts';
import { behind, offsetOf, reaches, type LogPosition } from './cursor.ts';
import type { EventCriteria } from './event-criteria.ts';

/** An event with the position behind it. */
export interface PlacedEvent extends KeptEvent {
  readonly after: LogPosition;
}

export interface CatchUpStep {
  /** What matches, every partition in its own order, and as far as can be told in order of time. */
  readonly events: readonly PlacedEvent[];
  /** Through here everything was looked at: behind the last of `events`, or further. */
  readonly position: LogPosition;
}

/** How many offsets of a partition one step looks at, and how many events it brings over all partitions. */
const OFFSETS_A_STEP = 4_096;
const EVENTS_A_STEP = 240;
const FEWEST_A_PARTITION = 8;

/** A position that no event lies before, in whatever epoch: what is sealed before the log is there. */
export const BEGINNING: LogPosition = { epoch: 0, offsets: [] };

/** The same position in the words of the log's epoch. @throws HubError HUB_CURSOR_EXPIRED. */
export function heldPosition(
  position: LogPosition,
  log: EventLogDoc,
  sealed: (oldest: LogPosition) => string,
): LogPosition {
  const isBeginning = position.epoch === 0 && position.offsets.every((offset) => offset < 0);
  const held = isBeginning ? { epoch: log.epoch, offsets: [] } : position;
  const oldest: LogPosition = { epoch: log.epoch, offsets: log.removedThrough };
  if (held.epoch === log.epoch && reaches(held, oldest)) return held;
  if (held.epoch > log.epoch) {
    throw new HubError('HUB_CURSOR_INVALID', 'after: this cursor is of a log that this hub does not have', {
      field: 'after',
    });
  }
  throw new HubError(
    'HUB_CURSOR_EXPIRED',
    'after: some of the events behind this cursor are not kept any more; go on from extensions.oldestCursor, and read disputes anew for what lies between',
    { field: 'after', details: { oldestCursor: sealed(oldest) } },
  );
}

/**
 * One bounded step through the stored log, from `from` towards `head`. What is read lies behind `from` without a gap: whether the retention has
 * passed `from` is asked after the read, because it is written down before anything is removed.
 * @throws HubError HUB_CURSOR_EXPIRED naming the oldest cursor that holds.
 */
export async function stepForward(
  store: Pick<EventReads, 'eventLog' | 'eventWindows'>,
  criteria: EventCriteria | null,
  from: LogPosition,
  head: LogPosition,
  sealed: (oldest: LogPosition) => string,
): Promise<CatchUpStep> {
  const partitions = head.offsets.length;
  const limit = Math.max(FEWEST_A_PARTITION, Math.floor(EVENTS_A_STEP / Math.max(1, partitions)));
  const windows = windowsBehind(from, partitions, limit, (partition) =>
    Math.min(offsetOf(head, partition), offsetOf(from, partition) + OFFSETS_A_STEP),
  );
  const found = windows.length === 0 ? [] : await store.eventWindows(windows, criteria);
  const log = await store.eventLog();
  if (log !== null) heldPosition(from, log, sealed);
  return merged(
    from,
    windows.map(({ partition, through }, index) => {
      const events = found[index] ?? [];
      const isCut = events.length === limit;
      return { partition, events, isCut, through: isCut ? (events.at(-1)?.offset ?? through) : through };
    }),
  );
}

interface PartitionRead {
  readonly partition: number;
  readonly events: readonly KeptEvent[];
  /** There may be more events before the end of the window. */
  readonly isCut: boolean;
  /** Offset through which everything is in `events`. */
  readonly through: number;
}

/** Merges partitions by time, up to where the first one was cut: what lies beyond is read again by the next step. */
function merged(from: LogPosition, reads: readonly PartitionRead[]): CatchUpStep {
  const taken = reads.map(() => 0);
  const events: PlacedEvent[] = [];
  let position = from;
  for (;;) {
    let next = -1;
    let ended = false;
    for (const [index, read] of reads.entries()) {
      const candidate = read.events[taken[index] ?? 0];
      if (candidate === undefined) {
        ended ||= read.isCut;
        continue;
      }
      const best = next < 0 ? undefined : reads[next]?.events[taken[next] ?? 0];
      if (best === undefined || candidate.keptAt < best.keptAt) next = index;
    }
    const event = ended ? undefined : reads[next]?.events[taken[next] ?? 0];
    if (event === undefined) break;
    taken[next] = (taken[next] ?? 0) + 1;
    position = behind(position, event.partition, event.offset);
    events.push({ ...event, after: position });
  }
  for (const [index, { partition, events: read, through }] of reads.entries()) {
    if (taken[index] === read.length) position = behind(position, partition, through);
  }
  return { events, position };
}

/** Events of several partitions in one order, every partition in its own. */
export function inOneOrder(
  from: LogPosition,
  lists: readonly (readonly KeptEvent[])[],
): readonly PlacedEvent[] {
  return merged(
    from,
    lists
      .filter((events) => events.length > 0)
      .map((events) => ({
        partition: events[0]?.partition ?? 0,
        events,
        isCut: false,
        through: events.at(-1)?.offset ?? -1,
      })),
  ).events;
}
