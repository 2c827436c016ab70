import { BEGINNING, heldPosition, stepForward, type PlacedEvent } from '../events/catch-up.ts';
import { offsetOf, type CursorCodec, type LogPosition } from '../events/cursor.ts';
import { filterHashOf, type EventCriteria } from '../events/event-criteria.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { EventLogDoc } from '../../schema/store/event-log.ts';
import type { EventReads } from './event-reads.ts';

export interface EventPageQuery {
  readonly criteria: EventCriteria;
  /** Of what belongs to the filter beside `criteria`, a hash. */
  readonly filterHash?: string;
  readonly after: string | null;
  /** Where to begin without `after`: RFC 3339; null at the oldest event that is kept. */
  readonly since: string | null;
  readonly limit: number;
}

export interface EventPage {
  readonly edges: readonly { readonly cursor: string; readonly event: HubEvent }[];
  /** Behind everything that was looked at: there for an empty page too. */
  readonly endCursor: string;
  readonly hasNextPage: boolean;
}

/** Pages of the log of events in the order in which it is told. */
export interface EventPages {
  /** @throws HubError HUB_CURSOR_INVALID, HUB_CURSOR_FOREIGN, HUB_CURSOR_EXPIRED. */
  eventPage(query: EventPageQuery): Promise<EventPage>;
}

/** A sparse filter may take many steps: what is not found within these is left to the next page. */
const MOST_STEPS = 60;
/** Clocks of the processes that keep events differ, so a start by time lies so much before. */
const CLOCK_SKEW_MS = 2_000;
const EMPTY_LOG: EventLogDoc = { _id: 'log', epoch: 0, partitions: 0, removedThrough: [] };

export function eventPages(reads: EventReads, cursors: CursorCodec): EventPages {
  return {
    eventPage: async ({ criteria, filterHash = filterHashOf(criteria), after, since, limit }) => {
      const seal = (position: LogPosition): string => cursors.seal(position, filterHash);
      const given = after === null ? null : cursors.open(after, filterHash);
      const log = (await reads.eventLog()) ?? EMPTY_LOG;
      const head = await reads.eventHead(log);
      let position =
        given === null ? await startOf(reads, log, head, since, seal) : heldPosition(given, log, seal);
      const found: PlacedEvent[] = [];
      let steps = 0;
      while (found.length <= limit && isBefore(position, head) && steps < MOST_STEPS) {
        const step = await stepForward(reads, criteria, position, head, seal);
        found.push(...step.events);
        position = step.position;
        steps += 1;
      }
      const shown = found.slice(0, limit);
      const isFull = found.length > limit;
      return {
        edges: shown.map(({ event, after: behind }) => ({ cursor: seal(behind), event })),
        endCursor: seal(isFull ? (shown.at(-1)?.after ?? position) : position),
        hasNextPage: isFull || isBefore(position, head),
      };
    },
  };
}

function isBefore(position: LogPosition, head: LogPosition): boolean {
  return head.offsets.some((offset, partition) => offsetOf(position, partition) < offset);
}

async function startOf(
  reads: EventReads,
  log: EventLogDoc,
  head: LogPosition,
  since: string | null,
  seal: (position: LogPosition) => string,
): Promise<LogPosition> {
  const oldest: LogPosition =
    log.partitions === 0 ? BEGINNING : { epoch: log.epoch, offsets: log.removedThrough };
  if (since === null) return oldest;
  const instant = new Date(Date.parse(since) - CLOCK_SKEW_MS).toISOString();
  const starts = await startsBy(reads, oldest, head, instant);
  const reachesBeyond = starts.some(
    ({ offset, isFirst }, partition) => isFirst && offset > 0 && offsetOf(oldest, partition) >= 0,
  );
  if (reachesBeyond) {
    throw new HubError(
      'HUB_CURSOR_EXPIRED',
      `since: events from ${since} on are not all kept any more; begin with after: extensions.oldestCursor, and read disputes anew for what lies before`,
      { field: 'since', details: { oldestCursor: seal(oldest) } },
    );
  }
  return { epoch: head.epoch, offsets: starts.map(({ offset }) => offset - 1) };
}

interface Start {
  /** The first event that was kept at the instant or later; behind the head where there is none. */
  readonly offset: number;
  /** Whether that is the oldest event of the partition. */
  readonly isFirst: boolean;
}

/** By halving, all partitions at once: events of a partition are kept in the order of time. */
async function startsBy(
  reads: EventReads,
  oldest: LogPosition,
  head: LogPosition,
  instant: string,
): Promise<readonly Start[]> {
  const bounds = head.offsets.map((offset, partition) => {
    const low = offsetOf(oldest, partition) + 1;
    return { low, first: low, high: Math.max(low, offset + 1) };
  });
  for (;;) {
    const open = bounds.flatMap((bound, partition) =>
      bound.low < bound.high ? [{ ...bound, partition }] : [],
    );
    if (open.length === 0) break;
    const middles = open.map(({ partition, low, high }) => ({
      partition,
      offset: Math.floor((low + high) / 2),
    }));
    const places = await reads.eventPlaces(head.epoch, middles);
    for (const [index, { partition, offset }] of middles.entries()) {
      const bound = bounds[partition];
      const place = places[index];
      if (bound === undefined) continue;
      if (place == null || place.keptAt >= instant) bound.high = offset;
      else bound.low = place.offset + 1;
    }
  }
  return bounds.map(({ low, first }) => ({ offset: low, isFirst: low === first }));
}
