import { expect, test } from 'vitest';
import { deadLetterHeaders, deadLetterOf, originOf, reasonClassOf, type DeadLetter } from './dead-letter.ts';

const LETTER: DeadLetter = {
  feed: 'police110',
  connector: 'police110-push',
  stage: 'VALUE_CONVERTER',
  code: 'HUB_RECORD_UNPARSABLE',
  reason: '报警时间（bjsj）: "2026-02-30" does not exist',
  at: '2026-11-24T02:00:00.000Z',
  key: Buffer.from('J1'),
  value: Buffer.from('{'),
  origin: { topic: 'intake/police110', partition: 0, offset: 'a:b' },
};

test('a letter comes back out of its message as it was', () => {
  expect(deadLetterOf('police110', deadLetterHeaders(LETTER), LETTER.key, LETTER.value)).toEqual(LETTER);
});

test('a reason leaves without the values of the record, whose bytes are the evidence', () => {
  const letter = {
    ...LETTER,
    reason: 'bjdhyhxm: "张三 13812345678" is no name; bjdh 13812345678 is twice there',
  };
  const { reason, value } = deadLetterOf('police110', deadLetterHeaders(letter), letter.key, letter.value);
  expect(reason).toBe('bjdhyhxm: "…" is no name; bjdh 138****5678 is twice there');
  expect(value).toEqual(letter.value);
});

test('an origin names topic, partition and offset', () => {
  expect(originOf({ topic: 't.feed.v1', partition: 2, offset: '17' })).toBe('t.feed.v1:2:17');
});

test('reasons that differ in the values of their records only are one class', () => {
  const of = (text: string): string => reasonClassOf(text);
  expect(of('bjsj: "2026-02-30" does not exist')).toBe(of('bjsj: "2025-13-01" does not exist'));
  expect(of('the row has 41 columns, the header 40')).toBe(of('the row has 3 columns, the header 40'));
  expect(of('第3行缺少列')).toBe(of('第14行缺少列'));
  expect(of('police110 data: the text is not UTF-8 (byte 17)')).toBe(
    'police110 data: the text is not UTF-8 (byte #)',
  );
  expect(of('column a: is missing')).not.toBe(of('column b: is missing'));
  expect(of('“张三”不是时间')).toBe('“…”不是时间');
});

test('a class is short, and a quote that is never closed costs nothing', () => {
  expect(reasonClassOf(`"${'x'.repeat(1_000_000)}`)).toHaveLength(160);
});
