import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDoor } from '../../gateway/access/door.ts';
import { signToken } from '../../gateway/access/identity/local-issuer.ts';
import type { Gateway } from '../../gateway/router/gateway.ts';
import { DEFAULT_QUERY } from '../../gateway/graphiql/page/default-query.ts';
import { scalarResolvers } from '../../gateway/subgraphs/kit/scalars.ts';
import { dispute } from '../../gateway/subgraphs/testing/fixtures.ts';
import {
  FULL_CASE,
  FULL_COMMITTEE,
  FULL_DISPUTE,
  FULL_EVENT,
  FULL_GRID,
  FULL_HOTLINE,
  FULL_MEDIATOR,
  FULL_POLICE,
  storeEverything,
} from '../../gateway/subgraphs/testing/full-dispute.ts';
import { wholeGateway } from '../../gateway/subgraphs/testing/whole-gateway.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { readmeQueries } from '../../test/docs/readme-queries.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { askGateway } from './graph-client.ts';
import { disputeQuery, findSampleDispute, FEEDS_QUERY } from './sample-query.ts';

const TWO = dispute('T-320612-261125-ABCDE4', [FULL_POLICE, FULL_HOTLINE]);
const THREE = dispute('T-320612-261125-BCDEF3', [FULL_POLICE, FULL_HOTLINE, FULL_EVENT]);

let home: string;
let store: Store;
let gateway: Gateway;
let url: string;
let token: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tributary-sample-'));
  store = await freshStore();
  await storeEverything(store);
  gateway = await wholeGateway(home, openDoor(store), { scalars: scalarResolvers });
  url = await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  token = await signToken(home, 'analyst');
});

afterAll(async () => {
  await gateway.close();
  await rm(home, { recursive: true });
});

async function holding(disputes: readonly DisputeDoc[]): Promise<void> {
  await store.disputes.deleteMany({});
  await store.disputes.insertMany([...disputes]);
}

beforeEach(() => holding([FULL_DISPUTE]));

function find(withinMs: number, patienceMs: number): ReturnType<typeof findSampleDispute> {
  return findSampleDispute(url, token, { withinMs, patienceMs, isStopping: () => false });
}

test('a dispute that all four agencies know is taken at once', async () => {
  await holding([TWO, FULL_DISPUTE, THREE]);
  expect(await find(60_000, 60_000)).toMatchObject({ code: FULL_DISPUTE.code });
});

test('one of fewer agencies is taken, the most of them first, when no better one comes', async () => {
  await holding([TWO]);
  expect(await find(60_000, 300)).toEqual({ code: TWO.code, feeds: ['POLICE110', 'HOTLINE12345'] });
  await holding([TWO, THREE]);
  expect(await find(60_000, 300)).toMatchObject({ code: THREE.code });
});

test('who starts again with one of fewer agencies is not kept waiting', async () => {
  await holding([TWO]);
  const startedMs = performance.now();
  expect(await find(60_000, 60_000)).toMatchObject({ code: TWO.code });
  expect(performance.now() - startedMs).toBeLessThan(20_000);
});

test('a better one that comes while there is patience is taken', async () => {
  await holding([]);
  const found = find(60_000, 60_000);
  await setTimeout(500);
  await store.disputes.insertMany([TWO]);
  await setTimeout(500);
  await store.disputes.insertMany([FULL_DISPUTE]);
  expect(await found).toMatchObject({ code: FULL_DISPUTE.code });
});

test('without any there is an answer in time', async () => {
  await holding([dispute('T-320612-261125-CDEFG2', [FULL_POLICE])]);
  expect(await find(300, 60_000)).toBeUndefined();
});

test('the printed questions and those of GraphiQL are answered in full', async () => {
  const nodes = (name: string): object => ({ nodes: [{ number: name }] });
  expect(await askGateway(url, token, disputeQuery(FULL_DISPUTE.code))).toMatchObject({
    dispute: {
      code: FULL_DISPUTE.code,
      policeIncidents: nodes(FULL_POLICE.sourceId),
      hotlineTickets: nodes(FULL_HOTLINE.sourceId),
      courtCases: nodes(FULL_CASE.sourceId),
      gridEvents: {
        nodes: [{ number: FULL_EVENT.sourceId, grid: { committee: { name: FULL_COMMITTEE.name } } }],
      },
    },
  });
  expect(await askGateway(url, token, FEEDS_QUERY)).toMatchObject({ feeds: expect.any(Array) as unknown });
  expect(await askGateway(url, token, DEFAULT_QUERY)).toMatchObject({
    disputes: { nodes: [{ courtCases: nodes(FULL_CASE.sourceId), gridEvents: nodes(FULL_EVENT.sourceId) }] },
  });
});

test("the README's first query spans the four agencies, in either language", async () => {
  const [oneDispute = ''] = readmeQueries('README.md');
  expect(readmeQueries('README.zh-CN.md')).toEqual(readmeQueries('README.md'));
  const answer = await askGateway(url, token, oneDispute, { code: FULL_DISPUTE.code });
  expect(answer).toMatchObject({
    dispute: {
      policeIncidents: { nodes: [{ callSheetNo: FULL_POLICE.sourceId }] },
      hotlineTickets: { nodes: [{ ticketNo: FULL_HOTLINE.sourceId }] },
      courtCases: { nodes: [{ number: FULL_CASE.sourceId, mediationOrganisation: FULL_COMMITTEE.name }] },
      gridEvents: {
        nodes: [
          {
            eventNo: FULL_EVENT.sourceId,
            grid: {
              name: FULL_GRID.name,
              committee: { name: FULL_COMMITTEE.name, mediators: { nodes: [{ name: FULL_MEDIATOR.name }] } },
            },
          },
        ],
      },
      timeline: { nodes: expect.arrayContaining([expect.objectContaining({ feed: 'COURT' })]) as unknown },
    },
    feeds: ['POLICE110', 'HOTLINE12345', 'COURT', 'GRID', 'OPEN311'].map((name) => ({ name })),
  });
});
