import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import { decideColour } from '../../schema/store/colour-decision.ts';
import type { EventDoc } from '../../schema/store/event-log.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from '../kafka/kafka.ts';
import { partnerMove } from '../testing/partner-move.ts';
import { feedMessage, testFeed } from '../testing/test-feed.ts';
import { startPipeline } from './pipeline.ts';
import { riskRulesInForce } from '../../schema/store/keeping-risk-rules.ts';
import { readRulesFile } from './risk-rules.ts';

const THREAT = '对方扬言要拿刀砍死我全家，并已持刀殴打邻居';
const DAY_MS = 86_400_000;

test('what happens to a dispute is scored, told and kept in its order: a threat, moves, a decision, a deadline that passes', async () => {
  const log = createLog('test', 'silent');
  const topicPrefix = freshTopicPrefix();
  const topics = topicsOf(topicPrefix, ['police110']);
  const store = await freshStore();
  const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);
  const pipeline = await startPipeline({
    kafka,
    store,
    feeds: [testFeed('police110')],
    topicPrefix,
    partitions: 2,
    replication: 1,
    log,
    now,
  });
  const producer = kafka.createProducer();
  onTestFinished(async () => {
    await producer.stop();
    await pipeline.stop();
  });
  const dispute = (): Promise<DisputeDoc | null> =>
    store.disputes
      .findOne({ 'members.recordId': recordIdOf('police110', 'p-1') })
      .lean<DisputeDoc>()
      .exec();
  const kept = (): Promise<EventDoc[]> =>
    store.events.find().sort({ partition: 1, offset: 1 }).lean<EventDoc[]>().exec();
  const told = (kind: EventDoc['kind'], colour?: string): Promise<EventDoc> =>
    eventually(
      async () =>
        (await kept()).find((event) => event.kind === kind && (colour ?? event.colour) === event.colour),
      { what: `${kind} ${colour ?? ''}` },
    );

  await producer.send(topics.feed('police110'), [
    feedMessage('police110', { id: 'p-1', category: ['纠纷'], text: THREAT }),
  ]);
  const threat = await told('COLOUR_CHANGED');
  expect(threat.fromColour).toBeNull();
  expect(await riskRulesInForce(store)).toMatchObject({
    version: readRulesFile(null).version,
    thresholds: { GREEN: 0, YELLOW: 30, RED: 60 },
  });
  expect(threat.factors.map(({ name }) => name)).toContain('THREAT_WORDS');
  const scored = await eventually(async () => {
    const found = await dispute();
    return found?.risk != null && found.scoreDue === undefined ? found : undefined;
  });
  expect(scored.risk).toMatchObject({ colour: threat.colour, score: threat.score, decision: null });
  expect(threat.disputeId).toBe(scored._id);

  await partnerMove(store, scored._id, 'REGISTER', {}, 'court', now());
  await partnerMove(store, scored._id, 'TRIAGE', { urgency: 'CRITICAL' }, 'court', now());
  await partnerMove(store, scored._id, 'REFER', { agency: 'court' }, 'court', now());
  await partnerMove(store, scored._id, 'ACCEPT', {}, 'court', now());
  await partnerMove(store, scored._id, 'START_MEDIATION', {}, 'court', now());
  await partnerMove(store, scored._id, 'WHISTLE', { kind: 'QUICK', agencies: ['police'] }, 'court', now());
  expect((await told('WHISTLE')).move).toMatchObject({ kind: 'WHISTLE', agencies: ['police'] });

  await decideColour({
    store,
    scope: {},
    dispute: { id: scored._id },
    request: {
      kind: 'LOWER',
      colour: 'GREEN',
      reason: '双方已和解',
      expiresAt: new Date(now().getTime() + DAY_MS).toISOString(),
      clientMutationId: 'call-1',
      inputHash: 'x',
      by: { partner: 'court', actor: 'judge' },
    },
    now,
  });
  expect((await told('COLOUR_CHANGED', 'GREEN')).fromColour).toBe(threat.colour);

  aheadMs = 3 * DAY_MS;
  const overdue = await told('OVERDUE');
  expect(overdue.move?.dueAt).not.toBeNull();
  const cleared = await eventually(async () => {
    const found = await dispute();
    return found?.risk?.decision === null && found.scoreDue === undefined ? found : undefined;
  });
  expect(cleared.risk?.colour).not.toBe('GREEN');

  const all = await eventually(async () => {
    const risk = await store.risks.findById(scored._id).lean();
    const events = await kept();
    return risk?.outbox.length === 0 && risk.seq === events.length ? events : undefined;
  });
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, at) => at + 1));
  expect(all[0]).toMatchObject({ kind: 'DISPUTE_CHANGED', subjectId: scored._id });
  expect(new Set(all.map(({ partition, epoch }) => `${epoch} ${partition}`)).size).toBe(1);
  expect(all.filter(({ kind }) => kind === 'WHISTLE')).toHaveLength(1);
});
