import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGateway, type Gateway } from '../../gateway.ts';
import { ask } from '../../testing/ask.ts';
import { SAMPLE_CALLER } from '../../testing/sample-graph.ts';
import { localTarget } from '../local-target.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])\n`;
const SHARED = `type Container @key(fields: "id") { id: ID! wrapper: Wrapper @shareable }
  type Wrapper @shareable { actions: [Action!]! }
  type Common @shareable { label: String }`;
const SUBGRAPHS = {
  here: `${SHARED} type Query { here: Container }
    union Action = Common | Call | Note
    type Call { number(code: String): String until: Limit }
    type Note { text: String! }
    type Limit { days: Int }`,
  there: `${SHARED} type Query { there: Container }
    union Action = Common | Visit
    type Visit { by: String }`,
};
const ACTIONS: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  here: [
    { __typename: 'Common', label: 'both' },
    { __typename: 'Call', number: ({ code }: { code?: string }) => `${code ?? ''}110`, until: { days: 3 } },
    { __typename: 'Note', text: 'words' },
  ],
  there: [
    { __typename: 'Common', label: 'both' },
    { __typename: 'Visit', by: 'officer' },
  ],
};

let gateway: Gateway;
beforeAll(async () => {
  const composed = composeServices(
    Object.entries(SUBGRAPHS).map(([name, sdl]) => ({
      name,
      url: 'http://x.invalid/',
      typeDefs: parse(LINK + sdl),
    })),
  );
  if (compositionHasErrors(composed)) throw new Error(composed.errors.map(String).join('\n'));
  gateway = await createGateway({
    supergraphSdl: composed.supergraphSdl,
    targets: Object.entries(SUBGRAPHS).map(([name, sdl]) => {
      const schema = buildSubgraphSchema([{ typeDefs: parse(LINK + sdl) }]);
      const root = schema.getQueryType()?.getFields()[name];
      if (root !== undefined) root.resolve = () => ({ id: '1', wrapper: { actions: ACTIONS[name] } });
      return localTarget(name, schema, () => ({}));
    }),
    verifier: { verify: () => Promise.resolve(SAMPLE_CALLER), onEnded: () => () => undefined },
    hasFieldRules: false,
    log: pino({ level: 'silent' }),
  });
});
afterAll(() => gateway.close());

const MEMBERS = `... on Common { label } ... on Visit { by } ... on Call { call: number(code: $code) ...Until }
  ... on Note { text }`;
const UNTIL = 'fragment Until on Call { until @include(if: $yes) { days } }';
const asked = (root: string, yes: boolean): Promise<unknown> =>
  ask(
    gateway,
    `query ($code: String, $yes: Boolean!) { ${root} { wrapper { actions { kind: __typename ${MEMBERS} } } } } ${UNTIL}`,
    { code: '010', yes },
  );

/** Without it all but what both subgraphs know is told as never answered. */
it('members of a union that only one subgraph knows are asked of it, with arguments and conditions', async () => {
  const note = { kind: 'Note', text: 'words' };
  const common = { kind: 'Common', label: 'both' };
  const call = { kind: 'Call', call: '010110' };
  expect(await asked('here', true)).toEqual({
    data: { here: { wrapper: { actions: [common, { ...call, until: { days: 3 } }, note] } } },
  });
  expect(await asked('here', false)).toEqual({
    data: { here: { wrapper: { actions: [common, call, note] } } },
  });
  expect(await asked('there', true)).toEqual({
    data: { there: { wrapper: { actions: [common, { kind: 'Visit', by: 'officer' }] } } },
  });
});
