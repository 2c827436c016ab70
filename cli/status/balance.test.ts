import { describe, expect, test } from 'vitest';
import type { TopicProgress } from '../../streams/kafka/admin.ts';
import { accountingOf, type StoredCounts } from './balance.ts';

const stored = (given: Partial<StoredCounts> = {}): StoredCounts => ({
  versions: 90,
  repeats: 6,
  ofMessages: 4,
  ofConnectors: 3,
  ...given,
});
const progress = (given: Partial<TopicProgress> = {}): TopicProgress => ({
  written: 100,
  expired: 0,
  expiredUnread: 0,
  toDo: 0,
  madeAnew: false,
  ...given,
});
const account = (
  counts: StoredCounts,
  after: TopicProgress | null | undefined,
  before = after,
  lettersToDo = 0,
): ReturnType<typeof accountingOf> => accountingOf(counts, before, after, lettersToDo);

test('what came in is messages and what connectors refused; it comes out even when each became one thing', () => {
  expect(account(stored(), progress())).toEqual({
    in: 103,
    versions: 90,
    repeats: 6,
    deadLetters: 7,
    toDo: 0,
    balance: 0,
    verdict: 'EVEN',
    why: null,
  });
});

test('a feed without a topic has nothing, and that is even', () => {
  const nothing = { versions: 0, repeats: 0, ofMessages: 0, ofConnectors: 0 };
  expect(account(nothing, undefined)).toMatchObject({ in: 0, balance: 0, verdict: 'EVEN' });
});

test('a message that became nothing is told with its number', () => {
  expect(account(stored({ repeats: 5 }), progress())).toMatchObject({ balance: 1, verdict: 'OFF' });
});

describe('while messages are under way', () => {
  test.each([
    ['some are to do', progress({ toDo: 2 }), progress({ toDo: 2 }), 0],
    ['some came while counting', progress(), progress({ written: 101 }), 0],
    ['some were done while counting', progress({ toDo: 1 }), progress(), 0],
    ['dead letters are on their way', progress(), progress(), 1],
  ])('the balance is no verdict: %s', (_, before, after, lettersToDo) => {
    expect(account(stored(), after, before, lettersToDo)).toMatchObject({ verdict: 'MOVING' });
  });

  test('those to do are part of the sum', () => {
    expect(account(stored({ versions: 88 }), progress({ toDo: 2 }))).toMatchObject({ toDo: 2, balance: 0 });
  });
});

describe('the balance cannot be told', () => {
  test.each([
    ['Kafka does not answer', stored(), null, /Kafka does not answer/],
    ['the topic was made anew', stored(), progress({ written: 10, madeAnew: true }), /made anew/],
    [
      'messages went before they were stored',
      stored(),
      progress({ expired: 9, expiredUnread: 4 }),
      /^4 messages/,
    ],
    [
      'the beginning is gone and the store has not all of it',
      stored({ versions: 50 }),
      progress({ expired: 40 }),
      /first 40 messages are gone/,
    ],
    [
      'the store holds more than ever came',
      stored({ versions: 95 }),
      progress(),
      /more than the topic ever did/,
    ],
  ])('%s', (_, counts, after, why) => {
    const accounting = account(counts, after);
    expect(accounting).toMatchObject({ balance: null, verdict: 'UNKNOWN' });
    expect(accounting.why).toMatch(why);
  });

  test('but it can when the beginning is gone and all that came of it is stored', () => {
    expect(account(stored(), progress({ expired: 40 }))).toMatchObject({ balance: 0, verdict: 'EVEN' });
  });
});
