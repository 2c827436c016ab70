import { isCategory } from '../../vocabulary/categories.ts';
import { ENUM_NAMES, type Colour, type DisputeCategory, type FeedName } from '../../vocabulary/enums.ts';
import { COLOURS } from './board-model.ts';
import type { BoardColumnsVariables } from './board.ts';
import type { EventFilter } from './event-source.ts';

/** What the board shows, as its address says it. */
export interface BoardFilter {
  readonly region: string | null;
  readonly category: DisputeCategory | null;
  readonly feed: FeedName | null;
  /** Columns and events of these; all when empty. */
  readonly colours: readonly Colour[];
}

export type DisputeFilter = NonNullable<BoardColumnsVariables['red']>;

export function readBoardFilter(address: URLSearchParams): BoardFilter {
  const region = address.get('region') ?? '';
  const category = address.get('category') ?? '';
  const feed = address.get('feed') ?? '';
  return {
    region: /^\d{2,12}$/.test(region) ? region : null,
    category: isCategory(category) ? category : null,
    feed: Object.hasOwn(ENUM_NAMES.FeedName, feed) ? (feed as FeedName) : null,
    colours: COLOURS.filter((colour) => address.getAll('colour').includes(colour)),
  };
}

/** Disputes that the board is about. */
export function disputesOf({ region, category, feed }: BoardFilter): DisputeFilter {
  return {
    ...(region === null ? {} : { regionCode: region }),
    ...(category === null ? {} : { category: [category] }),
    ...(feed === null ? {} : { feeds: [feed] }),
  };
}

/** Disputes that stand in its columns. */
export function boardDisputes(filter: BoardFilter): DisputeFilter {
  return {
    ...disputesOf(filter),
    ...(filter.colours.length === 0 ? {} : { colour: filter.colours }),
  };
}

/** Filters of the four columns; one that is not asked for is null. */
export function columnsOf(filter: BoardFilter): Readonly<Record<Colour, DisputeFilter>> {
  const common = disputesOf(filter);
  const of = (colour: Colour): DisputeFilter => ({ ...common, colour: [colour] });
  return { RED: of('RED'), YELLOW: of('YELLOW'), BLUE: of('BLUE'), GREEN: of('GREEN') };
}

/** Events that the board is about. A cursor belongs to the filter, so equal filters must be equal texts. */
export function eventsOf({ region, category, feed, colours }: BoardFilter): EventFilter {
  return {
    ...(region === null ? {} : { regionCode: region }),
    ...(category === null ? {} : { category: [category] }),
    ...(feed === null ? {} : { feeds: [feed] }),
    ...(colours.length === 0 ? {} : { colours }),
  };
}

const SOON_MS = 3 * 86_400_000;

/** What is overdue, what will be within three days, and what is supervised. */
export function deadlinesOf(
  filter: BoardFilter,
  now: Date,
): { readonly overdue: DisputeFilter; readonly soon: DisputeFilter; readonly supervised: DisputeFilter } {
  const common = boardDisputes(filter);
  const at = now.toISOString();
  const soon = new Date(now.getTime() + SOON_MS).toISOString();
  return {
    overdue: { ...common, handling: { dueBetween: { to: at } } },
    soon: { ...common, handling: { dueBetween: { from: at, to: soon } } },
    supervised: { ...common, handling: { supervised: true } },
  };
}
