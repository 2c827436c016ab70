import type { Colour } from '../../vocabulary/enums.ts';
import type { BoardCard, BoardEventFields } from './board.ts';

/** Grave to calm. */
export const COLOURS = ['RED', 'YELLOW', 'BLUE', 'GREEN'] as const satisfies readonly Colour[];

/** A dispute on the board. What a grant withholds is null. */
export type Card = BoardCard;
export type BoardEvent = BoardEventFields;

export interface Column {
  readonly cards: readonly Card[];
  /** Disputes of this colour, those that are not on the board included. */
  readonly total: number;
}

export interface BoardState {
  readonly columns: Readonly<Record<Colour, Column>>;
  /** Newest first. */
  readonly feed: readonly BoardEvent[];
  /** Events since the page was opened. */
  readonly seen: number;
  /** Disputes that an event changed a moment ago, and when that was shown, epoch ms: they are marked. */
  readonly fresh: ReadonlyMap<string, number>;
}

/** Whatever comes, the page holds no more than this. */
export const MOST_CARDS = 60;
export const MOST_EVENTS = 200;
/** How long a change stays marked. As long as the animation in board.css. */
export const FRESH_MS = 2_400;

const NO_COLUMN: Column = { cards: [], total: 0 };
export const EMPTY_BOARD: BoardState = {
  columns: { RED: NO_COLUMN, YELLOW: NO_COLUMN, BLUE: NO_COLUMN, GREEN: NO_COLUMN },
  feed: [],
  seen: 0,
  fresh: new Map(),
};

/** The board with the columns as they were just read. Cards that say what they said stay the same objects, and so need not be drawn. */
export function withColumns(board: BoardState, columns: Readonly<Record<Colour, Column>>): BoardState {
  const known = new Map(
    COLOURS.flatMap((colour) => board.columns[colour].cards.map((card) => [card.id, card])),
  );
  const read = ({ cards, total }: Column): Column =>
    sortedColumn({ cards: cards.map((card) => sameCard(known.get(card.id), card)), total });
  return {
    ...board,
    columns: {
      RED: read(columns.RED),
      YELLOW: read(columns.YELLOW),
      BLUE: read(columns.BLUE),
      GREEN: read(columns.GREEN),
    },
  };
}

function sameCard(known: Card | undefined, card: Card): Card {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(card) ? known : card;
}

/** The board after events, in their order, shown at `atMs`. Columns that nothing happened to stay the same objects. */
export function withEvents(board: BoardState, events: readonly BoardEvent[], atMs: number): BoardState {
  if (events.length === 0) return board;
  // Of several events of one dispute the last says how it is now.
  const latest = new Map<string, BoardEvent>();
  for (const event of events) if (event.dispute !== null) latest.set(event.dispute.id, event);
  const columns = { ...board.columns };
  for (const event of latest.values()) place(columns, event);
  for (const colour of COLOURS)
    if (columns[colour] !== board.columns[colour]) columns[colour] = sortedColumn(columns[colour]);
  const known = new Set(board.feed.slice(0, MOST_EVENTS).map(({ id }) => id));
  const news = events.filter(({ id }) => !known.has(id)).reverse();
  return {
    columns,
    feed: [...news, ...board.feed].slice(0, MOST_EVENTS),
    seen: board.seen + news.length,
    fresh: new Map([
      ...[...board.fresh].filter(([, sinceMs]) => atMs - sinceMs < FRESH_MS),
      ...[...latest.keys()].map((id) => [id, atMs] as const),
    ]),
  };
}

function place(columns: Record<Colour, Column>, { kind, dispute, fromColour }: BoardEvent): void {
  if (dispute === null) return;
  const to = dispute.risk?.colour ?? null;
  const from = COLOURS.find((colour) => columns[colour].cards.some(({ id }) => id === dispute.id)) ?? null;
  if (from !== null) {
    const { cards, total } = columns[from];
    columns[from] = { cards: cards.filter(({ id }) => id !== dispute.id), total: total - 1 };
  }
  if (to === null) return;
  const { cards, total } = columns[to];
  columns[to] = { cards: [...cards, dispute], total: total + 1 };
  if (from !== null) return;
  // It was beyond the end of a column, or is new to all of them.
  if (fromColour !== null && fromColour !== to) {
    const old = columns[fromColour];
    columns[fromColour] = { ...old, total: Math.max(old.cards.length, old.total - 1) };
  } else if (kind !== 'COLOUR_CHANGED' && total > cards.length) {
    columns[to] = { cards: columns[to].cards, total };
  }
}

function sortedColumn({ cards, total }: Column): Column {
  const sorted = [...cards].sort(byGravity).slice(0, MOST_CARDS);
  return { cards: sorted, total: Math.max(total, sorted.length) };
}

function byGravity(one: Card, other: Card): number {
  return (
    Number(other.risk?.awaitsConfirmation === true) - Number(one.risk?.awaitsConfirmation === true) ||
    (other.risk?.score ?? 0) - (one.risk?.score ?? 0) ||
    (other.lastActivityAt ?? '').localeCompare(one.lastActivityAt ?? '')
  );
}
