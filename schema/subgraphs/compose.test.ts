import { execFileSync } from 'node:child_process';
import { Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { HubError } from '../canonical/hub-error.ts';
import { checkedInSupergraph, composeSupergraph, subgraphSources, supergraphDrift } from './compose.ts';

const composed = composeSupergraph(subgraphSources());

test('the supergraph that is checked in is the one that the subgraphs make', () => {
  expect(supergraphDrift(composed, checkedInSupergraph())).toBeNull();
});

test('a supergraph that differs is reported with its first line', () => {
  const changed = composed.replace('recordIds: [ID!]!', 'recordIds: [ID]');
  expect(supergraphDrift(composed, changed)).toMatch(/line \d+: "recordIds: \[ID\].*npm run compose/);
  expect(supergraphDrift(composed, '')).toMatch(/npm run compose/);
});

test('`npm run compose -- --check` succeeds on this tree', () => {
  execFileSync(process.execPath, ['schema/subgraphs/compose.ts', '--check']);
});

test('the supergraph is a valid document with every root field', () => {
  const document = parse(composed);
  const query = document.definitions.find(
    (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === 'Query',
  );
  const fields =
    query?.kind === Kind.OBJECT_TYPE_DEFINITION ? query.fields?.map((field) => field.name.value) : [];
  expect(fields?.toSorted()).toEqual(
    [
      'accessApplications',
      'breakGlasses',
      'catalogue',
      'corrections',
      'explainAccess',
      'grants',
      'auditEntries',
      'auditUsage',
      'dispute',
      'disputes',
      'search',
      'node',
      'feeds',
      'feed',
      'courtCase',
      'courtCases',
      'gridEvent',
      'gridEvents',
      'grid',
      'grids',
      'community',
      'communities',
      'mediationCommittee',
      'mediationCommittees',
      'mediator',
      'mediators',
      'policeIncident',
      'policeIncidents',
      'hotlineTicket',
      'hotlineTickets',
      'serviceRequest',
      'serviceRequests',
      'indicators',
      'disputeStats',
      'mediatorPoints',
      'agencyPoints',
      'linkReviews',
      'hotSpots',
      'hotSpot',
      'riskEvents',
      'riskRules',
      'riskWebhook',
      'riskWebhooks',
      'riskEventsItem',
      'disputeChangedItem',
      'feedStatusItem',
      'breakGlassChangedItem',
      'erasure',
      'erasures',
      'legalHolds',
      'exportJobs',
      'exportJob',
      'exportColumns',
      'savedViews',
      'savedView',
    ].sort(),
  );
});

test('subgraphs that contradict each other are refused with every finding', () => {
  const sdl = (type: string): string =>
    `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable"])
     type Query { a: Int @shareable } type T @key(fields: "id") { id: ID! x: ${type} @shareable }`;
  const compose = (): string =>
    composeSupergraph([
      { name: 'one', sdl: sdl('Int') },
      { name: 'two', sdl: sdl('String') },
    ]);
  expect(compose).toThrow(HubError);
  expect(compose).toThrow(/T\.x.*incompatible/s);
});

test('a subgraph that cannot be parsed is named, with the line', () => {
  const compose = (): string => composeSupergraph([{ name: 'court', sdl: 'type Query {\n  broken: \n}' }]);
  expect(compose).toThrow(/court\.graphql.*\}/s);
});
