import { expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { deadLetterFrom } from '../kit/dead-letters.ts';
import { Emitter, type Sending } from './emitter.ts';

const topics = topicsOf('t', ['police110', 'open311']);

function emitterOver(
  send: Sending['send'],
  waitingFor: string | null = null,
): { emitter: Emitter; outcomes: (string | null)[] } {
  const outcomes: (string | null)[] = [];
  const emitter = new Emitter({
    producer: { send },
    topics,
    answerWithinMs: 20,
    waitingFor: () => waitingFor,
    onOutcome: (fault) => outcomes.push(fault),
  });
  return { emitter, outcomes };
}

const record = (feed: 'police110' | 'open311', sourceId: string): SourceRecord => ({
  feed,
  sourceId,
  sourceTime: '2026-11-24T08:00:00+08:00',
  receivedAt: '2026-11-24T00:00:01.000Z',
  contentType: 'application/json',
  bytes: Buffer.from(sourceId),
  eventId: 'e',
  eventSource: 's',
  eventType: 't',
  connector: 'c',
  profile: null,
});

it('puts each record into its feed’s topic, keyed by the source’s id, in order', async () => {
  const sent: [string, unknown[]][] = [];
  const { emitter, outcomes } = emitterOver((topic, messages) => {
    sent.push([topic, messages.map(({ key }) => key)]);
    return Promise.resolve();
  });
  await emitter.emit([record('police110', 'a'), record('open311', 'x'), record('police110', 'b')]);
  expect(sent).toEqual([
    ['t.feed.police110.v1', ['a', 'b']],
    ['t.feed.open311.v1', ['x']],
  ]);
  expect(outcomes).toEqual([null]);
});

it('puts entries of lists into their feed’s topic for them, keyed by kind and code', async () => {
  const sent: [string, unknown[]][] = [];
  const { emitter } = emitterOver((topic, messages) => {
    sent.push([topic, messages.map(({ key }) => key)]);
    return Promise.resolve();
  });
  await emitter.emitReference([record('police110', 'GRID:1'), record('police110', 'GRID:2')]);
  expect(sent).toEqual([['t.reference.police110.v1', ['GRID:1', 'GRID:2']]]);
});

it('keeps a dead letter’s key and value raw and gives it Kafka Connect’s headers', async () => {
  const sent: Parameters<Sending['send']>[1][number][] = [];
  const { emitter } = emitterOver((topic, messages) => {
    expect(topic).toBe('t.dead-letters.police110.v1');
    sent.push(...messages);
    return Promise.resolve();
  });
  const letter = deadLetterFrom(new HubError('HUB_RECORD_INVALID', 'bjsj: is missing'), {
    feed: 'police110',
    connector: 'c',
    at: new Date(0),
    bytes: Buffer.from([0xff, 0x00]),
    sourceId: null,
    origin: { name: 'intake/police110', place: 'p' },
  });
  await emitter.deadLetter([letter]);
  expect(sent).toMatchObject([
    {
      key: null,
      value: Buffer.from([0xff, 0x00]),
      headers: {
        '__connect.errors.exception.class.name': 'HUB_RECORD_INVALID',
        '__connect.errors.exception.message': 'bjsj: is missing',
        '__connect.errors.stage': 'TRANSFORMATION',
        '__connect.errors.topic': 'intake/police110',
        '__connect.errors.offset': 'p',
      },
    },
  ]);
});

it('answers in time also when the broker never does', async () => {
  const { emitter, outcomes } = emitterOver(() => new Promise(() => undefined));
  await expect(emitter.emit([record('police110', 'a')])).rejects.toMatchObject({
    code: 'HUB_BROKER_UNAVAILABLE',
  });
  expect(outcomes).toEqual([expect.stringContaining('20 ms')]);
});

it('refuses at once while the topics are not there', async () => {
  const { emitter } = emitterOver(() => Promise.resolve(), 'its topics are not there yet');
  await expect(emitter.emit([record('police110', 'a')])).rejects.toThrow(/topics are not there yet/);
});

it('sends nothing for nothing', async () => {
  const { emitter, outcomes } = emitterOver(() => Promise.reject(new Error('sent')));
  await emitter.emit([]);
  expect(outcomes).toEqual([]);
});
