import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore } from '../../test/harness/servers.ts';
import { openDoor, type Door } from '../access/door.ts';
import type { Gateway } from '../router/gateway.ts';
import type { SubgraphUrls } from '../router/subgraph-targets.ts';
import { ask, type Answer } from '../router/testing/ask.ts';
import { SAMPLE_CALLER } from '../router/testing/sample-graph.ts';
import { SUBGRAPHS } from './registry.ts';
import { serveSubgraph, type ServedSubgraph } from './serve-alone.ts';
import {
  FULL_COMMITTEE,
  FULL_COMMUNITY,
  FULL_DISPUTE,
  FULL_EVENT,
  FULL_GRID,
  FULL_HOTLINE,
  FULL_MEDIATOR,
  FULL_POLICE,
  storeEverything,
} from './testing/full-dispute.ts';
import { wholeGateway } from './testing/whole-gateway.ts';
import { giveEverything } from '../access/testing/give-everything.ts';

const log = pino({ level: 'silent' });
const served: ServedSubgraph[] = [];
const gateways: Gateway[] = [];

let home: string;
let inProcess: Gateway;
let overHttp: Gateway;

async function gatewayOver(door: Door, urls: SubgraphUrls): Promise<Gateway> {
  const gateway = await wholeGateway(home, door, { urls });
  gateways.push(gateway);
  return gateway;
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tributary-federated-'));
  const mongodbUri = freshDatabaseUri();
  const store = await freshStore(mongodbUri);
  await storeEverything(store);
  await giveEverything(store, SAMPLE_CALLER.partner);
  const door = openDoor(store);
  for (const { name } of SUBGRAPHS) {
    served.push(await serveSubgraph({ name, host: '127.0.0.1', port: 0, home, mongodbUri, log }));
  }
  await eventually(() => served.every((one) => one.ready() === null) || undefined);
  const urls = new Map(SUBGRAPHS.map(({ name }, index) => [name, new URL(served[index]?.url ?? '')]));
  inProcess = await gatewayOver(door, new Map());
  overHttp = await gatewayOver(door, urls);
});

afterAll(async () => {
  for (const gateway of gateways) await gateway.close();
  for (const one of served) await one.stop();
  await rm(home, { recursive: true });
});

/** The same question to the subgraphs in process and over HTTP: one answer. */
async function answered(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  const answer = await ask(inProcess, query, variables);
  expect(await ask(overHttp, query, variables)).toEqual(answer);
  return answer;
}

test('a dispute answers by its code with the records of every agency and their timeline in one request', async () => {
  const answer = await answered(
    `query ($code: String!) {
      dispute(code: $code) {
        code title state region { path } amountFen recordIds
        policeIncidents { totalCount nodes { callSheetNo arrivedAt dispute { code } } }
        hotlineTickets { nodes { ticketNo requestType { code label } deadlineAt } }
        courtCases { nodes { caseNumber { year court { name level } county { name } } cause { name rules } courtParties { position party { name } } outcome { label } mediationCommittee { code address grids { nodes { code } } } dispute { code } } }
        gridEvents { nodes { eventNo eventClass stage grid { name worker { name phone } community { name } committee { name level mediators { nodes { name specialities } } } } } }
        serviceRequests { nodes { serviceName agency { code label } attributes { name value } } }
        members { nodes { rule why record { number title reporter { name phone } dispute { code } } } }
        timeline(first: 100, order: NEWEST_FIRST) { totalCount nodes { at kind record { number } } }
        parties { name records { ... on PoliceIncident { officer { label } } ... on Record { reportedAt } } }
      }
    }`,
    { code: 't-320612-261124-k7qf27' },
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({
    dispute: {
      code: FULL_DISPUTE.code,
      amountFen: 3_000_000_000,
      region: { path: ['江苏省', '南通市', '通州区'] },
      policeIncidents: {
        totalCount: 1,
        nodes: [{ callSheetNo: FULL_POLICE.sourceId, dispute: { code: FULL_DISPUTE.code } }],
      },
      hotlineTickets: {
        nodes: [{ ticketNo: FULL_HOTLINE.sourceId, requestType: { code: '2', label: '投诉' } }],
      },
      courtCases: {
        nodes: [
          {
            caseNumber: {
              year: 2026,
              court: { name: '南通市通州区人民法院', level: 'BASIC' },
              county: { name: '通州区' },
            },
            cause: { name: '物业服务合同纠纷', rules: '2025' },
            courtParties: [
              { position: '申请人', party: { name: '張偉' } },
              { position: '被申请人', party: { name: '金沙物业管理有限公司' } },
            ],
            outcome: { label: '达成调解' },
            mediationCommittee: {
              code: FULL_COMMITTEE.code,
              address: '通州区金沙街道综治中心2楼',
              grids: { nodes: [{ code: FULL_GRID.code }] },
            },
            dispute: { code: FULL_DISPUTE.code },
          },
        ],
      },
      gridEvents: {
        nodes: [
          {
            eventNo: FULL_EVENT.sourceId,
            eventClass: '矛盾纠纷',
            stage: '处置',
            grid: {
              name: FULL_GRID.name,
              worker: { name: '陆小芳', phone: '14200000007' },
              community: { name: FULL_COMMUNITY.name },
              committee: {
                name: FULL_COMMITTEE.name,
                level: '街道级',
                mediators: { nodes: [{ name: FULL_MEDIATOR.name, specialities: ['邻里纠纷', '物业纠纷'] }] },
              },
            },
          },
        ],
      },
      serviceRequests: {
        nodes: [{ serviceName: 'WATER LEAK', attributes: [{ name: 'bbl', value: '1019820050' }] }],
      },
      members: {
        nodes: FULL_DISPUTE.members.map(({ rule }) => ({ rule, record: { reporter: { name: '張偉' } } })),
      },
      parties: [{ records: [{ officer: { label: '李警官' } }, {}, {}, {}, {}] }],
    },
  });
  const { timeline } = (
    answer.data as { dispute: { timeline: { totalCount: number; nodes: { at: string; kind: string }[] } } }
  ).dispute;
  expect(timeline.nodes).toHaveLength(timeline.totalCount);
  const instants = timeline.nodes.map(({ at }) => Date.parse(at));
  expect(instants).toEqual(instants.toSorted((one, other) => other - one));
  const moves = (FULL_DISPUTE.workflow?.events ?? []).map(({ kind }) => kind);
  expect(new Set(timeline.nodes.map(({ kind }) => kind))).toEqual(
    new Set(['LINKED', 'ON_SCENE', 'CALL_TAKEN', 'REPORTED', ...moves]),
  );
});

test('records that a search finds answer the fields of their feeds', async () => {
  const answer = await answered(
    `{ search(query: "138 1234 5678") { totalCount nodes {
      matched dispute { code }
      record { id number narrative ... on PoliceIncident { typeL1 } ... on HotlineTicket { reply } ... on CourtCase { mediator } ... on GridEvent { gridName } ... on ServiceRequest { borough } }
    } } }`,
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({
    search: {
      totalCount: 5,
      nodes: [
        { record: { borough: 'MANHATTAN' } },
        { record: { gridName: FULL_GRID.name } },
        { record: { mediator: '陈桂芳' } },
        { record: { reply: '已督促物业维修' } },
        { record: { typeL1: '纠纷警情' } },
      ],
    },
  });
});

test('reviews whose records are not there any more answer with null in their place, without an error', async () => {
  const answer = await answered(
    `{ linkReviews { nodes { reason link { recordIds records { id feed title dispute { code } } } } } }`,
  );
  expect(answer.errors).toBeUndefined();
  const { nodes } = (
    answer.data as { linkReviews: { nodes: { link: { recordIds: string[]; records: unknown[] } }[] } }
  ).linkReviews;
  const missing = nodes.map(({ link }) => link.recordIds.filter((_, index) => link.records[index] === null));
  expect(missing.map(({ length }) => length)).toEqual([1, 1]);
  expect(nodes[1]?.link.records).toContainEqual(expect.objectContaining({ id: FULL_HOTLINE._id }));
});

test('node, lists and feeds answer across subgraphs', async () => {
  const answer = await answered(
    `query ($record: ID!, $party: ID!, $grid: ID!, $mediator: ID!) {
      record: node(id: $record) { id ... on Record { title dispute { code hotlineTickets { totalCount } } } ... on PoliceIncident { beat { label } } }
      party: node(id: $party) { ... on Party { phones dispute { policeIncidents { totalCount } } } }
      grid: node(id: $grid) { id ... on Grid { name events { nodes { number dispute { code } } } } }
      mediator: node(id: $mediator) { ... on Mediator { name committee { name } } }
      policeIncidents(first: 5) { totalCount nodes { number dispute { code feeds } } }
      hotlineTicket(number: "${FULL_HOTLINE.sourceId}") { versions { connector } dispute { recordCount } }
      feeds { name recordType recordCount connectorState }
    }`,
    {
      record: FULL_POLICE._id,
      party: FULL_DISPUTE.parties[0]?.id,
      grid: FULL_GRID._id,
      mediator: FULL_MEDIATOR._id,
    },
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data).toMatchObject({
    record: {
      dispute: { code: FULL_DISPUTE.code, hotlineTickets: { totalCount: 1 } },
      beat: { label: '金沙七警区' },
    },
    party: { phones: ['13812345678'], dispute: { policeIncidents: { totalCount: 1 } } },
    grid: {
      id: FULL_GRID._id,
      name: FULL_GRID.name,
      events: { nodes: [{ number: FULL_EVENT.sourceId, dispute: { code: FULL_DISPUTE.code } }] },
    },
    mediator: { name: FULL_MEDIATOR.name, committee: { name: FULL_COMMITTEE.name } },
    policeIncidents: {
      totalCount: 1,
      nodes: [{ dispute: { feeds: ['POLICE110', 'HOTLINE12345', 'COURT', 'GRID', 'OPEN311'] } }],
    },
    hotlineTicket: { versions: [{ connector: 'hotline12345-test' }], dispute: { recordCount: 5 } },
    feeds: [
      { name: 'POLICE110', recordType: 'PoliceIncident', recordCount: 1, connectorState: 'RUNNING' },
      { name: 'HOTLINE12345' },
      { name: 'COURT', recordType: 'CourtCase', recordCount: 1, connectorState: 'RUNNING' },
      { name: 'GRID', recordType: 'GridEvent', recordCount: 1, connectorState: 'RUNNING' },
      { name: 'OPEN311' },
    ],
  });
});

test("a subgraph's refusal reaches the client with its code and its words, the rest is answered", async () => {
  const answer = await answered(
    '{ dispute(code: "T-320621-261124-K7QF27") { code } policeIncidents(first: 1) { totalCount } }',
  );
  expect(answer.data).toEqual({ dispute: null, policeIncidents: { totalCount: 1 } });
  expect(answer.errors).toMatchObject([{ path: ['dispute'], extensions: { code: 'HUB_BAD_REQUEST' } }]);
  expect(answer.errors?.[0]?.message).toContain('typing error');
});

test('a feed whose subgraph is dead costs its own fields and no others', async () => {
  const alone = await gatewayOver(
    openDoor(() => {
      throw new Error('not read');
    }),
    new Map(
      SUBGRAPHS.map(({ name }, index) => [
        name,
        new URL(name === 'police110' ? 'http://127.0.0.1:9/graphql' : (served[index]?.url ?? '')),
      ]),
    ),
  );
  const answer = await ask(
    alone,
    `{ dispute(code: "${FULL_DISPUTE.code}") {
      title hotlineTickets { totalCount } policeIncidents { totalCount }
      members { nodes { feed rule record { title } } }
    } }`,
  );
  expect(answer.errors?.length).toBeGreaterThan(0);
  expect(answer.data).toMatchObject({
    dispute: {
      title: FULL_DISPUTE.title,
      hotlineTickets: { totalCount: 1 },
      members: {
        nodes: [
          { feed: 'POLICE110', rule: 'FOUNDER', record: { title: null } },
          { record: { title: FULL_HOTLINE.title } },
          {},
          {},
          {},
        ],
      },
    },
  });
});
