import { describe, expect, test } from 'vitest';
import type { Access, RowAccess } from '../../access/grants/access.ts';
import { MOST_CUT_ERRORS } from './restore-answer.ts';
import { ALL, ask, codes, fields, granted, levels, POLICE, preparer } from './testing/cut-sample.ts';

describe('an operation of which nothing is cut', () => {
  test('is planned as it came', () => {
    const operation = preparer.prepare('{ dispute { id risk { score } records { narrative } } }', undefined);
    expect(fields.leftOf(ALL, operation)).toBe(operation);
  });

  test('is cut once for an access, however often it is asked', () => {
    const operation = preparer.prepare('{ dispute { risk { score } } }', undefined);
    expect(fields.leftOf(POLICE, operation)).toBe(fields.leftOf(POLICE, operation));
    expect(fields.leftOf(POLICE, operation)).not.toBe(operation);
  });
});

describe('a field that is cut', () => {
  test('is null with an error that names field and rule, and is not planned', () => {
    const { result, planned } = ask(POLICE, '{ dispute { id grave: risk { colour } id2: id } }');
    expect(result.data).toEqual({ dispute: { id: 'd1', grave: null, id2: 'd1' } });
    expect(Object.keys(result.data?.['dispute'] as object)).toEqual(['id', 'grave', 'id2']);
    expect(codes(result)).toEqual([['dispute.grave', 'Dispute.risk', 'DATASET_NOT_GRANTED']]);
    expect(JSON.stringify(result)).not.toContain('RED');
    expect(planned).not.toContain('colour');
  });

  test('leaves what a right of its own shows', () => {
    const colour = granted({ datasets: { police110: {}, disputes: {} }, rights: ['COLOUR'] });
    const { result } = ask(colour, '{ dispute { risk { colour score } } }');
    expect(result.data).toEqual({ dispute: { risk: { colour: 'RED', score: null } } });
    expect(codes(result)).toEqual([['dispute.risk.score', 'Risk.score', 'DATASET_NOT_GRANTED']]);
  });

  test('is told at each item of a list with its index', () => {
    const { result } = ask(POLICE, '{ disputes { id risk { score } } }');
    expect(result.data).toEqual({
      disputes: [
        { id: 'd1', risk: null },
        { id: 'd2', risk: null },
      ],
    });
    expect(codes(result)).toEqual([
      ['disputes.0.risk', 'Dispute.risk', 'DATASET_NOT_GRANTED'],
      ['disputes.1.risk', 'Dispute.risk', 'DATASET_NOT_GRANTED'],
    ]);
  });

  test('is cut in named fragments, each as its place wants it', () => {
    const query = `
      query { dispute { ...D ...D } disputes { ...D } }
      fragment D on Dispute { risk { ...R } id }
      fragment R on Risk { colour more: score }
    `;
    const colour = granted({ datasets: { police110: {}, disputes: {} }, rights: ['COLOUR'] });
    const one = { risk: { colour: 'RED', more: null }, id: 'd1' };
    expect(ask(colour, query).result.data).toEqual({ dispute: one, disputes: [one, { ...one, id: 'd2' }] });
  });

  test('is cut in some types of an interface and not in others', () => {
    const query =
      '{ dispute { records { kind: __typename narrative people { name } ... on CourtCase { judge } } } }';
    const { result, planned } = ask(POLICE, query);
    expect(result.data).toEqual({
      dispute: {
        records: [
          { kind: 'PoliceIncident', narrative: '争吵', people: [{ name: '张三' }] },
          { kind: 'CourtCase', narrative: null, people: null, judge: null },
        ],
      },
    });
    expect(codes(result)).toEqual([
      ['dispute.records.1.narrative', 'CourtCase.narrative', 'DATASET_NOT_GRANTED'],
      ['dispute.records.1.people', 'CourtCase.people', 'DATASET_NOT_GRANTED'],
      ['dispute.records.1.judge', 'CourtCase.judge', 'DATASET_NOT_GRANTED'],
    ]);
    expect(planned).toContain('on PoliceIncident');
    expect(planned).not.toContain('judge');
  });

  test('follows the dataset through which a value of no dataset was reached', () => {
    const access = granted({
      datasets: { police110: { levels: levels({ NAME: 'WITHHELD' }) }, court: {}, disputes: {} },
    });
    const { result } = ask(access, '{ dispute { records { ...on Record { people { name } } } } }');
    expect(result.data).toEqual({
      dispute: { records: [{ people: [{ name: null }] }, { people: [{ name: '张三' }] }] },
    });
    expect(codes(result)).toEqual([['dispute.records.0.people.0.name', 'Person.name', 'KIND_WITHHELD']]);
  });

  test('stays when one of several grants shows it, and goes when all withhold it', () => {
    const withheldFields = new Set(['Record.narrative']);
    const access = granted({ datasets: { police110: { withheldFields }, disputes: {} } });
    const row = access.datasets.get('police110')?.[0];
    const { result } = ask(access, '{ dispute { records { ... on PoliceIncident { narrative officer } } } }');
    expect(result.data).toEqual({ dispute: { records: [{ narrative: null, officer: '王' }, {}] } });
    expect(codes(result)[0]).toEqual([
      'dispute.records.0.narrative',
      'PoliceIncident.narrative',
      'FIELD_WITHHELD',
    ]);
    const both: Access = {
      ...access,
      key: 'both',
      datasets: new Map([
        ...access.datasets,
        ['police110', [row as RowAccess, { ...(row as RowAccess), withheldFields: new Set() }]],
      ]),
    };
    expect(
      ask(both, '{ dispute { records { ... on PoliceIncident { narrative } } } }').result.errors ?? [],
    ).toEqual([]);
  });

  test('minds @skip and @include with variables', () => {
    const query = `query($no: Boolean!, $yes: Boolean = true) {
      dispute { id risk @include(if: $no) { score } grave: risk @skip(if: $yes) { score } }
      hello @include(if: $yes)
    }`;
    const left = ask(POLICE, query, { no: false }).result;
    expect(left).toEqual({ data: { dispute: { id: 'd1' }, hello: 'hi' }, errors: [] });
    const asked = ask(POLICE, query, { no: true }).result;
    expect(codes(asked)).toEqual([['dispute.risk', 'Dispute.risk', 'DATASET_NOT_GRANTED']]);
  });

  test('takes what holds it along where it must not be null', () => {
    const withheldFields = new Set(['Dispute.lucky']);
    const access = granted({ datasets: { disputes: { withheldFields } } });
    const { result } = ask(access, '{ hello dispute { id lucky } disputes { lucky } }');
    expect(result.data).toEqual({ hello: 'hi', dispute: null, disputes: null });
    expect(() => ask(access, '{ must { lucky } }')).toThrow(/Dispute\.lucky is not granted/);
  });

  test('takes along only objects of those types of an interface of which it is cut', () => {
    const { result } = ask(POLICE, '{ dispute { id records { id narrative } } }');
    expect(result.data).toEqual({ dispute: { id: 'd1', records: [{ id: 'p1', narrative: '争吵' }, null] } });
    expect(codes(result)).toEqual([['dispute.records.1', 'CourtCase.id', 'DATASET_NOT_GRANTED']]);
    expect(ask(POLICE, '{ sure { ...on Record { id } } hello }').result.data).toEqual({
      sure: null,
      hello: 'hi',
    });
  });

  test('leaves an operation that asks no subgraph when nothing else was asked for', () => {
    const none = granted({});
    const operation = preparer.prepare('{ dispute { id } }', undefined);
    expect(fields.leftOf(none, operation).needsSubgraphs).toBe(false);
    expect(ask(none, '{ dispute { id } __typename hello }').result.data).toEqual({
      dispute: null,
      __typename: 'Query',
      hello: 'hi',
    });
  });

  test('is told one by one up to a bound', () => {
    const { result } = ask(POLICE, '{ many { risk { score } } }');
    expect(result.errors).toHaveLength(MOST_CUT_ERRORS + 1);
    expect(result.errors?.at(-1)?.extensions).toEqual({ code: 'HUB_FIELD_NOT_GRANTED', more: 20 });
  });
});

describe('what nobody said a dataset of', () => {
  test('is granted to nobody', () => {
    expect(codes(ask(ALL, '{ stray }').result)).toEqual([['stray', 'Query.stray', 'NOT_PUBLISHED']]);
  });
});

describe('a mutation', () => {
  test('without the right is not made', () => {
    const { result, planned } = ask(POLICE, 'mutation { settle(id: "d1") { id } }');
    expect(result.data).toEqual({ settle: null });
    expect(codes(result)).toEqual([['settle', 'Mutation.settle', 'RIGHT_NOT_GRANTED']]);
    expect(planned).not.toContain('settle');
    expect(ask(ALL, 'mutation { settle(id: "d1") { id } }').result.data).toEqual({ settle: { id: 'd1' } });
  });
});

describe('a subscription whose field is cut', () => {
  test('is refused as a whole', () => {
    const none = granted({});
    expect(() => ask(none, 'subscription { ...S } fragment S on Subscription { told { id } }')).toThrow(
      /Subscription\.told is not granted/,
    );
  });
});
