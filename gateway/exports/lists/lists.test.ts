import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  parse,
  validate,
  type GraphQLField,
  type GraphQLOutputType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { EXPORT_LISTS } from '../../../schema/canonical/export.ts';
import { countQuery, pageQuery, wayTo, type Column, type ListDefinition } from './column.ts';
import { LISTS } from './lists.ts';

const graph = buildSchema(
  readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8'),
  {
    assumeValidSDL: true,
  },
);
const all = Object.values(LISTS);

/** Lists that are no lists of things, or the same things by another way. */
const NOT_EXPORTED = new Map([
  ['Query.explainAccess', 'a dry run of one query'],
  ['Query.exportColumns', 'how this very thing is written'],
]);
const BELOW_OTHERS = new Map([
  ['Dispute.policeIncidents', 'in DISPUTE_RECORDS'],
  ['Dispute.hotlineTickets', 'in DISPUTE_RECORDS'],
  ['Dispute.courtCases', 'in DISPUTE_RECORDS'],
  ['Dispute.gridEvents', 'in DISPUTE_RECORDS'],
  ['Dispute.serviceRequests', 'in DISPUTE_RECORDS'],
  ['Dispute.reviews', 'LINK_REVIEWS with the filter `disputeId`'],
  ['Grid.events', 'GRID_EVENTS by division'],
  ['Community.grids', 'GRIDS by division'],
  ['MediationCommittee.grids', 'in GRIDS'],
  ['MediationCommittee.mediators', 'MEDIATORS with the filter `committeeCode`'],
]);

describe('lists that can be exported', () => {
  test.each(all.map((one) => [one.list, one] as const))('%s asks only what the graph has', (name, list) => {
    expect(EXPORT_LISTS).toContain(name);
    const queries = [pageQuery(list, list.columns), countQuery(list)].filter((one) => one !== null);
    for (const query of queries) expect(validate(graph, parse(query))).toEqual([]);
    expect(new Set(list.columns.map((one) => one.name)).size).toBe(list.columns.length);
    for (const column of list.columns) expectAsShown(list, column);
  });

  test('are all lists of the graph', () => {
    const ways = new Set(all.map(coordinateOf));
    const lists = Object.values(graph.getTypeMap())
      .filter((type) => isObjectType(type))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => isPaged(field) || (type.name === 'Query' && isListOfThings(field.type)))
          .map((field) => `${type.name}.${field.name}`),
      );
    expect(lists.length).toBeGreaterThan(40);
    const missing = lists.filter((one) => !ways.has(one) && !NOT_EXPORTED.has(one) && !BELOW_OTHERS.has(one));
    expect(missing).toEqual([]);
  });

  test('are named by the same words in the schema and in files', () => {
    const type = graph.getType('ExportList');
    const values = isEnumType(type) ? type.getValues() : [];
    expect(values.map(({ name }) => name).sort()).toEqual([...EXPORT_LISTS].sort());
    for (const { name, description } of values) {
      expect(description, name).toContain(`(${LISTS[name as ListDefinition['list']].zh})`);
    }
  });
});

/** Enums have their words, moments are moments, and only what can be counted is a number. */
function expectAsShown(list: ListDefinition, { name, path, kind, words }: Column): void {
  let type = rowType(list);
  let isMany = false;
  for (const step of path.split('.')) {
    const inner = getNamedType(type);
    if (!isObjectType(inner) && !('getFields' in inner))
      throw new Error(`${name}: ${path} goes below a leaf`);
    const field = (inner.getFields() as Record<string, GraphQLField<unknown, unknown>>)[step];
    if (field === undefined) throw new Error(`${name}: there is no ${step}`);
    ({ type } = field);
    isMany ||= isListType(getNullableType(type));
  }
  const leaf = getNamedType(type);
  expect(words ?? null, `${list.list}.${name}`).toBe(isEnumType(leaf) ? leaf.name : null);
  if (kind === 'MOMENT') expect(leaf.name, `${list.list}.${name}`).toBe('DateTime');
  if (leaf.name === 'DateTime') expect(kind, `${list.list}.${name}`).toBe('MOMENT');
  const isNumber = ['Int', 'Float', 'SafeInt'].includes(leaf.name) && !isMany;
  expect(kind === 'NUMBER' || kind === 'FEN', `${list.list}.${name}`).toBe(isNumber);
}

function rowType(list: ListDefinition): GraphQLOutputType {
  let type: GraphQLOutputType = fieldOf(graph.getQueryType(), wayTo(list));
  if (list.isWhole !== true) type = fieldOf(getNamedType(type), ['nodes']);
  return type;
}

function fieldOf(from: unknown, way: readonly string[]): GraphQLOutputType {
  let type = from;
  for (const step of way) {
    const fields = isObjectType(type) ? type.getFields() : {};
    type = getNamedType(fields[step]?.type);
    if (type === undefined) throw new Error(`there is no ${step}`);
  }
  return type as GraphQLOutputType;
}

function coordinateOf(list: ListDefinition): string {
  const way = wayTo(list);
  const above = fieldOf(graph.getQueryType(), way.slice(0, -1));
  return `${way.length === 1 ? 'Query' : String(above)}.${list.root}`;
}

function isPaged({ type }: GraphQLField<unknown, unknown>): boolean {
  return getNamedType(type).name.endsWith('Connection');
}

function isListOfThings(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type)) && isObjectType(getNamedType(type));
}
