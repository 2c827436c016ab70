import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hideAll,
  hiddenCells,
  keyOf,
  SMALLEST_SHOWN,
  subsetKey,
  subsets,
  type Cell,
  type Table,
} from './suppress.ts';

/** Sums of the finest cells over some of the things they are grouped by. */
function tableOf(finest: readonly Cell[]): Table {
  return {
    cellsOf: (positions) => {
      const sums = new Map<string, Cell>();
      for (const { key, count } of finest) {
        const part = positions.map((position) => key[position] ?? '');
        sums.set(keyOf(part), { key: part, count: count + (sums.get(keyOf(part))?.count ?? 0) });
      }
      return [...sums.values()];
    },
  };
}

const line = (...counts: readonly number[]): Table =>
  tableOf(
    counts
      .map((count, at) => ({ key: [String.fromCharCode(65 + at)], count }))
      .filter(({ count }) => count > 0),
  );

describe('one line', () => {
  test.each([
    ['shows everything when nothing is small', [5, 7, 30], []],
    ['hides a small one with the smallest other', [3, 30, 7, 12], ['A', 'C']],
    ['hides two small ones with each other when one of them can give', [3, 2, 30], ['A', 'B']],
    ['hides a third with two single ones', [1, 1, 30, 9], ['A', 'B', 'D']],
    ['gives nothing when everything is single', [1, 1, 1, 1, 1], null],
    ['gives nothing when there is nothing to hide with', [4], null],
    ['gives nothing of less than five', [2, 2], null],
  ])('%s', (_, counts, expected) => {
    const hidden = hiddenCells(line(...counts), 1);
    expect(hidden === null ? null : [...hidden].sort()).toEqual(expected);
  });
});

/** Elimination over this prime instead of rational numbers: what follows there and not here would need a determinant that it divides. */
const PRIME = 2_147_483_629;

/** Whether a sum says something that does not follow from these. */
function rankAdds(rows: readonly (readonly number[])[], wanted: readonly number[]): boolean {
  const basis: { readonly lead: number; readonly row: readonly number[] }[] = [];
  const reduce = (given: readonly number[]): number[] => {
    const row = [...given];
    for (const { lead, row: known } of basis) {
      const factor = BigInt(row[lead] ?? 0);
      if (factor === 0n) continue;
      for (let at = 0; at < row.length; at += 1) {
        const value = (BigInt(row[at] ?? 0) - factor * BigInt(known[at] ?? 0)) % BigInt(PRIME);
        row[at] = Number(value < 0n ? value + BigInt(PRIME) : value);
      }
    }
    return row;
  };
  for (const given of rows) {
    const row = reduce(given);
    const lead = row.findIndex((value) => value !== 0);
    if (lead < 0) continue;
    const inverse = power(BigInt(row[lead] ?? 0), BigInt(PRIME - 2));
    basis.push({ lead, row: row.map((value) => Number((BigInt(value) * inverse) % BigInt(PRIME))) });
  }
  return reduce(wanted).some((value) => value !== 0);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let rest = exponent, square = base; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % BigInt(PRIME);
    square = (square * square) % BigInt(PRIME);
  }
  return result;
}

/** Small counts that follow for somebody who knows all that is shown, in every table. */
function derivable(finest: readonly Cell[], sizes: readonly number[]): readonly string[] {
  const dimensions = sizes.length;
  const places = placesOf(sizes);
  const table = tableOf(finest);
  const hidden = hideAll(table, dimensions);
  const all = Array.from({ length: dimensions }, (_, at) => at);
  const sumOf = (positions: readonly number[], key: readonly string[]): readonly number[] =>
    places.map((place) => (positions.every((position, at) => place[position] === key[at]) ? 1 : 0));
  const shown: (readonly number[])[] = [];
  const small: { readonly name: string; readonly sum: readonly number[] }[] = [];
  for (const positions of subsets(all)) {
    const withheld = hidden.get(subsetKey(positions)) ?? null;
    // A place that a shown table does not list has no disputes, nor has any place within it.
    const listed = new Set(table.cellsOf(positions).map(({ key }) => keyOf(key)));
    for (const place of withheld === null ? [] : places) {
      if (!listed.has(keyOf(positions.map((position) => place[position] ?? ''))))
        shown.push(sumOf(all, place));
    }
    for (const { key, count } of table.cellsOf(positions)) {
      const sum = sumOf(positions, key);
      if (withheld !== null && !withheld.has(keyOf(key))) shown.push(sum);
      if (count < SMALLEST_SHOWN) small.push({ name: `${subsetKey(positions)}: ${key.join()}`, sum });
    }
  }
  return small.filter(({ sum }) => !rankAdds(shown, sum)).map(({ name }) => name);
}

function placesOf(sizes: readonly number[]): readonly (readonly string[])[] {
  return sizes.reduce<readonly (readonly string[])[]>(
    (before, size) => before.flatMap((key) => Array.from({ length: size }, (_, at) => [...key, String(at)])),
    [[]],
  );
}

function tables(sizes: readonly number[], largest: number): fc.Arbitrary<readonly Cell[]> {
  const keys = placesOf(sizes);
  const count = fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 }) },
    { weight: 4, arbitrary: fc.integer({ min: 5, max: largest }) },
  );
  return fc
    .array(count, { minLength: keys.length, maxLength: keys.length })
    .map((counts) =>
      keys.map((key, at) => ({ key, count: counts[at] ?? 0 })).filter(({ count: value }) => value > 0),
    );
}

describe.each([
  { sizes: [6], runs: 300 },
  { sizes: [4, 4], runs: 200 },
  { sizes: [3, 5], runs: 200 },
  { sizes: [3, 3, 3], runs: 150 },
])('tables of $sizes', ({ sizes, runs }) => {
  test('no small count follows from the cells, totals and smaller tables that are shown', () => {
    fc.assert(
      fc.property(tables(sizes, 40), (finest) => {
        expect(derivable(finest, sizes)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test('no small count is shown, and what is hidden is the same whoever asks in whatever order', () => {
    fc.assert(
      fc.property(tables(sizes, 20), (finest) => {
        const hidden = hiddenCells(tableOf(finest), sizes.length);
        if (hidden === null) return;
        for (const { key, count } of finest)
          if (!hidden.has(keyOf(key))) expect(count).toBeGreaterThanOrEqual(5);
      }),
      { numRuns: runs },
    );
  });
});

test('a table with room for it is given, not withheld', () => {
  const finest = ['A', 'B', 'C', 'D'].flatMap((region, row) =>
    ['X', 'Y', 'Z'].map((category, column) => ({
      key: [region, category],
      count: row === 0 && column === 0 ? 2 : 20 + row,
    })),
  );
  const hidden = hiddenCells(tableOf(finest), 2);
  expect(hidden?.size).toBe(4);
});
