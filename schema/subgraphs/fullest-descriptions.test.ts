import { parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { composeSupergraph, subgraphSources } from './compose.ts';
import { withFullestDescriptions } from './fullest-descriptions.ts';

test('what several documents describe is told in the fullest words, what none describes in none', () => {
  const documents = [
    '"A dispute." type Dispute { "Its id." id: ID! code: String } "Who refers." type Alert { dispute("Which." id: ID): Dispute }',
    '"A dispute, with all that is known of it." type Dispute { "Id." id: ID! code: String }',
    'extend type Alert { "Which dispute." dispute("Of which identifier." id: ID): Dispute }',
  ].map((sdl) => parse(sdl));
  const [first = '', second = '', third = ''] = withFullestDescriptions(documents).map(print);
  expect(first).toContain('"A dispute, with all that is known of it."');
  expect(second).toContain('"Its id."');
  expect(first).toContain('"Of which identifier."');
  expect(first).not.toContain('Which dispute');
  expect(third).toContain('"Which dispute."');
});

test('the graph tells of a dispute what its owner says, not what those say who refer to it', () => {
  expect(composeSupergraph(subgraphSources())).toMatch(
    /"""\nA real-world quarrel that records of several feeds are about \(纠纷\)[^"]*"""\ntype Dispute /,
  );
});
