import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CountedBy, CountedGroup, CountedTable } from '../../access/count-reads.ts';
import { addUp, indicatorLoaders, MOST_CELLS, type IndicatorLoaders } from './counting.ts';
import { subsets, type Cell } from './suppress.ts';

const BY: readonly CountedBy[] = ['REGION', 'CATEGORY', 'FEED', 'DAY', 'COLOUR'];
const CRITERIA = { range: { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' } };

/** A dispute by the values that it is counted by; of FEED by several. */
type Counted = Readonly<Record<CountedBy, readonly string[]>>;
const one = fc.constantFrom('', 'a', 'b', 'c').map((value) => [value]);
const disputes: fc.Arbitrary<readonly Counted[]> = fc.array(
  fc.record({
    REGION: one,
    CATEGORY: one,
    FEED: fc.subarray(['court', 'grid', 'police110'], { minLength: 1 }),
    DAY: one,
    COLOUR: one,
  }),
  { maxLength: 60 },
);

/** Cells by counting dispute after dispute. */
function byHand(counted: readonly Counted[], by: readonly CountedBy[]): ReadonlyMap<string, number> {
  const cells = new Map<string, number>();
  for (const dispute of counted) {
    const places = by.reduce<readonly string[]>(
      (before, name) => before.flatMap((place) => dispute[name].map((value) => `${place}/${value}`)),
      [''],
    );
    for (const place of places) cells.set(place, (cells.get(place) ?? 0) + 1);
  }
  return cells;
}

/** Groups as the store gives them. */
function groupsOf(counted: readonly Counted[], { by, most }: CountedTable): readonly CountedGroup[] {
  const keyOf = (dispute: Counted): CountedGroup['key'] =>
    by.map((name) => (name === 'FEED' ? dispute.FEED : (dispute[name][0] ?? '')));
  return [...Map.groupBy(counted, (dispute) => JSON.stringify(keyOf(dispute)))]
    .map(([key, { length }]) => ({ key: JSON.parse(key) as CountedGroup['key'], count: length }))
    .slice(0, most);
}

const asMap = (cells: readonly Cell[] | null): ReadonlyMap<string, number> =>
  new Map((cells ?? []).map(({ key, count }) => [['', ...key].join('/'), count]));

/** Loaders over these disputes, with the tables that were counted in the store. */
function counting(counted: readonly Counted[]): IndicatorLoaders & { asked: string[] } {
  const asked: string[] = [];
  const loaders = indicatorLoaders({
    disputeGroups: (_, tables) => {
      asked.push(tables.map(({ by }) => by.join('+')).join(' '));
      return Promise.resolve(tables.map((table) => groupsOf(counted, table)));
    },
  });
  return { ...loaders, asked };
}

test('every smaller table that is added up from groups is that of a count by hand', () => {
  fc.assert(
    fc.property(disputes, (counted) => {
      const groups = groupsOf(counted, { by: BY, regionDigits: 6, most: Number.POSITIVE_INFINITY });
      for (const places of subsets(BY.map((_, at) => at))) {
        const some = places.flatMap((at) => BY[at] ?? []);
        const cells = addUp(groups, BY, some);
        expect(asMap(cells)).toEqual(byHand(counted, some));
        expect(cells.map(({ key }) => key.join('\0'))).toEqual(cells.map(({ key }) => key.join('\0')).sort());
      }
    }),
    { numRuns: 50 },
  );
});

test('of the tables of a request the finest alone are counted, all at once', async () => {
  const [counted] = fc.sample(disputes, { numRuns: 1, seed: 7 });
  const { cells, asked } = counting(counted ?? []);
  const table = (by: readonly CountedBy[], regionDigits = 6): Promise<readonly Cell[] | null> =>
    cells.load({ criteria: CRITERIA, by, regionDigits });
  const [total, regions] = await Promise.all([
    table([]),
    table(['REGION']),
    table(['CATEGORY'], 4),
    table(['REGION', 'CATEGORY']),
    table(['REGION', 'CATEGORY', 'FEED']),
    table(['REGION'], 4),
    table(['DAY']),
  ]);
  expect(asked).toEqual(['REGION+CATEGORY REGION DAY', 'REGION+CATEGORY+FEED']);
  expect(asMap(total)).toEqual(byHand(counted ?? [], []));
  expect(asMap(regions)).toEqual(byHand(counted ?? [], ['REGION']));
});

test('a count by feed that fails takes no other table with it', async () => {
  const { cells } = indicatorLoaders({
    disputeGroups: (_, tables) =>
      tables.some(({ by }) => by.includes('FEED'))
        ? Promise.reject(new Error('it takes too long'))
        : Promise.resolve(tables.map(() => [{ key: ['320612'], count: 7 }])),
  });
  const table = (by: readonly CountedBy[]): Promise<readonly Cell[] | null> =>
    cells.load({ criteria: CRITERIA, by, regionDigits: 6 });
  const [regions, feeds] = await Promise.allSettled([table(['REGION']), table(['REGION', 'FEED'])]);
  expect(regions).toMatchObject({ status: 'fulfilled', value: [{ count: 7 }] });
  expect(feeds.status).toBe('rejected');
});

test('a table of too many cells is none, and takes no smaller one with it', async () => {
  const counted = Array.from({ length: MOST_CELLS + 1 }, (_, at): Counted => ({
    REGION: [`r${at % 50}`],
    CATEGORY: ['0402'],
    FEED: ['court'],
    DAY: [`d${at}`],
    COLOUR: ['RED'],
  }));
  const { cells, asked } = counting(counted);
  const [large, small] = await Promise.all(
    [['REGION', 'DAY'] as const, ['REGION'] as const].map((by) =>
      cells.load({ criteria: CRITERIA, by, regionDigits: 6 }),
    ),
  );
  expect(large).toBeNull();
  expect(small).toHaveLength(50);
  expect(asked).toEqual(['REGION+DAY', 'REGION']);
});
