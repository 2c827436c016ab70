import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startKafka, type LocalKafka } from '../../docker/local/kafka.ts';
import { ensureParts } from '../../docker/local/parts.ts';
import { createLog } from '../../runtime/log.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix } from '../../test/harness/servers.ts';
import { eventOf, hubHome, incident, POLICE_PUSH, pushTo, type HubHome } from './testing/hub-home.ts';
import { startWorker, type Worker } from './worker.ts';

const log = createLog('test', 'silent');
const dir = mkdtempSync(join(tmpdir(), 'broker-away-'));
const topicPrefix = freshTopicPrefix();

let kafka: LocalKafka;
let home: HubHome;
let worker: Worker;

beforeAll(async () => {
  const parts = await ensureParts(() => undefined);
  kafka = await startKafka({ ...parts.kafka, dir, logFile: join(dir, 'kafka.log') });
  const mongodbUri = freshDatabaseUri();
  await freshStore(mongodbUri);
  home = hubHome({ kafkaBrokers: kafka.brokers, mongodbUri, topicPrefix, connectors: [POLICE_PUSH] });
});
afterAll(async () => {
  await worker.stop();
  await kafka.stop();
  home.remove();
  rmSync(dir, { recursive: true, force: true });
});

const readyz = async (): Promise<number> =>
  (await fetch(`http://127.0.0.1:${worker.intakePort}/readyz`)).status;

async function timedPush(
  jjdbh: string,
): Promise<{ status: number; retryAfter: string | null; tookMs: number }> {
  const startedMs = performance.now();
  const response = await pushTo(worker.intakePort, eventOf(incident(jjdbh)));
  await response.arrayBuffer();
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    tookMs: performance.now() - startedMs,
  };
}

it('answers 503 with Retry-After within 5 s while the broker is away, never 202, and accepts the retry', async () => {
  worker = await startWorker(home.settings, log);
  await eventually(async () => (await readyz()) === 200);
  expect(await timedPush('J-before')).toMatchObject({ status: 202 });

  kafka.kill();
  await eventually(async () => (await timedPush('J-probe')).status === 503);
  const away = await Promise.all(['J-a', 'J-b', 'J-c', 'J-d'].map(timedPush));
  for (const { status, retryAfter, tookMs } of away) {
    expect(status).toBe(503);
    expect(Number(retryAfter)).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan(5_000);
  }
  expect(await readyz()).toBe(503);

  await kafka.restart();
  await eventually(async () => (await timedPush('J-a')).status === 202);
  await eventually(async () => (await readyz()) === 200);
  const topic = topicsOf(topicPrefix, ['police110']).feed('police110');
  const counts = await createKafka({ brokers: kafka.brokers, clientId: 'test', log }).topicCounts([topic]);
  expect(counts[topic]).toBeGreaterThanOrEqual(2);
});

it('starts while the broker is away, answers 503 and says what it waits for, and comes up with it', async () => {
  await worker.stop();
  kafka.kill();
  worker = await startWorker(home.settings, log);
  expect(await readyz()).toBe(503);
  const refused = await timedPush('J-start');
  expect(refused).toMatchObject({ status: 503 });
  expect(refused.tookMs).toBeLessThan(5_000);
  await kafka.restart();
  await eventually(async () => (await readyz()) === 200);
  expect(await timedPush('J-start')).toMatchObject({ status: 202 });
});
