import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../gateway/access/caller.ts';
import type { Access } from '../../gateway/access/grants/access.ts';
import { WORKING_SCOPES } from '../../gateway/access/identity/token-scopes.ts';
import { accessOf } from '../../gateway/access/testing/partial-access.ts';
import { streamGateway, type StreamGateway } from '../../gateway/router/testing/stream-gateway.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../harness/servers.ts';
import { testSize } from '../harness/size.ts';
import { callersToTry } from './callers.ts';
import { groupsOf, otherwise, storeWorld, type Group, type Hides, type Reaches } from './two-worlds.ts';

interface Case {
  readonly partner: string;
  readonly access: Access;
  readonly reaches: Reaches;
  /** Where all feeds are granted a dispute is seen whole or not at all. */
  readonly hides: Hides;
}

const all = { all: 'CLEAR' } as const;
const masked = { all: 'MASKED' } as const;
const isIn = (record: RecordDoc, prefix: string): boolean =>
  record.place.regionCode?.startsWith(prefix) === true;
const isElsewhere = (record: RecordDoc): boolean =>
  record.place.regionCode !== null && !isIn(record, '320612');
const CASES: readonly Case[] = [
  {
    partner: 'analyst',
    access: callersToTry().find(({ partner }) => partner === 'analyst')?.access ?? accessOf({}),
    reaches: ({ sensitivity }) => sensitivity !== 'SEALED',
    hides: ({ sensitivity }) => sensitivity === 'SEALED',
  },
  {
    partner: 'county',
    access: accessOf({}, { ...all, regionPrefixes: ['320612'] }, ['MATCH']),
    reaches: (one) => isIn(one, '320612'),
    hides: isElsewhere,
  },
  {
    partner: 'two-feeds',
    access: accessOf({
      police110: [masked],
      hotline12345: [masked],
      disputes: [masked],
      risk: [masked],
      indicators: [masked],
    }),
    reaches: ({ feed }) => feed === 'police110' || feed === 'hotline12345',
    hides: null,
  },
];
const SEEDS = testSize() === 'full' ? [1, 2, 3, 4, 5, 6] : [1];
const GROUPS = 12;

let store: Store;
let gateway: StreamGateway;
beforeAll(async () => {
  store = await freshStore();
  const callers = CASES.map(({ partner, access }): Caller =>
    Object.freeze({
      partner,
      actor: `${partner}@test`,
      purpose: 'STATISTICS',
      access,
      scopes: WORKING_SCOPES,
    }),
  );
  gateway = await streamGateway(store, {
    verifier: {
      onEnded: () => () => undefined,
      verify: (header) => {
        const caller = callers.find(({ partner }) => header === `Bearer ${partner}`);
        return caller === undefined
          ? Promise.reject(new HubError('HUB_UNAUTHENTICATED', 'there is no bearer token that holds'))
          : Promise.resolve(caller);
      },
    },
    limits: { maxCost: Number.MAX_SAFE_INTEGER },
  });
}, 60_000);
afterAll(async () => {
  await gateway.close();
});

const DISPUTE = `id code title category address openedAt lastActivityAt recordCount recordIds feeds
  parties { id kind roles name phones } region { code } workflow { state }
  timeline(first: 20) { totalCount nodes { kind at label note } pageInfo { endCursor hasNextPage } }
  members { totalCount nodes { recordId } }`;
const RECORD = `id title narrative reportedAt parties { name phone } versions { sourceTime }`;
const PAGE = 'edges { cursor } pageInfo { hasNextPage endCursor } totalCount';
const EVER = '{from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z"}';
const LISTS = ['policeIncidents', 'hotlineTickets', 'courtCases', 'gridEvents', 'serviceRequests'] as const;

/** Questions over the whole graph; those that name something name what is in either world, reached or not. */
function questionsOf(groups: readonly Group[]): readonly string[] {
  const codes = [...new Set(groups.map(({ code }) => code))].sort();
  const ids = [...new Set(groups.flatMap(({ records }) => records.map(({ _id }) => _id)))].sort();
  const orders = ['LAST_ACTIVITY_DESC', 'OPENED_ASC', 'OPENED_DESC', 'RISK_DESC'];
  const filters = ['{}', '{feeds: [POLICE110]}', '{regionCode: "320612"}', '{minRecords: 2}'];
  return [
    ...orders.flatMap((orderBy) =>
      filters.map(
        (filter) =>
          `{ disputes(first: 5, orderBy: ${orderBy}, filter: ${filter}) { ${PAGE} nodes { ${DISPUTE} } } }`,
      ),
    ),
    `{ ${codes.map((code, at) => `d${at}: dispute(code: "${code}") { ${DISPUTE} }`).join('\n')} }`,
    `{ ${ids.map((id, at) => `n${at}: node(id: "${id}") { __typename id }`).join('\n')} }`,
    ...LISTS.map((list) => `{ ${list}(first: 30) { ${PAGE} nodes { ${RECORD} } } }`),
    ...['漏水', '张伟', '13812345671', 'G1-0'].map(
      (text) => `{ search(query: "${text}", first: 20) { ${PAGE} nodes { recordId matched } } }`,
    ),
    `{ disputeStats(groupBy: [REGION], filter: ${EVER}) { total suppressedCells isWithheld cells { count } } }`,
    `{ riskEvents(first: 30, filter: {kinds: [DISPUTE_CHANGED]}) { totalCount nodes { id kind title } pageInfo { hasNextPage } } }`,
    `{ linkReviews(first: 20) { ${PAGE} } hotSpots(first: 20) { totalCount } }`,
    // What is wrong is told in the same words, whatever is there.
    `{ disputes(first: 5, after: "none") { totalCount } }`,
    `{ dispute(code: "${codes[0] ?? ''}x") { id } policeIncidents(first: 1000) { totalCount } }`,
  ];
}

async function answersTo(partner: string, questions: readonly string[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const query of questions) {
    const response = await gateway.gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${partner}`, 'content-type': 'application/json' },
      payload: JSON.stringify({ query }),
    });
    answers.push(`${response.statusCode} ${response.body}`);
  }
  return answers;
}

test.each(CASES.flatMap((one) => SEEDS.map((seed) => ({ ...one, seed }))))(
  '$partner gets the same bytes from two worlds that differ in what it does not reach (seed $seed)',
  async ({ partner, reaches, hides, seed }) => {
    const groups = groupsOf(seed, GROUPS);
    const others = otherwise(groups, seed, reaches, hides);
    expect(JSON.stringify(others)).not.toBe(JSON.stringify(groups));
    const questions = questionsOf([...groups, ...others]);
    await storeWorld(store, groups);
    const before = await answersTo(partner, questions);
    await storeWorld(store, others);
    const after = await answersTo(partner, questions);
    for (const [at, question] of questions.entries()) {
      expect({ question, answer: after[at] }).toEqual({ question, answer: before[at] });
    }
    // The questions are good ones, and something is seen.
    expect(before.filter((answer) => answer.includes('Cannot query'))).toEqual([]);
    expect(before[0]).toMatch(/"totalCount":[1-9]/);
  },
  60_000,
);
