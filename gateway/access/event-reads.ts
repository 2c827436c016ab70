import type { EventCriteria } from '../events/event-criteria.ts';
import { offsetOf, type LogPosition } from '../events/cursor.ts';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { EventDoc, EventLogDoc } from '../../schema/store/event-log.ts';
import { allOf, prefixFilter, type Filter } from './criteria.ts';
import type { Watch } from './readable.ts';
import type { Reader } from './reader.ts';
import type { ReadConditional } from './rows/conditions.ts';

/** A stretch of one partition: behind `after`, through `through`, at most `limit` events. */
export interface EventWindow {
  readonly epoch: number;
  readonly partition: number;
  readonly after: number;
  readonly through: number;
  readonly limit: number;
}

/** An event with its place in the log. */
export interface KeptEvent {
  readonly event: HubEvent;
  readonly epoch: number;
  readonly partition: number;
  readonly offset: number;
  /** UTC. */
  readonly keptAt: string;
}

/** Where an event stands and when it was kept. */
export type EventPlace = Pick<EventDoc, 'offset' | 'keptAt'>;

/** Reads of the log of events. Everything is read with majority: what was read is never taken back. */
export interface EventReads {
  /** Null before the first event was kept. */
  eventLog(): Promise<EventLogDoc | null>;
  /** The position behind every event that is kept. */
  eventHead(log: EventLogDoc): Promise<LogPosition>;
  /** One list for each window, in the order of offsets; at most `MOST_PAGES` windows. */
  eventWindows(
    windows: readonly EventWindow[],
    criteria: EventCriteria | null,
  ): Promise<readonly (readonly KeptEvent[])[]>;
  /** The first event of each partition at or behind an offset; null where there is none. */
  eventPlaces(
    epoch: number,
    from: readonly { readonly partition: number; readonly offset: number }[],
  ): Promise<readonly (EventPlace | null)[]>;
  eventsByIds(ids: readonly string[]): Promise<readonly HubEvent[]>;
  /** Events of an epoch that match, counted up to a limit. */
  countEvents(epoch: number, criteria: EventCriteria, upTo: number): Promise<number>;
}

/** Reads of the hub itself, for the log's tail. */
export interface EventTailReads extends EventReads {
  /** Tells whenever events are kept. */
  watchEvents(told: Watch): () => Promise<void>;
  /** Finds what rows of grants reach that hold for certain disputes. */
  readonly readConditional: ReadConditional;
}

export function eventReads(reader: Reader): EventReads {
  return {
    eventLog: async () => (await reader.find('eventLogs', { _id: 'log' }))[0] ?? null,
    eventHead: async ({ epoch, partitions, removedThrough }) => {
      const last = await reader.findEach(
        'events',
        Array.from({ length: partitions }, (_, partition) => ({
          filter: { partition, epoch },
          sort: { offset: -1 },
          limit: 1,
        })),
        { offset: 1 },
      );
      return {
        epoch,
        offsets: last.map(([doc], partition) => doc?.offset ?? removedThrough[partition] ?? -1),
      };
    },
    eventWindows: async (windows, criteria) => {
      const found = await reader.findEach(
        'events',
        windows.map(({ epoch, partition, after, through, limit }) => ({
          filter: allOf([
            { partition, offset: { $gt: after, $lte: through }, epoch },
            ...(criteria === null ? [] : eventFilters(criteria)),
          ]),
          sort: { offset: 1 },
          limit,
        })),
      );
      return found.map((docs) => docs.map(keptEvent));
    },
    eventPlaces: async (epoch, from) => {
      const found = await reader.findEach(
        'events',
        from.map(({ partition, offset }) => ({
          filter: { partition, offset: { $gte: offset }, epoch },
          sort: { offset: 1 },
          limit: 1,
        })),
        { offset: 1, keptAt: 1 },
      );
      return found.map(([doc]) => doc ?? null);
    },
    eventsByIds: async (ids) =>
      (await reader.find('events', { _id: { $in: ids } })).map((doc) => keptEvent(doc).event),
    countEvents: (epoch, criteria, upTo) =>
      reader.count('events', allOf([{ epoch }, ...eventFilters(criteria)]), upTo),
  };
}

export function eventTailReads(reader: Reader): EventTailReads {
  return {
    ...eventReads(reader),
    watchEvents: (told) => reader.watch('events', told),
    readConditional: reader.readConditional,
  };
}

/** The windows behind a position, up to another or as far as there is anything. */
export function windowsBehind(
  position: LogPosition,
  partitions: number,
  limit: number,
  through: (partition: number) => number = () => Number.MAX_SAFE_INTEGER,
): readonly EventWindow[] {
  return Array.from({ length: partitions }, (_, partition) => ({
    epoch: position.epoch,
    partition,
    after: offsetOf(position, partition),
    through: through(partition),
    limit,
  })).filter((window) => window.after < window.through);
}

function keptEvent(doc: EventDoc): KeptEvent {
  const { _id, epoch, partition, offset, keptAt, ...event } = doc;
  return { event: { id: _id, ...event }, epoch, partition, offset, keptAt };
}

/** `fitsEvent` as the store decides it. */
export function eventFilters(criteria: EventCriteria): readonly Filter[] {
  const { kinds, colours, minScore, regionPrefix, categories, feeds, subjectIds, codes, changes } = criteria;
  return [
    { kind: { $in: kinds } },
    ...among('subjectId', subjectIds),
    ...among('code', codes),
    ...among('colour', colours),
    ...(minScore === null ? [] : [{ score: { $gte: minScore } }]),
    ...prefixFilter('regionCode', regionPrefix ?? undefined),
    ...among('category', categories),
    ...among('feeds', feeds),
    ...(changes === null
      ? []
      : [{ $or: [{ kind: { $ne: 'DISPUTE_CHANGED' } }, ...among('changes', changes)] }]),
  ];
}

function among(field: string, values: readonly string[] | null): readonly Filter[] {
  return values === null ? [] : [{ [field]: { $in: values } }];
}
