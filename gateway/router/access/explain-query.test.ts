import { describe, expect, test } from 'vitest';
import { createAccessExplainer } from './explain-query.ts';
import { ALL, granted, levels, SDL } from './testing/cut-sample.ts';

const explain = createAccessExplainer(SDL);

describe('explaining an access', () => {
  test('tells each field and argument that is cut, by which rule and grants', () => {
    const access = granted({
      datasets: { police110: { levels: levels({ NAME: 'WITHHELD' }) }, disputes: {} },
    });
    const query =
      'query($f: Filter) { all: disputes(filter: $f) { records { people { name } } risk { score } } stray }';
    expect(explain(access, { query, variables: { f: { colour: 'RED' } } })).toEqual([
      {
        path: 'all.records.people.name',
        what: 'FIELD',
        coordinate: 'Person.name',
        rule: 'KIND_WITHHELD',
        says: 'NAME is WITHHELD by g1',
        grantIds: ['g1'],
      },
      expect.objectContaining({ path: 'all.records.people', coordinate: 'CourtCase.people' }),
      expect.objectContaining({ path: 'all.risk', coordinate: 'Dispute.risk', rule: 'DATASET_NOT_GRANTED' }),
      expect.objectContaining({ path: 'stray', rule: 'NOT_PUBLISHED' }),
      expect.objectContaining({ path: 'all', what: 'ARGUMENT', coordinate: 'Filter.colour' }),
    ]);
    expect(explain(ALL, { query: '{ dispute { risk { score } } }' })).toEqual([]);
  });
});
