import { describe, expect, test } from 'vitest';
import {
  EMPTY_BOARD,
  FRESH_MS,
  MOST_CARDS,
  MOST_EVENTS,
  withColumns,
  withEvents as withEventsAt,
  type BoardEvent,
  type BoardState,
  type Card,
} from './board-model.ts';
import type { Colour } from '../../vocabulary/enums.ts';

function card(id: string, colour: Colour, score: number, given: Partial<Card> = {}): Card {
  return {
    id,
    code: `T-${id}`,
    title: id,
    region: null,
    category: null,
    feeds: [],
    lastActivityAt: '2026-11-28T08:00:00+08:00',
    risk: { score, colour, since: '2026-11-28T08:00:00+08:00', awaitsConfirmation: false },
    workflow: null,
    ...given,
  };
}

const AT_MS = Date.parse('2026-11-28T00:00:00Z');
const withEvents = (state: BoardState, news: readonly BoardEvent[]): BoardState =>
  withEventsAt(state, news, AT_MS);

let events = 0;
function event(dispute: Card | null, given: Partial<BoardEvent> = {}): BoardEvent {
  events += 1;
  return {
    id: `event-${events}`,
    kind: 'COLOUR_CHANGED',
    seq: 1,
    at: '2026-11-28T08:00:00Z',
    code: dispute?.code ?? null,
    title: null,
    region: null,
    category: null,
    feeds: [],
    score: null,
    colour: dispute?.risk?.colour ?? null,
    fromColour: null,
    factors: [],
    move: null,
    hotSpotNumbers: null,
    hotSpotId: null,
    dispute,
    ...given,
  };
}

const board: BoardState = withColumns(EMPTY_BOARD, {
  RED: { cards: [card('a', 'RED', 80)], total: 1 },
  YELLOW: { cards: [card('b', 'YELLOW', 50), card('c', 'YELLOW', 55)], total: 2 },
  BLUE: { cards: [], total: 0 },
  GREEN: { cards: [card('d', 'GREEN', 10)], total: 40 },
});
const ids = (state: BoardState, colour: Colour): string[] => state.columns[colour].cards.map(({ id }) => id);
const totals = ({ columns }: BoardState): number[] => [
  columns.RED.total,
  columns.YELLOW.total,
  columns.GREEN.total,
];

describe('a board', () => {
  test('has the gravest first, and before them what waits for a person', () => {
    const waiting = card('w', 'RED', 71);
    const read = withColumns(EMPTY_BOARD, {
      ...board.columns,
      RED: {
        cards: [
          card('a', 'RED', 80),
          card('e', 'RED', 90),
          { ...waiting, risk: { ...waiting.risk, awaitsConfirmation: true } as Card['risk'] },
        ],
        total: 3,
      },
    });
    expect(ids(read, 'RED')).toEqual(['w', 'e', 'a']);
    expect(ids(read, 'YELLOW')).toEqual(['c', 'b']);
  });

  test('moves a dispute between columns and counts it once', () => {
    const after = withEvents(board, [event(card('c', 'RED', 91), { fromColour: 'YELLOW' })]);
    expect(ids(after, 'RED')).toEqual(['c', 'a']);
    expect(ids(after, 'YELLOW')).toEqual(['b']);
    expect(totals(after)).toEqual([2, 1, 40]);
    expect(after.fresh).toEqual(new Map([['c', AT_MS]]));
  });

  test('takes the last of several events of one dispute', () => {
    const after = withEvents(board, [
      event(card('b', 'RED', 90), { fromColour: 'YELLOW' }),
      event(card('b', 'GREEN', 5), { fromColour: 'RED' }),
    ]);
    expect(ids(after, 'GREEN')).toEqual(['d', 'b']);
    expect(totals(after)).toEqual([1, 1, 41]);
    expect(after.feed.map(({ colour }) => colour)).toEqual(['GREEN', 'RED']);
  });

  test('knows a dispute that stood beyond the end of a column from a new one', () => {
    const moved = withEvents(board, [event(card('x', 'RED', 75), { fromColour: 'GREEN' })]);
    expect(totals(moved)).toEqual([2, 2, 39]);
    const seen = withEvents(board, [event(card('y', 'GREEN', 12), { kind: 'REPEAT_CALLER' })]);
    expect(totals(seen)).toEqual([1, 2, 40]);
    const fresh = withEvents(board, [event(card('z', 'GREEN', 12))]);
    expect(totals(fresh)).toEqual([1, 2, 41]);
  });

  test('takes a dispute off whose colour is withheld, and keeps events without a dispute in the feed alone', () => {
    const hidden = withEvents(board, [event(card('a', 'RED', 80, { risk: null }))]);
    expect(totals(hidden)).toEqual([0, 2, 40]);
    const hotSpot = withEvents(board, [event(null, { kind: 'HOT_SPOT_OPENED' })]);
    expect(hotSpot.columns).toEqual(board.columns);
    expect(hotSpot.feed).toHaveLength(1);
  });

  test('leaves columns that nothing happened to the same objects', () => {
    const after = withEvents(board, [event(card('a', 'RED', 82))]);
    expect(after.columns.YELLOW).toBe(board.columns.YELLOW);
    expect(after.columns.GREEN).toBe(board.columns.GREEN);
  });

  test('keeps a change marked for its time, whatever else changes meanwhile', () => {
    const one = withEventsAt(board, [event(card('a', 'RED', 82))], AT_MS);
    const two = withEventsAt(one, [event(card('c', 'YELLOW', 57))], AT_MS + FRESH_MS - 1);
    expect([...two.fresh.keys()]).toEqual(['a', 'c']);
    const three = withEventsAt(two, [event(null, { kind: 'HOT_SPOT_OPENED' })], AT_MS + FRESH_MS);
    expect([...three.fresh.keys()]).toEqual(['c']);
  });

  test('keeps cards that were read anew and say the same', () => {
    const again = withColumns(board, {
      ...board.columns,
      YELLOW: { cards: [card('b', 'YELLOW', 51), card('c', 'YELLOW', 55)], total: 2 },
    });
    expect(again.columns.YELLOW.cards[0]).toBe(board.columns.YELLOW.cards[0]);
    expect(again.columns.YELLOW.cards[1]).toEqual(card('b', 'YELLOW', 51));
  });

  test('holds no more than its bounds, however much comes, and no event twice', () => {
    let state = board;
    for (let round = 0; round < 20; round += 1) {
      const batch = Array.from({ length: 100 }, (_, index) =>
        event(card(`n${round}-${index}`, 'RED', index % 100)),
      );
      state = withEvents(state, batch);
      state = withEvents(state, batch.slice(-1));
    }
    expect(state.columns.RED.cards).toHaveLength(MOST_CARDS);
    expect(state.columns.RED.total).toBe(2_001);
    expect(state.feed).toHaveLength(MOST_EVENTS);
    expect(new Set(state.feed.map(({ id }) => id)).size).toBe(MOST_EVENTS);
    expect(state.seen).toBe(2_000);
  });
});
