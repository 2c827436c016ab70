import { describe, expect, test } from 'vitest';
import { ratePoints, settlePoints } from './rate-model.ts';
import type { RateParts, TrendIndicators } from './trends.ts';
import { marksOf, matrixOf, openedLink, regionNames, type Cell, type TrendQuery } from './trend-model.ts';

const QUERY: TrendQuery = {
  days: { from: '2026-11-01', to: '2026-11-28' },
  region: null,
  category: null,
};
const RANGE = 'openedFrom=2026-11-01&openedTo=2026-11-28';

describe('marks', () => {
  test('add sub-classes up to their class, and lead to the list of that class', () => {
    const cells: readonly Cell[] = [
      { category: 'TORT__MEDICAL_HARM', count: 2 },
      { category: 'TORT', count: 1 },
      { category: 'CONTRACT__TRADE', count: 9 },
      { category: null, count: 4 },
    ];
    expect(marksOf(cells, 'category', QUERY)).toEqual([
      { key: 'CONTRACT', count: 9, isAtLeast: false, link: `/disputes?holding=CONTRACT&${RANGE}` },
      { key: '', count: 4, isAtLeast: false, link: null },
      { key: 'TORT', count: 3, isAtLeast: false, link: `/disputes?holding=TORT&${RANGE}` },
    ]);
    const within = { ...QUERY, category: 'TORT' };
    expect(marksOf(cells.slice(0, 2), 'category', within).map(({ key }) => key)).toEqual([
      'TORT__MEDICAL_HARM',
      'TORT',
    ]);
  });

  test('say “at least” where a part is too few to be shown', () => {
    const [mark] = marksOf(
      [
        { category: 'TORT__MEDICAL_HARM', count: null },
        { category: 'TORT', count: 7 },
      ],
      'category',
      QUERY,
    );
    expect(mark).toMatchObject({ count: 7, isAtLeast: true });
  });

  test('of days stand in their order, those without a dispute too, and lead to that day alone', () => {
    const marks = marksOf(
      [
        { day: '2026-11-03', count: 1 },
        { day: '2026-11-02', count: 9 },
      ],
      'day',
      { days: { from: '2026-11-01', to: '2026-11-04' }, region: '320612', category: 'TORT' },
    );
    expect(marks.map(({ key, count }) => [key, count])).toEqual([
      ['2026-11-01', 0],
      ['2026-11-02', 9],
      ['2026-11-03', 1],
      ['2026-11-04', 0],
    ]);
    expect(marks[1]?.link).toBe(
      '/disputes?holding=TORT&region=320612&openedFrom=2026-11-02&openedTo=2026-11-02',
    );
  });

  test('of a table keep what cannot be placed out of it', () => {
    const matrix = matrixOf(
      [
        { regionCode: '320612', category: 'TORT', count: 2 },
        { regionCode: '320612', category: 'TORT__MEDICAL_HARM', count: 3 },
        { regionCode: '320602', category: 'MARRIAGE_FAMILY', count: 1 },
        { regionCode: null, category: 'TORT', count: 50 },
        { regionCode: '320612', category: null, count: 50 },
      ],
      QUERY,
    );
    expect(matrix.regions).toEqual(['320612', '320602']);
    expect(matrix.categories).toEqual(['MARRIAGE_FAMILY', 'TORT']);
    expect(matrix.most).toBe(5);
    expect(matrix.marks[0]).toMatchObject({
      count: 5,
      link: `/disputes?region=320612&holding=TORT&${RANGE}`.replace(
        'region=320612&holding=TORT',
        'holding=TORT&region=320612',
      ),
    });
  });

  test('name regions as the graph does, and by their code where it does not', () => {
    const cells: readonly Cell[] = [
      { regionCode: '320612', region: { name: '通州区', path: [] }, count: 1 },
      { regionCode: '999999', region: { name: null, path: [] }, count: 1 },
    ];
    expect([...regionNames(cells).values()]).toEqual(['通州区', '999999']);
  });
});

test('a point of a rate leads to the disputes that met it and to those that did not', () => {
  const rate: RateParts = { value: 0.8, numerator: 8, denominator: 10, isSuppressed: false };
  const indicators: TrendIndicators = {
    registered: 12,
    responseRate: rate,
    resolutionRate: rate,
    satisfactionRate: rate,
    onTimeRate: rate,
    firstDispatchAccuracy: rate,
    daysToSettle: { count: 8, mean: 4, median: 3 },
  };
  const days = { from: '2026-11-01', to: '2026-11-07' };
  const stretches = [
    { days, indicators },
    { days, indicators: null },
  ];
  const [point, unknown] = ratePoints('resolutionRate', stretches, { ...QUERY, region: '3206' });
  const base = '/disputes?state=ACTIVE&state=WITHDRAWN&region=3206';
  const range = 'registeredFrom=2026-11-01&registeredTo=2026-11-07';
  expect(point).toEqual({
    days,
    rate,
    metLink: `${base}&counts=SETTLED&${range}`,
    missedLink: `${base}&counts=NOT_SETTLED&${range}`,
  });
  expect(unknown?.rate).toBeNull();
  expect(settlePoints(stretches, QUERY).map(({ median }) => median)).toEqual([3, null]);
  expect(openedLink(QUERY, {})).toBe(`/disputes?${RANGE}`);
});
