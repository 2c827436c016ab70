/** Counts below this tell of single people to those who know the place. */
export const SMALLEST_SHOWN = 5;

/** One cell of a table of counts: its place, one value for each thing that is grouped by, and its count, 1 or more. */
export interface Cell {
  readonly key: readonly string[];
  readonly count: number;
}

/** Null: nothing of the table can be given. */
export type Hidden = ReadonlySet<string> | null;

export interface Table {
  /** For each subset of what is grouped by, as positions in ascending order, the cells counted by it alone. `[]` is the total. */
  cellsOf(positions: readonly number[]): readonly Cell[];
}

/** One text for a place. */
export function keyOf(key: readonly string[]): string {
  return key.join('\0');
}

/**
 * Which cells of a table must not be shown so that no count below five can be computed from the others, from totals, or from the tables over
 * fewer things that the same caller may ask for. Empty: all can be shown. Null: the table is too sparse to hide them among others.
 *
 * Hypercube method (Repsilber; see `docs/decisions/0016`): each small cell is hidden together with cells at the other corners of a cube; adding
 * one at its odd corners and taking one at its even ones leaves every total as it is, so that nobody can tell which of the two is true. What is
 * chosen for a smaller table stands in all larger ones: there the cube lies within one line of the things that are added. A cube must leave
 * every corner at one or more, because cells without disputes are not listed.
 */
export function hiddenCells(table: Table, dimensions: number): Hidden {
  return hideAll(table, dimensions).get(subsetKey(allPositions(dimensions))) ?? null;
}

/** The smaller tables first: each gets what must be hidden in it. */
export function hideAll(table: Table, dimensions: number): ReadonlyMap<string, Hidden> {
  const hidden = new Map<string, Hidden>();
  const cubes: Cube[] = [];
  const [total] = table.cellsOf([]);
  const nothing = total === undefined || total.count < SMALLEST_SHOWN;
  for (const positions of subsets(allPositions(dimensions))) {
    if (positions.length === 0) {
      hidden.set(subsetKey(positions), nothing ? null : new Set());
      continue;
    }
    const within = subsets(positions).filter((smaller) => smaller.length < positions.length);
    // What could not be hidden in a smaller table could be added up from a larger one.
    const isHopeless = within.some((smaller) => hidden.get(subsetKey(smaller)) === null);
    hidden.set(
      subsetKey(positions),
      isHopeless ? null : hideIn(table.cellsOf(positions), positions, cubes, hidden),
    );
  }
  return hidden;
}

/** Corners of a small cell's cube, in the table over `positions`; the small cell first. */
interface Cube {
  readonly positions: readonly number[];
  readonly corners: readonly (readonly string[])[];
}

function hideIn(
  cells: readonly Cell[],
  positions: readonly number[],
  cubes: Cube[],
  before: ReadonlyMap<string, Hidden>,
): Hidden {
  const counts = new Map(cells.map(({ key, count }) => [keyOf(key), count]));
  const hidden = new Set(cells.filter(({ count }) => count < SMALLEST_SHOWN).map(({ key }) => keyOf(key)));
  if (hidden.size === 0 && cubes.length === 0) return hidden;
  for (const cube of cubes) {
    if (!isWithin(cube.positions, positions)) continue;
    const lifted = lift(cube, { positions, cells, counts, hidden, before });
    if (lifted === null) return null;
    for (const corner of lifted) hidden.add(keyOf(corner));
  }
  const own: Cube[] = [];
  const moved = new Set<string>();
  const small = cells.filter(({ count }) => count < SMALLEST_SHOWN);
  for (const { key } of small) {
    // A cube moves all its corners: it hides every small cell among them.
    if (moved.has(keyOf(key))) continue;
    const corners = bestCube(key, cells, counts, hidden);
    if (corners === null) return null;
    for (const corner of corners) {
      hidden.add(keyOf(corner));
      moved.add(keyOf(corner));
    }
    own.push({ positions, corners });
  }
  cubes.push(...own);
  return hidden;
}

/** The cube of a small cell that hides least beside what is hidden already; null when there is none. */
function bestCube(
  key: readonly string[],
  cells: readonly Cell[],
  counts: ReadonlyMap<string, number>,
  hidden: ReadonlySet<string>,
): readonly (readonly string[])[] | null {
  let best: readonly (readonly string[])[] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { key: opposite } of cells) {
    if (opposite.some((value, at) => value === key[at])) continue;
    const corners = cornersOf(key, opposite);
    if (!canMove(corners, counts)) continue;
    const cost = costOf(corners, counts, hidden);
    if (cost < least) [best, least] = [corners, cost];
    if (least === 0) break;
  }
  return best;
}

/** The table that a cube is lifted into. */
interface Larger {
  readonly positions: readonly number[];
  readonly cells: readonly Cell[];
  readonly counts: ReadonlyMap<string, number>;
  readonly hidden: ReadonlySet<string>;
  readonly before: ReadonlyMap<string, Hidden>;
}

/** A smaller table's cube within one line of a larger one; null when no line has all its corners, or a table between shows one of them. */
function lift(
  { positions, corners }: Cube,
  { positions: into, cells, counts, hidden, before }: Larger,
): readonly (readonly string[])[] | null {
  const between = subsets(into).filter((one) => isWithin(positions, one) && isWithin(one, into));
  const [first = []] = corners;
  let best: readonly (readonly string[])[] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { key } of cells) {
    if (positions.some((position, at) => key[into.indexOf(position)] !== first[at])) continue;
    const lifted = corners.map((corner) =>
      into.map((position, at) => {
        const within = positions.indexOf(position);
        return (within < 0 ? key[at] : corner[within]) ?? '';
      }),
    );
    if (!canMove(lifted, counts)) continue;
    if (between.some((one) => !isHidden(lifted, into, one, before))) continue;
    const cost = costOf(lifted, counts, hidden);
    if (cost < least) [best, least] = [lifted, cost];
  }
  return best;
}

/** Whether a table between hides all that these corners are part of. */
function isHidden(
  corners: readonly (readonly string[])[],
  of: readonly number[],
  table: readonly number[],
  before: ReadonlyMap<string, Hidden>,
): boolean {
  const hidden = before.get(subsetKey(table)) ?? null;
  return corners.every((corner) => {
    const part = table.map((position) => corner[of.indexOf(position)] ?? '');
    return hidden === null || hidden.has(keyOf(part));
  });
}

/** The 2ⁿ corners between two cells that differ everywhere; corner `i` takes the opposite's value where bit `n` of `i` is set. */
function cornersOf(key: readonly string[], opposite: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: 2 ** key.length }, (_, corner) =>
    key.map((value, at) => ((corner >> at) & 1 ? (opposite[at] ?? value) : value)),
  );
}

/** Whether one can be moved between the odd and the even corners, either way, and every corner keep one. */
function canMove(corners: readonly (readonly string[])[], counts: ReadonlyMap<string, number>): boolean {
  const values = corners.map((corner) => counts.get(keyOf(corner)) ?? 0);
  if (values.includes(0)) return false;
  const least = (odd: boolean): number => Math.min(...values.filter((_, corner) => isOdd(corner) === odd));
  return least(true) >= 2 || least(false) >= 2;
}

function isOdd(corner: number): boolean {
  let bits = 0;
  for (let rest = corner; rest > 0; rest >>= 1) bits += rest & 1;
  return bits % 2 === 1;
}

/** Disputes in the cells that would be hidden anew; equal costs are told apart by nothing but order, which is that of the keys. */
function costOf(
  corners: readonly (readonly string[])[],
  counts: ReadonlyMap<string, number>,
  hidden: ReadonlySet<string>,
): number {
  return corners
    .map(keyOf)
    .filter((corner) => !hidden.has(corner))
    .reduce((sum, corner) => sum + (counts.get(corner) ?? 0), 0);
}

export function subsetKey(positions: readonly number[]): string {
  return positions.join(',');
}

function allPositions(dimensions: number): readonly number[] {
  return Array.from({ length: dimensions }, (_, position) => position);
}

/** All subsets, smaller before larger. */
export function subsets(positions: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** positions.length }, (_, bits) =>
    positions.filter((_position, at) => (bits >> at) & 1),
  ).sort((a, b) => a.length - b.length);
}

function isWithin(smaller: readonly number[], larger: readonly number[]): boolean {
  return smaller.length < larger.length && smaller.every((position) => larger.includes(position));
}
