import { execute, isObjectType, isUnionType, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../gateway/access/caller.ts';
import { openDoor } from '../../gateway/access/door.ts';
import { findLeaks } from '../../gateway/access/testing/leaks.ts';
import { streamGateway, type StreamGateway } from '../../gateway/router/testing/stream-gateway.ts';
import { keepEvents } from '../../gateway/subgraphs/testing/kept-events.ts';
import { fullSelection } from '../../gateway/subgraphs/testing/full-query.ts';
import { SUBGRAPHS } from '../../gateway/subgraphs/registry.ts';
import { pseudonymsOf } from '../../schema/masking/pseudonyms.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Store } from '../../schema/store/models.ts';
import { coordinatesOf } from '../federation/coverage.ts';
import { QueryGenerator } from '../federation/query-generator.ts';
import type { KnownPage } from '../federation/arguments.ts';
import { Seeded } from '../federation/seeded.ts';
import { eventually } from '../harness/eventually.ts';
import { freshStore } from '../harness/servers.ts';
import { testSize } from '../harness/size.ts';
import { callersToTry } from './callers.ts';
import { eventOf, storeCity, type City } from './city.ts';
import { forbiddenTo, type Forbidden } from './truth.ts';

const SEED = 20_261_128;
/** In full some minutes on two cores. */
const [QUARRELS, QUERIES] = testSize() === 'full' ? [80, 400] : [40, 2];
const CALLERS = callersToTry();
const SECRET = { version: 1, secret: Buffer.alloc(32, 9) };
const shownAs = { pseudonymsOf: (partner: string) => pseudonymsOf(partner, SECRET) };

let store: Store;
let city: City;
let gateway: StreamGateway;
const forbidden = new Map<string, Forbidden>();

beforeAll(async () => {
  store = await freshStore();
  city = await storeCity(store, String(SEED), QUARRELS);
  gateway = await streamGateway(store, {
    door: shownAs,
    verifier: {
      onEnded: () => () => undefined,
      verify: (header) => {
        const caller = CALLERS.find(({ partner }) => header === `Bearer ${partner}`);
        return caller === undefined
          ? Promise.reject(new HubError('HUB_UNAUTHENTICATED', 'there is no bearer token that holds'))
          : Promise.resolve(caller);
      },
    },
    // Questions go where no person would.
    limits: {
      maxCost: Number.MAX_SAFE_INTEGER,
      maxTokens: 100_000,
      maxSelections: 100_000,
      maxAliases: 10_000,
      maxDepth: 50,
      maxDirectives: 1_000,
    },
  });
  for (const { partner, access } of CALLERS) forbidden.set(partner, forbiddenTo(access, partner, city));
});
afterAll(async () => {
  await gateway.close();
});

/** Nothing in these bytes that the caller must not have; what the caller itself wrote says nothing. */
function expectNothingOf({ partner }: Caller, bytes: string, asked: string): void {
  const { values, ids } = forbidden.get(partner) ?? { values: [], ids: new Set<string>() };
  const own = new Set(findLeaks(asked, values).map(({ kind, value }) => `${kind} ${value}`));
  const leaks = findLeaks(bytes, values).filter(({ kind, value }) => !own.has(`${kind} ${value}`));
  expect(leaks, `${partner} asked ${asked}`).toEqual([]);
  const rows = [...bytes.matchAll(/\b[a-z][a-z0-9]*-[0-9a-f]{32}\b/g)].map(([id]) => id);
  const outside = rows.filter((id) => ids.has(id) && !asked.includes(id));
  expect(outside, `${partner} asked ${asked}`).toEqual([]);
}

async function ask(caller: Caller, query: string, variables: object = {}): Promise<string> {
  const response = await gateway.gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${caller.partner}`, 'content-type': 'application/json' },
    payload: JSON.stringify({ query, variables }),
  });
  return response.body;
}

test('there is something to hide from every caller, and something to see for most', async () => {
  expect(city.records.length).toBeGreaterThan(QUARRELS);
  for (const { partner } of CALLERS) {
    expect(forbidden.get(partner)?.values.length, partner).toBeGreaterThan(5);
  }
  const [police] = CALLERS;
  if (police === undefined) throw new Error('no caller');
  const own = await ask(police, '{ policeIncidents(first: 20) { nodes { parties { name phone } } } }');
  const everything = clearEverything();
  expect(findLeaks(own, everything).length).toBeGreaterThan(0);
});

/** What nobody may see, that is all values of the city. */
function clearEverything(): Forbidden['values'] {
  return forbidden.get('nobody')?.values ?? [];
}

test.each(CALLERS)(
  '$partner gets nothing more by $access.key in any query',
  async (caller) => {
    const random = new Seeded(SEED);
    const reached = new Set<string>();
    const unreached = new Map(
      [...coordinatesOf(gateway.gateway.schema, new Set())].map((coordinate) => [
        coordinate,
        coordinate.split('.')[1]?.replace(/\(.*/, '') ?? '?',
      ]),
    );
    const pages = new Map<string, KnownPage[]>();
    const generator = new QueryGenerator(gateway.gateway.schema, {
      random,
      offered: city.offered,
      pages,
      isNew: (coordinate) => !reached.has(coordinate),
    });
    for (let at = 0; at < QUERIES; at += 1) {
      const { query, variables } = generator.next();
      const body = await ask(caller, query, variables);
      expectNothingOf(caller, body, `${query} ${JSON.stringify(variables)}`);
      for (const [coordinate, name] of unreached) {
        if (!query.includes(name)) continue;
        reached.add(coordinate);
        unreached.delete(coordinate);
      }
    }
  },
  300_000,
);

/** Records, disputes and parties in the order in which callers would like to have them: what is forbidden first. */
function wantedIds({ partner }: Caller, prefix: string): string[] {
  const outside = forbidden.get(partner)?.ids ?? new Set<string>();
  const ids = city.offered.nodeIds.filter((id) => id.startsWith(prefix));
  return [...ids.filter((id) => outside.has(id)), ...ids.filter((id) => !outside.has(id))].slice(0, 6);
}

test.each(CALLERS)('$partner gets nothing more by node and code, with every field', async (caller) => {
  const { schema } = gateway.gateway;
  for (const type of ['PoliceIncident', 'HotlineTicket', 'CourtCase', 'GridEvent', 'Dispute']) {
    const named = schema.getType(type);
    if (!isObjectType(named)) throw new Error(`no type ${type}`);
    const selection = fullSelection(schema, named, PAGES, 3);
    const query = `query($id: ID!) { node(id: $id) { ... on ${type} ${selection} } }`;
    for (const id of wantedIds(caller, PREFIXES[type] ?? 'dispute').slice(0, 1)) {
      const body = await ask(caller, query, { id });
      expect(body).not.toMatch(/HUB_LIMIT_EXCEEDED|GRAPHQL_VALIDATION_FAILED/);
      expectNothingOf(caller, body, `${query} ${id}`);
    }
  }
  if (['county', 'referred', 'counter', 'nobody'].includes(caller.partner)) return;
  // What is looked at has values in it.
  const [dispute] = city.disputes.filter(({ guard }) => guard === 'NORMAL');
  const seen = await ask(caller, `query($id: ID!) { node(id: $id) { ... on Dispute ${WHOLE} } }`, {
    id: dispute?._id,
  });
  const code = dispute?.code ?? '?';
  expect(seen, caller.partner).toContain(code);
  expect(JSON.stringify((JSON.parse(seen) as { data: unknown }).data)).toMatch(/已联系/);
});

const PREFIXES: Readonly<Record<string, string>> = {
  PoliceIncident: 'police110-',
  HotlineTicket: 'hotline12345-',
  CourtCase: 'court-',
  GridEvent: 'grid-',
  ServiceRequest: 'open311-',
  Dispute: 'dispute-',
  Party: 'party-',
};
/** Fields that need arguments. */
const PAGES = {};
const WHOLE = '{ code title parties { name phones } workflow { events { note } } }';

test.each(CALLERS)('$partner gets nothing more from a subgraph itself by _entities', async (caller) => {
  const door = openDoor(store, shownAs);
  for (const { build } of SUBGRAPHS) {
    const { name, schema, contextFor } = build();
    const entity = schema.getType('_Entity');
    if (!isUnionType(entity)) continue;
    const types = entity.getTypes().filter((type) => PREFIXES[type.name] !== undefined);
    const representations = types.flatMap((type) =>
      wantedIds(caller, PREFIXES[type.name] ?? '?').map((id) => ({ __typename: type.name, id })),
    );
    if (representations.length === 0) continue;
    const parts = types.map((type) => `... on ${type.name} ${fullSelection(schema, type, PAGES, 2)}`);
    const query = `query($r: [_Any!]!) { _entities(representations: $r) { __typename ${parts.join(' ')} } }`;
    const result = await execute({
      schema,
      document: parse(query),
      variableValues: { r: representations },
      contextValue: contextFor(caller, door.for(caller)),
    });
    expectNothingOf(caller, JSON.stringify(result), `${name} ${JSON.stringify(representations)}`);
  }
});

test.each(CALLERS)('$partner gets nothing more by cursors of others, or by what is wrong', async (caller) => {
  const [police] = CALLERS;
  if (police === undefined) throw new Error('no caller');
  const list =
    '{ disputes(first: 2) { pageInfo { endCursor } } riskEvents(first: 2) { pageInfo { endCursor } } }';
  const cursors = (await ask(police, list)).match(/"endCursor":"[^"]+"/g) ?? [];
  const [party] = city.records.flatMap(({ parties }) => parties);
  const wrong = [
    `{ dispute(code: "${party?.name ?? ''}") { id } }`,
    `{ search(query: "${party?.phone ?? ''}") { totalCount nodes { matched record { id } } } }`,
    `{ policeIncidents(first: -1) { nodes { id } } }`,
    '{ policeIncidents(filter: { regionCode: "x" }) { nodes { id } } }',
    ...cursors.flatMap((cursor) => {
      const after = cursor.split(':"')[1]?.slice(0, -1) ?? '';
      return [
        `{ disputes(first: 5, after: "${after}") { nodes { id title parties { name phones idNumber } } } }`,
        `{ riskEvents(first: 5, after: "${after}") { nodes { title factors { evidence { words } } } } }`,
      ];
    }),
  ];
  for (const query of wrong) expectNothingOf(caller, await ask(caller, query), query);
  const [listed = ''] = cursors;
  const foreign = await ask(
    caller,
    `{ disputes(first: 1, after: ${listed.split(':')[1] ?? ''}) { totalCount } }`,
  );
  if (caller.partner === police.partner) expect(foreign).toContain('"totalCount":');
  else expect(foreign).not.toContain('"totalCount":');
});

test('nobody gets more by subscriptions, while those who may see risk are told as it happens', async () => {
  const query = `subscription { riskEvents { cursor event {
    id title dispute { title parties { name phones } } factors { evidence { recordId words } }
    records { __typename ... on PoliceIncident { id title narrative } ... on HotlineTicket { id title narrative } }
  } } }`;
  const url = `${gateway.url}/stream?query=${encodeURIComponent(query)}`;
  const aborting = new AbortController();
  const heard = new Map<string, string>();
  const readings = CALLERS.map(async ({ partner }) => {
    const headers = { authorization: `Bearer ${partner}`, accept: 'text/event-stream' };
    const response = await fetch(url, { headers, signal: aborting.signal });
    for await (const chunk of response.body ?? []) {
      heard.set(partner, (heard.get(partner) ?? '') + Buffer.from(chunk as Uint8Array).toString('utf8'));
    }
  });
  const ended = Promise.allSettled(readings);
  await eventually(() => heard.size === CALLERS.length);
  const dispute = city.disputes.find(({ guard, feeds }) => guard === 'NORMAL' && feeds.length > 1);
  if (dispute === undefined) throw new Error('no dispute that may be seen');
  const [event] = await keepEvents(store, [{ ...eventOf(dispute, 1_000), seq: 1_000 }]);
  const told = ['police', 'hotline', 'court', 'grid', 'analyst', 'admin'];
  await eventually(() => told.every((partner) => heard.get(partner)?.includes(event?._id ?? '?')));
  aborting.abort();
  await ended;
  for (const caller of CALLERS) expectNothingOf(caller, heard.get(caller.partner) ?? '', query);
});
