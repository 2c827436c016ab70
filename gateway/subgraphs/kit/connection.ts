import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Listing } from '../../access/list-cursors.ts';

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;

/** Arguments of every connection field. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A connection as the resolvers hand it to the executor. `count` runs only when `totalCount` is asked for. */
export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly count: () => number | Promise<number>;
}

/** Resolvers of a connection type. */
export const CONNECTION_FIELDS = {
  totalCount: (connection: Connection<unknown>): number | Promise<number> => connection.count(),
};

/** Page size within its limits. @throws HubError HUB_BAD_REQUEST below 1, HUB_LIMIT_EXCEEDED above 100. */
export function pageSizeOf({ first }: PageArguments): number {
  const size = first ?? DEFAULT_PAGE_SIZE;
  if (size < 1) {
    throw new HubError('HUB_BAD_REQUEST', `first: ${size} is no page size; ask for 1 to ${MAX_PAGE_SIZE}`, {
      field: 'first',
    });
  }
  if (size > MAX_PAGE_SIZE) {
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `first: ${size} is more than a page holds; ask for at most ${MAX_PAGE_SIZE} and read on with after`,
      { field: 'first' },
    );
  }
  return size;
}

/** The position after which a page begins, or null at the start. @throws HubError HUB_CURSOR_INVALID. */
export function positionOf(
  listing: Listing,
  { after }: PageArguments,
  length: number,
): readonly string[] | null {
  return after === undefined || after === null ? null : listing.open(after, length);
}

/** The same of a list in order of time and identifier. @throws HubError HUB_CURSOR_INVALID. */
export function momentAfter(
  listing: Listing,
  args: PageArguments,
): { readonly at: string; readonly id: string } | null {
  const position = positionOf(listing, args, 2);
  return position === null ? null : { at: position[0] ?? '', id: position[1] ?? '' };
}

interface PageParts<Node> {
  readonly listing: Listing;
  /** What was read: one more than the page holds when there is a next page. */
  readonly found: readonly Node[];
  readonly size: number;
  readonly isFirst: boolean;
  readonly position: (node: Node) => readonly string[];
  readonly count: () => number | Promise<number>;
}

/** A connection of what was read for one page. Cursors are sealed when they are asked for: most queries want none, or the last one. */
export function connectionOf<Node>(parts: PageParts<Node>): Connection<Node> {
  const nodes = parts.found.slice(0, parts.size);
  const cursorOf = (node: Node): string => parts.listing.seal(parts.position(node));
  const edges = nodes.map((node) => ({
    node,
    get cursor() {
      return cursorOf(node);
    },
  }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: parts.found.length > parts.size,
      hasPreviousPage: !parts.isFirst,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
    count: parts.count,
  };
}

/** A key that puts a list in order: compared value by value, as text. */
export type OrderKey = readonly [string, string];

export function compareKeys(one: OrderKey, other: OrderKey): number {
  for (const index of [0, 1] as const) {
    if (one[index] < other[index]) return -1;
    if (one[index] > other[index]) return 1;
  }
  return 0;
}

/**
 * A page of a list that is in memory, sorted by `keyOf` upwards, or downwards when `reversed`. The cursor is the key, so a page stays
 * right when items are added or leave in between.
 */
export function pageOfSorted<Item>(
  sorted: readonly Item[],
  keyOf: (item: Item) => OrderKey,
  listing: Listing,
  args: PageArguments,
  reversed = false,
): Connection<Item> {
  const size = pageSizeOf(args);
  const after = positionOf(listing, args, 2);
  const beyond = (item: Item): boolean => {
    if (after === null) return true;
    const order = compareKeys(keyOf(item), [after[0] ?? '', after[1] ?? '']);
    return reversed ? order < 0 : order > 0;
  };
  const from = sorted.findIndex(beyond);
  return connectionOf({
    listing,
    found: from < 0 ? [] : sorted.slice(from, from + size + 1),
    size,
    isFirst: after === null,
    position: keyOf,
    count: () => sorted.length,
  });
}
