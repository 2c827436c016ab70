import { expect, test } from 'vitest';
import { columnsOf, deadlinesOf, eventsOf, readBoardFilter } from './board-filter.ts';

const read = (query: string): ReturnType<typeof readBoardFilter> =>
  readBoardFilter(new URLSearchParams(query));

test('the address says what the board shows; what is wrong in it is as if it were not said', () => {
  const filter = read('region=3206&category=TORT&feed=COURT&colour=YELLOW&colour=RED');
  expect(filter).toEqual({
    region: '3206',
    category: 'TORT',
    feed: 'COURT',
    colours: ['RED', 'YELLOW'],
  });
  expect(read('region=x&category=DROP&feed=toString&colour=PINK')).toEqual(read(''));
});

test('columns, events and deadlines are about the same disputes', () => {
  const filter = read('region=3206&category=TORT&feed=COURT&colour=RED');
  const common = { regionCode: '3206', category: ['TORT'], feeds: ['COURT'] };
  expect(columnsOf(filter).GREEN).toEqual({ ...common, colour: ['GREEN'] });
  expect(eventsOf(filter)).toEqual({ ...common, colours: ['RED'] });
  const { overdue, soon, supervised } = deadlinesOf(filter, new Date('2026-11-28T00:00:00Z'));
  expect(overdue).toEqual({
    ...common,
    colour: ['RED'],
    handling: { dueBetween: { to: '2026-11-28T00:00:00.000Z' } },
  });
  expect(soon.handling).toEqual({
    dueBetween: { from: '2026-11-28T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
  });
  expect(supervised.handling).toEqual({ supervised: true });
});
