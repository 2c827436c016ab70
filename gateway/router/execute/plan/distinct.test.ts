import { expect, it } from 'vitest';
import { Distinct } from './distinct.ts';

it('keeps each representation once, whatever its keys are', () => {
  const distinct = new Distinct();
  const given = [
    { __typename: 'A', id: '1' },
    { id: '1', __typename: 'A' },
    { __typename: 'B', id: '1' },
    { __typename: 'A', key: '1' },
    { __typename: 'A', id: 1 },
    { __typename: 'A', id: '1', more: null },
    { __typename: 'A', id: '1', more: null },
    { __typename: 'A', id: { id: '1' } },
    { __typename: 'A' },
    { __typename: 'A', id: '2' },
    { __typename: 'A', id: 1 },
  ];
  expect(given.map((one) => distinct.add(one))).toEqual([0, 0, 1, 2, 3, 4, 4, 5, 6, 7, 3]);
  expect(distinct.all).toEqual([0, 2, 3, 4, 5, 7, 8, 9].map((at) => given[at]));
});
