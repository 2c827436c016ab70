import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Caller } from '../../gateway/access/caller.ts';
import { WORKING_SCOPES } from '../../gateway/access/identity/token-scopes.ts';
import { readCursorKey } from '../../gateway/access/cursor-key.ts';
import { createListings } from '../../gateway/access/list-cursors.ts';
import { openDoor } from '../../gateway/access/door.ts';
import { createInternalSigner } from '../../gateway/access/internal-token.ts';
import { createCursorCodec } from '../../gateway/events/cursor.ts';
import { createGateway, type Gateway } from '../../gateway/router/gateway.ts';
import { subgraphTargets, type SubgraphUrls } from '../../gateway/router/subgraph-targets.ts';
import { scalarResolvers } from '../../gateway/subgraphs/kit/scalars.ts';
import { SUBGRAPHS } from '../../gateway/subgraphs/registry.ts';
import { serveSubgraph, type ServedSubgraph } from '../../gateway/subgraphs/serve-alone.ts';
import { checkedInSupergraph } from '../../schema/subgraphs/compose.ts';
import { eventually } from '../harness/eventually.ts';
import { freshDatabaseUri, freshStore } from '../harness/servers.ts';
import { plain, type Answer } from './compare.ts';
import { FIXTURE_PARTNER, fillStore, type Offered } from './fixture.ts';
import { QueryGenerator, type GeneratedQuery } from './query-generator.ts';
import { Seeded } from './seeded.ts';
import { giveEverything } from '../../gateway/access/testing/give-everything.ts';
import { FULL_ACCESS } from '../../gateway/access/grants/access.ts';

const SEED = 20_261_125;
const QUERIES = 60;
const CALLER: Caller = Object.freeze({
  partner: FIXTURE_PARTNER,
  actor: 'test',
  purpose: null,
  access: FULL_ACCESS,
  scopes: [...WORKING_SCOPES, 'admin' as const],
});
const log = pino({ level: 'silent' });

let home: string;
let offered: Offered;
let served: ServedSubgraph[];
let inProcess: Gateway;
let overHttp: Gateway;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tributary-http-'));
  const mongodbUri = freshDatabaseUri();
  const store = await freshStore(mongodbUri);
  offered = await fillStore(store, new Seeded(SEED), new Date());
  await giveEverything(store, FIXTURE_PARTNER);
  const signer = await createInternalSigner(home);
  const cursorKey = await readCursorKey(home);
  const door = openDoor(store, {
    cursors: createCursorCodec(cursorKey),
    listings: createListings(cursorKey),
  });
  const open = (urls: SubgraphUrls): Promise<Gateway> =>
    createGateway({
      supergraphSdl: checkedInSupergraph(),
      targets: subgraphTargets({ registry: SUBGRAPHS, urls, door, signer }),
      verifier: { verify: () => Promise.resolve(CALLER), onEnded: () => () => undefined },
      scalars: scalarResolvers,
      // Generated queries go where no person would.
      limits: { maxCost: Number.MAX_SAFE_INTEGER },
      log,
    });
  served = await Promise.all(
    SUBGRAPHS.map(({ name }) => serveSubgraph({ name, host: '127.0.0.1', port: 0, home, mongodbUri, log })),
  );
  await eventually(() => served.every((subgraph) => subgraph.ready() === null));
  inProcess = await open(new Map());
  overHttp = await open(new Map(SUBGRAPHS.map(({ name }, at) => [name, new URL(served[at]?.url ?? '')])));
});
afterAll(async () => {
  await inProcess.close();
  await overHttp.close();
  await Promise.all(served.map((subgraph) => subgraph.stop()));
  rmSync(home, { recursive: true });
});

async function ask(gateway: Gateway, { query, variables }: GeneratedQuery): Promise<Answer> {
  const result = await gateway.service.answer({
    query,
    variables,
    caller: CALLER,
    requestId: 'test',
    log,
    readOnly: true,
  });
  return plain(result);
}

it(`answers ${QUERIES} seeded queries with each subgraph behind its own Apollo Server as it does in process`, async () => {
  const random = new Seeded(SEED + 1);
  const generator = new QueryGenerator(inProcess.schema, {
    random,
    offered,
    pages: new Map(),
    isNew: () => false,
  });
  let compared = 0;
  for (let at = 0; at < QUERIES; at++) {
    const generated = generator.next();
    // Told as of the moment at which they are asked, which two questions cannot share.
    if (
      /\b(?:secondsBehind|freshness|lag|rates|errorRate|completeness|minutes)\b|\bindicators\b[^]*\basOf\b/.test(
        generated.query,
      )
    )
      continue;
    expect(await ask(overHttp, generated), generated.query).toEqual(await ask(inProcess, generated));
    compared += 1;
  }
  expect(compared).toBeGreaterThan(QUERIES / 2);
});

it('loses the fields of a stopped subgraph and no others', async () => {
  const at = SUBGRAPHS.findIndex(({ name }) => name === 'police110');
  await served[at]?.stop();
  const query = `query($code: String!) {
    dispute(code: $code) { code recordCount policeIncidents { totalCount } hotlineTickets { totalCount } }
    policeIncidents(first: 1) { totalCount }
    feeds { name }
  }`;
  const variables = { code: offered.codes[0] };
  const whole = await ask(inProcess, { query, variables });
  const partial = await ask(overHttp, { query, variables });
  const { dispute, ...others } = whole.data as { dispute: object };
  expect(whole.errors).toBeUndefined();
  expect(partial.data).toEqual({
    ...others,
    dispute: { ...dispute, policeIncidents: null },
    policeIncidents: null,
  });
  expect(
    partial.errors?.map(({ path, extensions }) => [path, extensions?.['code'], extensions?.['subgraph']]),
  ).toEqual(
    expect.arrayContaining([
      [['policeIncidents'], 'HUB_SUBGRAPH_UNAVAILABLE', 'police110'],
      [['dispute', 'policeIncidents'], 'HUB_SUBGRAPH_UNAVAILABLE', 'police110'],
    ]),
  );
});
