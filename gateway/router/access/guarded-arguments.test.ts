import { describe, expect, test } from 'vitest';
import { ALL, ask, POLICE } from './testing/cut-sample.ts';

describe('an argument that asks by a field that is cut', () => {
  test.each([
    ['a literal', '{ disputes(filter: { colour: "RED" }) { id } }', {}],
    ['a nested literal', '{ disputes(filter: { and: [{ and: { colour: "RED" } }] }) { id } }', {}],
    ['an order', '{ disputes(orderBy: RISK) { id } }', {}],
    ['an argument', '{ dispute(note: "x") { id } }', {}],
    ['a variable', 'query($f: Filter) { disputes(filter: $f) { id } }', { f: { and: [{ colour: 'RED' }] } }],
    ['a variable within', 'query($c: String) { disputes(filter: { colour: $c }) { id } }', { c: 'RED' }],
    ['a default', 'query($o: Order = RISK) { disputes(orderBy: $o) { id } }', {}],
    [
      'a variable in a list',
      'query($o: [Order!]) { disputes(filter: { orders: $o }) { id } }',
      { o: 'RISK' },
    ],
    ['a fragment', '{ ...Q } fragment Q on Query { disputes(orderBy: RISK) { id } }', {}],
  ])('is refused in %s', (_what, query, variables) => {
    expect(() => ask(POLICE, query, variables)).toThrow(/asks by Risk\.(score|colour), which is not granted/);
    expect(ask(ALL, query, variables).result.errors ?? []).toEqual([]);
  });

  test.each([
    ['{ disputes(filter: { colour: null, id: "d1" }, orderBy: ID) { id } }', {}],
    ['query($f: Filter) { disputes(filter: $f) { id } }', { f: { colour: null } }],
    ['query($f: Filter) { disputes(filter: $f) { id } }', {}],
    ['{ disputes { id } }', {}],
  ])('is let through when it asks nothing: %s', (query, variables) => {
    expect(ask(POLICE, query, variables).result.errors ?? []).toEqual([]);
  });
});
