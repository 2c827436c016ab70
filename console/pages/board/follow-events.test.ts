import { describe, expect, test } from 'vitest';
import {
  followEvents,
  StreamRefusal,
  type EventSource,
  type MissedPage,
  type StreamItem,
  type StreamStatus,
} from './follow-events.ts';

/** One connection as a test tells it: items, then how it ends. */
type Connection = readonly [items: readonly StreamItem<string>[], end: Error | 'ends' | 'stays'];

interface Told {
  readonly events: string[];
  readonly statuses: StreamStatus[];
  readonly afters: (string | null)[];
  readonly waits: number[];
  gaps: number;
  kept: string | null;
}

async function follow(
  connections: readonly Connection[],
  missed: Readonly<Record<string, MissedPage<string> | Error>> = {},
  kept: string | null = null,
  recent: readonly string[] = [],
): Promise<Told> {
  const told: Told = { events: [], statuses: [], afters: [], waits: [], gaps: 0, kept };
  const over = new AbortController();
  let at = 0;
  const source: EventSource<string> = {
    stream: async (after, { onItem }) => {
      told.afters.push(after);
      const [items, end] = connections[at] ?? [[], 'stays'];
      at += 1;
      for (const item of items) onItem(item);
      if (end === 'stays') over.abort();
      else if (end !== 'ends') throw end;
      await Promise.resolve();
    },
    recent: () => Promise.resolve({ events: recent, cursor: recent.length === 0 ? null : 'recent' }),
    missed: (after) => {
      const page = missed[after] ?? { events: [], endCursor: after, hasNextPage: false };
      return page instanceof Error ? Promise.reject(page) : Promise.resolve(page);
    },
  };
  let clock = 1_000;
  await followEvents(
    {
      source,
      kept: {
        read: () => told.kept,
        write: (cursor) => {
          told.kept = cursor;
        },
      },
      onEvents: (events) => told.events.push(...events),
      onStatus: (status) => told.statuses.push(status),
      onGap: () => (told.gaps += 1),
      now: () => clock,
      wait: (ms) => {
        told.waits.push(ms);
        clock += ms;
        return Promise.resolve();
      },
    },
    over.signal,
  );
  return told;
}

const item = (cursor: string, event: string | null = null): StreamItem<string> => ({ cursor, event });
const live = ({ statuses }: Told): StreamStatus | undefined =>
  statuses.findLast(({ state }) => state === 'live');

describe('following the events', () => {
  test('keeps the cursor of the last item, bookmarks too', async () => {
    const told = await follow([[[item('c0'), item('c1', 'one'), item('c2')], 'stays']]);
    expect(told.events).toEqual(['one']);
    expect(told.kept).toBe('c2');
    expect(told.statuses).toEqual([{ state: 'connecting' }, { state: 'live', caughtUp: null }]);
  });

  test('goes on behind what was missed, and tells how much that was', async () => {
    const told = await follow(
      [
        [[item('c0'), item('c1', 'one')], new Error('the socket broke')],
        [[item('c4', 'four')], 'stays'],
      ],
      {
        c1: { events: ['two'], endCursor: 'c2', hasNextPage: true },
        c2: { events: ['three'], endCursor: 'c3', hasNextPage: false },
      },
    );
    expect(told.events).toEqual(['one', 'two', 'three', 'four']);
    expect(told.afters).toEqual([null, 'c3']);
    expect(live(told)).toEqual({
      state: 'live',
      caughtUp: { count: 2, isIncomplete: false, lostAt: 1_000, at: 1_500 },
    });
  });

  test('begins with the latest events, which nobody missed', async () => {
    const told = await follow([[[item('c1', 'new')], 'stays']], {}, null, ['old', 'older']);
    expect(told.events).toEqual(['old', 'older', 'new']);
    expect(told.afters).toEqual(['recent']);
    expect(live(told)).toEqual({ state: 'live', caughtUp: null });
  });

  test('starts now, with disputes read anew, when more was missed than is worth reading', async () => {
    const endless = { events: ['again'], endCursor: 'c1', hasNextPage: true };
    const told = await follow([[[item('c9')], 'stays']], { c1: endless }, 'c1');
    expect(told.gaps).toBe(1);
    expect(told.afters).toEqual([null]);
    expect(live(told)).toMatchObject({ caughtUp: { isIncomplete: true } });
  });

  test('goes on where the tab was left', async () => {
    const told = await follow(
      [[[item('c3')], 'stays']],
      { c1: { events: ['two'], endCursor: 'c2', hasNextPage: false } },
      'c1',
    );
    expect(told.events).toEqual(['two']);
    expect(live(told)).toMatchObject({ caughtUp: { count: 1, lostAt: null } });
  });

  test('tries again with longer and longer pauses, and begins with short ones once it stood', async () => {
    const broken: Connection = [[], new Error('refused')];
    const told = await follow([
      broken,
      broken,
      broken,
      broken,
      broken,
      broken,
      broken,
      [[item('c')], 'ends'],
    ]);
    expect(told.waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 500]);
  });

  test('begins at the oldest cursor that holds when its own is expired, and has the disputes read anew', async () => {
    const told = await follow(
      [[[item('c9')], 'stays']],
      {
        c1: new StreamRefusal('HUB_CURSOR_EXPIRED', 'events are gone', 'oldest'),
        oldest: { events: ['kept'], endCursor: 'c8', hasNextPage: false },
      },
      'c1',
    );
    expect(told.gaps).toBe(1);
    expect(told.afters).toEqual(['c8']);
    expect(told.events).toEqual(['kept']);
    expect(live(told)).toMatchObject({ caughtUp: { count: 1, isIncomplete: true } });
  });

  test.each(['HUB_CURSOR_FOREIGN', 'HUB_CURSOR_INVALID'])('starts now after %s', async (code) => {
    const told = await follow([[[item('c5')], 'stays']], { c1: new StreamRefusal(code, 'no place') }, 'c1');
    expect(told.gaps).toBe(1);
    expect(told.afters).toEqual([null]);
    expect(told.kept).toBe('c5');
  });

  test('goes on with the cursor that the gateway gives to who was too slow', async () => {
    const told = await follow([
      [[item('c1', 'one')], new StreamRefusal('HUB_TOO_SLOW', 'read faster', 'c7')],
      [[item('c8')], 'stays'],
    ]);
    expect(told.afters).toEqual([null, 'c7']);
  });

  test('does not try again when the gateway does not let it in', async () => {
    const told = await follow([[[], new StreamRefusal('HUB_UNAUTHENTICATED', 'the token has expired')]]);
    expect(told.statuses.at(-1)).toEqual({
      state: 'refused',
      code: 'HUB_UNAUTHENTICATED',
      message: 'the token has expired',
    });
    expect(told.waits).toEqual([]);
  });

  test('tries once more when a stream that stood is shut: what is granted may have changed', async () => {
    const shut = new StreamRefusal('HUB_UNAUTHENTICATED', 'granted otherwise');
    const changed = await follow([
      [[item('c1')], shut],
      [[item('c2')], 'stays'],
    ]);
    expect(changed.afters).toEqual([null, 'c1']);
    const over = await follow([
      [[item('c1')], shut],
      [[], shut],
    ]);
    expect(over.statuses.at(-1)).toMatchObject({ state: 'refused' });
    expect(over.waits).toHaveLength(1);
  });
});
