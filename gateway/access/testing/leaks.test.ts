import { expect, test } from 'vitest';
import { clearValuesOf, findLeaks } from './leaks.ts';

const VALUES = clearValuesOf([
  {
    name: '歐陽修',
    phone: '138-1234-5678',
    idNumber: '11010519491231002X',
    address: '南通市通州区人民路128号3幢501室',
  },
]);
const kindsIn = (answer: unknown): readonly string[] =>
  findLeaks(typeof answer === 'string' ? answer : JSON.stringify(answer), VALUES).map(({ kind }) => kind);
const base64 = (text: string): string => Buffer.from(text).toString('base64url');

test.each<[string, unknown, string]>([
  ['a plain string', { data: { name: '欧阳修' } }, 'NAME'],
  ['traditional script', { data: { name: '歐陽修' } }, 'NAME'],
  ['JSON escapes', '{"name":"\\u6b27\\u9633\\u4fee"}', 'NAME'],
  ['escapes within a string', { message: '\\u6b27\\u9633\\u4fee' }, 'NAME'],
  ['URL encoding', { url: encodeURIComponent('/欧阳修?x=1') }, 'NAME'],
  ['HTML entities', { html: '&#x6b27;&#38451;&#x4fee;' }, 'NAME'],
  ['a cursor', { cursor: base64('2026|欧阳修') }, 'NAME'],
  ['JSON in a cursor', { cursor: base64(JSON.stringify({ after: ['13812345678'] })) }, 'PHONE'],
  ['a cursor in a URL', { next: `/graphql?after=${base64('x 13812345678')}` }, 'PHONE'],
  ['full width', { phone: '１３８１２３４５６７８' }, 'PHONE'],
  ['separators', { text: '1 3 8-1234.5678' }, 'PHONE'],
  ['figures in words', { text: '幺三八一二三四五六七八' }, 'PHONE'],
  ['a number', '{"phone":13812345678}', 'PHONE'],
  ['a field name', { 13812345678: 1 }, 'PHONE'],
  ['the older number', { text: '110105491231002' }, 'ID_NUMBER'],
  ['lower case', { text: '11010519491231002x' }, 'ID_NUMBER'],
  ['an address without its divisions', { text: '人民路 128号 3幢 501室' }, 'ADDRESS'],
  ['a line of an event stream', 'event: next\ndata: {"a":"欧阳修"}\n\n', 'NAME'],
  ['an error message', { errors: [{ message: 'no party 欧阳·修' }] }, 'NAME'],
])('finds a value in %s', (_, answer, kind) => {
  expect(kindsIn(answer)).toContain(kind);
});

test.each<[string, unknown]>([
  [
    'masks',
    { name: '欧阳*', phone: '138****5678', id: '1****************X', address: '南通市通州区人民路***' },
  ],
  ['two strings that meet', { a: '欧阳', b: '修' }],
  ['two numbers that meet', { a: '138', b: '12345678' }],
  [
    'everything else',
    { code: 'T-320612-261124-K7QF27', at: '2026-11-24T09:30:00+08:00', cursor: base64('2026-11-24|x') },
  ],
])('finds nothing in %s', (_, answer) => {
  expect(kindsIn(answer)).toEqual([]);
});

test('says where', () => {
  const [leak] = findLeaks(Buffer.from(JSON.stringify({ data: [{ c: base64('欧阳修') }] })), VALUES);
  expect(leak).toEqual({
    kind: 'NAME',
    value: '歐陽修',
    path: ['json $.data[0].c', 'base64'],
    found: '欧阳修',
  });
});
