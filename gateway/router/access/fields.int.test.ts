import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import { FEED_NAMES } from '../../../schema/vocabulary/feeds.ts';
import type { Dataset, Right } from '../../../schema/vocabulary/datasets.ts';
import type { Caller } from '../../access/caller.ts';
import { FULL_ACCESS, NO_ACCESS, type Access } from '../../access/grants/access.ts';
import { WORKING_SCOPES } from '../../access/identity/token-scopes.ts';
import { accessOf, callerWith, type RowGiven } from '../../access/testing/partial-access.ts';
import { FULL_DISPUTE, FULL_POLICE, storeEverything } from '../../subgraphs/testing/full-dispute.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import type { Store } from '../../../schema/store/models.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { STREAM_TOKEN, streamGateway, type StreamGateway } from '../testing/stream-gateway.ts';

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Record<string, unknown>;
  }[];
}

let store: Store;
let served: StreamGateway;
let caller: Caller;
beforeAll(async () => {
  store = await freshStore();
  await storeEverything(store);
  await keepEvents(store, []);
  served = await streamGateway(store, {
    verifier: { verify: () => Promise.resolve(caller), onEnded: () => () => undefined },
  });
});
afterAll(() => served.close());

const CLEAR: RowGiven = { all: 'CLEAR' };
/** Everything but risk: the records of all feeds, and what was joined of them. */
function withoutRisk(rights: readonly Right[] = []): Access {
  return granted([...FEED_NAMES, 'disputes'], rights);
}
function granted(datasets: readonly Dataset[], rights: readonly Right[] = []): Access {
  return accessOf(Object.fromEntries(datasets.map((dataset) => [dataset, [CLEAR]])), null, rights);
}
function callAs(access: Access): void {
  caller = { ...callerWith(access), scopes: WORKING_SCOPES };
}
beforeEach(() => {
  callAs(withoutRisk());
});

async function post(
  query: string,
  variables?: object,
): Promise<{ status: number; text: string; answer: Answer }> {
  const response = await fetch(served.url, {
    method: 'POST',
    headers: {
      authorization: STREAM_TOKEN,
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  return { status: response.status, text, answer: JSON.parse(text) as Answer };
}
const told = ({ errors }: Answer): unknown[] =>
  (errors ?? []).map(({ path, extensions: { code, field, rule } }) => [path?.join('.'), code, field, rule]);

const code = FULL_DISPUTE.code;
const NUMBER = FULL_POLICE.sourceId;
const RISK = `{ dispute(code: "${code}") { code grave: risk { colour score } riskHistory { totalCount } } }`;

describe('a query over HTTP', () => {
  it('is answered with null and the rule where a field is not granted, never with the value', async () => {
    const { status, text, answer } = await post(RISK);
    expect(status).toBe(200);
    expect(answer.data).toEqual({ dispute: { code, grave: null, riskHistory: null } });
    expect(told(answer)).toEqual([
      ['dispute.grave', 'HUB_FIELD_NOT_GRANTED', 'Dispute.risk', 'DATASET_NOT_GRANTED'],
      ['dispute.riskHistory', 'HUB_FIELD_NOT_GRANTED', 'Dispute.riskHistory', 'DATASET_NOT_GRANTED'],
    ]);
    expect(text).not.toMatch(/RED|YELLOW|GREEN/);
    callAs(FULL_ACCESS);
    expect((await post(RISK)).text).toMatch(/"colour":"(RED|YELLOW|GREEN)","score":[0-9]/);
  });

  it('shows the colour to whoever has the right to it, and nothing else of the risk', async () => {
    callAs(withoutRisk(['COLOUR']));
    const { answer } = await post(RISK);
    expect(answer.data).toMatchObject({
      dispute: { grave: { colour: FULL_DISPUTE.risk?.colour, score: null } },
    });
    expect(told(answer).map((one) => (one as unknown[])[0])).toEqual([
      'dispute.grave.score',
      'dispute.riskHistory',
    ]);
  });

  it('shows what is derived from all feeds to nobody who lacks one', async () => {
    callAs(granted([...FEED_NAMES.slice(1), 'disputes', 'risk']));
    const { answer } = await post(RISK);
    expect(answer.data).toMatchObject({ dispute: { grave: null } });
    expect(told(answer)[0]).toEqual([
      'dispute.grave',
      'HUB_FIELD_NOT_GRANTED',
      'Dispute.risk',
      'FEEDS_NOT_GRANTED',
    ]);
  });

  it('is refused when it asks by a field that is not granted', async () => {
    for (const [query, variables, argument] of [
      ['{ disputes(filter: { minScore: 1 }) { totalCount } }', {}, 'DisputeFilter.minScore'],
      ['{ disputes(orderBy: RISK_DESC) { totalCount } }', {}, 'DisputeOrder.RISK_DESC'],
      [
        'query($f: DisputeFilter) { disputes(filter: $f) { totalCount } }',
        { f: { colour: ['RED'] } },
        'DisputeFilter.colour',
      ],
    ] as const) {
      callAs(withoutRisk());
      const { status, answer } = await post(query, variables);
      expect(status).toBe(400);
      expect(answer.data).toBeUndefined();
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'HUB_ARGUMENT_NOT_GRANTED', argument });
      callAs(FULL_ACCESS);
      expect((await post(query, variables)).answer.data).toMatchObject({ disputes: {} });
    }
    callAs(withoutRisk(['COLOUR']));
    expect((await post('{ disputes(filter: { colour: [RED] }) { totalCount } }')).status).toBe(200);
  });

  it('keeps a kind of value back that is withheld in the feed at hand, at each place with its index', async () => {
    callAs(accessOf({ police110: [{ all: 'CLEAR', levels: { NAME: 'WITHHELD' } }] }));
    const query = `{ policeIncident(number: "${NUMBER}") { number parties { role who: name } } }`;
    const { text, answer } = await post(query);
    const { parties } = answer.data?.['policeIncident'] as { parties: readonly { who: unknown }[] };
    expect(parties.length).toBeGreaterThan(0);
    expect(parties.every(({ who }) => who === null)).toBe(true);
    expect(told(answer)[0]).toEqual([
      'policeIncident.parties.0.who',
      'HUB_FIELD_NOT_GRANTED',
      'RecordParty.name',
      'KIND_WITHHELD',
    ]);
    expect(answer.errors?.[0]?.extensions['grants']).toEqual(['grant-test']);
    const names = FULL_POLICE.parties.flatMap(({ name }) => (name == null ? [] : [name]));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(text).not.toContain(name);
  });

  it('answers records of one feed and cuts the other feeds before they are asked', async () => {
    callAs(granted(['police110']));
    const { answer } = await post(`{
      policeIncident(number: "${NUMBER}") { number dispute { code } }
      hotlineTickets { totalCount }
      node(id: "${FULL_POLICE._id}") { id ... on Record { number } ... on CourtCase { claims } }
    }`);
    expect(answer.data).toEqual({
      policeIncident: { number: NUMBER, dispute: null },
      hotlineTickets: null,
      node: { id: FULL_POLICE._id, number: NUMBER },
    });
    expect(told(answer).map((one) => (one as unknown[])[2])).toEqual([
      'PoliceIncident.dispute',
      'Query.hotlineTickets',
    ]);
  });

  it('makes no mutation without the right to handle disputes', async () => {
    const move = `mutation { registerDispute(input: { code: "${code}", clientMutationId: "no-right" }) { dispute { code } } }`;
    const { answer } = await post(move);
    expect(answer.data).toEqual({ registerDispute: null });
    expect(told(answer)).toEqual([
      ['registerDispute', 'HUB_FIELD_NOT_GRANTED', 'Mutation.registerDispute', 'RIGHT_NOT_GRANTED'],
    ]);
  });

  it('gives nothing to whoever is granted nothing', async () => {
    callAs(NO_ACCESS);
    const { answer } = await post(`{ __typename ${RISK.slice(1)}`);
    expect(answer.data).toEqual({ __typename: 'Query', dispute: null });
  });
});

const CHANGED = `subscription ($id: ID!) { disputeChanged(id: $id) { bookmark event {
  kind about: title dispute { code title } } } }`;
const ASKED_OF_RISK = 'subscription { riskEvents { event { id } } }';
/** Everything that is needed to be told of events, without any text that people wrote, and without scores. */
const NO_TEXTS: RowGiven = { all: 'CLEAR', levels: { NARRATIVE: 'WITHHELD' }, grantId: 'no-texts' };
const NO_SCORES: RowGiven = { ...NO_TEXTS, withheldFields: new Set(['RiskEvent.score']) };
const WITHOUT_TEXTS = accessOf({ risk: [NO_SCORES] }, NO_TEXTS);
const EVENT_SEEN = { kind: 'DISPUTE_CHANGED', about: null, dispute: { code, title: null } };
const CUT = [
  ['disputeChanged.event.about', 'HUB_FIELD_NOT_GRANTED', 'RiskEvent.title', 'KIND_WITHHELD'],
  ['disputeChanged.event.dispute.title', 'HUB_FIELD_NOT_GRANTED', 'Dispute.title', 'KIND_WITHHELD'],
];

async function tellOfChange(offset: number): Promise<void> {
  const { _id, members } = FULL_DISPUTE;
  const recordIds = members.map(({ recordId }) => recordId);
  await keepEvents(store, [
    { partition: 2, offset, subjectId: _id, disputeId: _id, code, recordIds, changes: ['RECORDS'] },
  ]);
}

describe('a subscription', () => {
  it('over WebSocket is refused where its own field is not granted, and queries are cut there too', async () => {
    const client = await SocketClient.ready(served.url);
    client.subscribe('risk', ASKED_OF_RISK);
    const refusal = (await client.next('error')).payload as Answer['errors'];
    expect(refusal?.[0]?.extensions).toMatchObject({
      code: 'HUB_FIELD_NOT_GRANTED',
      field: 'Subscription.riskEvents',
    });
    client.subscribe('query', RISK);
    const answer = (await client.next('next')).payload as Answer;
    expect(answer.data).toEqual({ dispute: { code, grave: null, riskHistory: null } });
    await client.close();
  });

  it('over WebSocket cuts its items, and is refused when it asks by what is not granted', async () => {
    callAs(WITHOUT_TEXTS);
    const client = await SocketClient.ready(served.url);
    const byScore = CHANGED.replace('(id: $id)', '(id: $id, filter: { minScore: 1 })');
    client.subscribe('by score', byScore, { id: FULL_DISPUTE._id });
    const argument = (await client.next('error')).payload as Answer['errors'];
    expect(argument?.[0]?.extensions).toMatchObject({
      code: 'HUB_ARGUMENT_NOT_GRANTED',
      argument: 'RiskEventFilter.minScore',
    });
    client.subscribe('changed', CHANGED, { id: FULL_DISPUTE._id });
    await client.next('next');
    await tellOfChange(800);
    const item = (await client.next('next')).payload as Answer;
    expect(item.data).toEqual({ disputeChanged: { bookmark: false, event: EVENT_SEEN } });
    expect(told(item)).toEqual(CUT);
    await client.close();
  });

  it('over server-sent events does the same', async () => {
    const client = createClient({
      url: `${served.url}/stream`,
      headers: { authorization: STREAM_TOKEN },
      retryAttempts: 0,
    });
    const open = (query: string, variables: Record<string, unknown>): AsyncIterator<Answer> =>
      client.iterate({ query, variables }) as unknown as AsyncIterator<Answer>;
    const refused = await fetch(`${served.url}/stream?query=${encodeURIComponent(ASKED_OF_RISK)}`, {
      headers: { authorization: STREAM_TOKEN, accept: 'text/event-stream' },
    });
    expect(await refused.text()).toContain('Subscription.riskEvents is not granted');
    callAs(WITHOUT_TEXTS);
    const changed = open(CHANGED, { id: FULL_DISPUTE._id });
    await changed.next();
    await tellOfChange(900);
    const { value } = (await changed.next()) as { value: Answer };
    expect(value.data).toEqual({ disputeChanged: { bookmark: false, event: EVENT_SEEN } });
    expect(told(value)).toEqual(CUT);
    await changed.return?.();
    client.dispose();
  });
});
