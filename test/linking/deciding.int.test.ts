import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoor, type Door } from '../../gateway/access/door.ts';
import { ask } from '../../gateway/subgraphs/testing/ask.ts';
import { createLog } from '../../runtime/log.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import type { Producer } from '../../streams/kafka/producer.ts';
import { startPipeline, type Pipeline } from '../../streams/pipeline/pipeline.ts';
import { feedMessage, testFeed, type TestRow } from '../../streams/testing/test-feed.ts';
import { eventually } from '../harness/eventually.ts';
import { freshStore, freshTopicPrefix, testServers } from '../harness/servers.ts';

const log = createLog('test', 'silent');
const prefix = freshTopicPrefix();
const topics = topicsOf(prefix, ['police110']);
const id = (name: string): string => recordIdOf('police110', name);
const at = (minute: number): string => `2026-11-24T10:${String(minute).padStart(2, '0')}:00+08:00`;

let store: Store;
let door: Door;
let pipeline: Pipeline;
let producer: Producer;

beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
  const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
  pipeline = await startPipeline({
    kafka,
    store,
    feeds: [testFeed('police110')],
    topicPrefix: prefix,
    partitions: 2,
    replication: 1,
    log,
    now: () => new Date(),
  });
  producer = kafka.createProducer();
  await eventually(() => pipeline.waitingFor() === null);
});
afterAll(async () => {
  await producer.stop();
  await pipeline.stop();
});

async function arrive(...rows: TestRow[]): Promise<void> {
  await producer.send(
    topics.feed('police110'),
    rows.map((row) => feedMessage('police110', row)),
  );
  for (const row of rows) await eventually(() => disputeOf(row.id).then((found) => found ?? false));
}

function disputeOf(name: string): Promise<DisputeDoc | null> {
  return store.disputes.findOne({ 'members.recordId': id(name), state: 'ACTIVE' }).lean();
}

async function codeOf(name: string): Promise<string> {
  return (await disputeOf(name))?.code ?? '';
}

interface Decided {
  readonly decision: { readonly id: string };
  readonly applied: boolean;
  readonly message: string;
  readonly disputes: readonly { readonly code: string; readonly formerCodes: readonly string[] }[];
}
interface Refused {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

let calls = 0;

async function call(mutation: string, input: object): Promise<{ decided?: Decided; refused?: Refused }> {
  calls += 1;
  const type = /^(?:confirm|reject)Link$/.test(mutation)
    ? 'DecideLinkInput'
    : `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await ask(
    door,
    'disputes',
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { decision { id } applied message disputes { code formerCodes } } }`,
    { input: { clientMutationId: `call-${calls}`, ...input } },
  );
  const [error] = answer.errors ?? [];
  const decided = answer.data?.[mutation] as Decided | null | undefined;
  return {
    ...(decided == null ? {} : { decided }),
    ...(error === undefined ? {} : { refused: error as unknown as Refused }),
  };
}

async function decide(mutation: string, input: object): Promise<Decided> {
  const { decided, refused } = await call(mutation, input);
  if (decided === undefined) throw new Error(JSON.stringify(refused));
  expect(decided.applied, decided.message).toBe(true);
  return decided;
}

async function undo({ decision }: Decided): Promise<Decided> {
  return decide('undoLinkDecision', { decisionId: decision.id });
}

test('confirmed records are one dispute, also after a correction; undone they are two again', async () => {
  await arrive({ id: 'a1', reportedAt: at(1) }, { id: 'a2', reportedAt: at(2) });
  const [first, second] = [await codeOf('a1'), await codeOf('a2')];
  expect(first).not.toBe(second);
  const decided = await decide('confirmLink', { recordIds: [id('a1'), id('a2')], note: '同一件事' });
  expect(decided.disputes).toEqual([{ code: first, formerCodes: [second] }]);
  const answer = await ask(
    door,
    'disputes',
    `{ dispute(code: "${second}") { code mergedFrom { code } linkDecisions { nodes { kind actor note inForce } } } }`,
  );
  expect(answer.data).toMatchObject({
    dispute: {
      code: first,
      mergedFrom: [{ code: second }],
      linkDecisions: {
        nodes: [{ kind: 'LINK_CONFIRMED', actor: 'analyst@test', note: '同一件事', inForce: true }],
      },
    },
  });
  await producer.send(topics.feed('police110'), [
    feedMessage('police110', { id: 'a2', reportedAt: at(2), at: at(30), title: 'corrected' }),
  ]);
  await eventually(() => store.records.exists({ _id: id('a2'), title: 'corrected' }).then(Boolean));
  await arrive({ id: 'a3', reportedAt: at(3) });
  expect(await codeOf('a2')).toBe(first);
  const undone = await undo(decided);
  expect(undone.disputes.map(({ code }) => code).sort()).toEqual([first, second].sort());
});

test('rejected records stay apart after new versions; the same call again decides nothing', async () => {
  await arrive({ id: 'b1', reportedAt: at(1) }, { id: 'b2', reportedAt: at(2), quotes: ['b1'] });
  await eventually(async () => (await codeOf('b1')) === (await codeOf('b2')));
  const input = { clientMutationId: 'reject-b', recordIds: [id('b1'), id('b2')] };
  const decided = await decide('rejectLink', input);
  expect(decided.disputes).toHaveLength(2);
  await producer.send(topics.feed('police110'), [
    feedMessage('police110', { id: 'b2', reportedAt: at(2), at: at(31), quotes: ['b1'], title: 'b2 again' }),
  ]);
  await eventually(() => store.disputes.exists({ title: 'b2 again' }).then(Boolean));
  expect(await codeOf('b1')).not.toBe(await codeOf('b2'));
  expect((await decide('rejectLink', input)).decision.id).toBe(decided.decision.id);
  const other = await call('rejectLink', { ...input, recordIds: [id('b1'), id('a1')] });
  expect(other.refused?.extensions['code']).toBe('HUB_IDEMPOTENCY_MISMATCH');
  const against = await call('confirmLink', { recordIds: [id('b1'), id('b2')] });
  expect(against.refused?.extensions).toMatchObject({
    code: 'HUB_DECISION_CONTRADICTED',
    decisionId: decided.decision.id,
  });
  expect(against.refused?.message).toContain('analyst@test');
  await undo(decided);
  expect(await codeOf('b1')).toBe(await codeOf('b2'));
});

test('merged and split: the part with the earliest record keeps the code, and each is undone', async () => {
  await arrive({ id: 'c1', reportedAt: at(1) }, { id: 'c2', reportedAt: at(2) });
  const codes = [await codeOf('c1'), await codeOf('c2')];
  const merged = await decide('mergeDisputes', { codes });
  expect(merged.disputes).toEqual([{ code: codes[0], formerCodes: [codes[1]] }]);
  expect((await undo(merged)).disputes).toHaveLength(2);

  await arrive({ id: 'd1', reportedAt: at(1) }, { id: 'd2', reportedAt: at(2), quotes: ['d1'] });
  await eventually(async () => (await codeOf('d1')) === (await codeOf('d2')));
  const code = await codeOf('d1');
  const nothing = await call('splitDispute', { code, recordIds: [id('d1'), id('d2')] });
  expect(nothing.refused?.message).toContain('nothing would be left');
  const strange = await call('splitDispute', { code, recordIds: [id('c1')] });
  expect(strange.refused?.message).toContain(`not in ${code}`);
  const split = await decide('splitDispute', { code, recordIds: [id('d2')] });
  expect(split.disputes).toHaveLength(2);
  expect(await codeOf('d1')).toBe(code);
  expect((await undo(split)).disputes.map((dispute) => dispute.code)).toEqual([code]);
});

test('of decisions that contradict each other at the same moment one holds and the other is refused', async () => {
  await arrive({ id: 'e1', reportedAt: at(1) }, { id: 'e2', reportedAt: at(2) });
  const recordIds = [id('e1'), id('e2')];
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => call(n % 2 === 0 ? 'confirmLink' : 'rejectLink', { recordIds })),
  );
  const kinds = await store.linkDecisions.distinct('kind', { recordIds: id('e1') });
  expect(kinds).toHaveLength(1);
  expect(answers.filter(({ refused }) => refused !== undefined)).toHaveLength(3);
  expect((await codeOf('e1')) === (await codeOf('e2'))).toBe(kinds[0] === 'LINK_CONFIRMED');
});
