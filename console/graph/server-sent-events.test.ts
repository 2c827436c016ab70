import { expect, test } from 'vitest';
import { eventReader } from './server-sent-events.ts';

const STREAM =
  ':\n\nevent: next\nid: c-1\ndata: {"a":1}\n\n:\n\nevent: next\ndata: one\ndata: two\n\nevent: complete\ndata:\n\n';
const EVENTS = [
  { type: 'next', id: 'c-1', data: '{"a":1}' },
  { type: 'next', id: null, data: 'one\ntwo' },
  { type: 'complete', id: null, data: '' },
];

test('events are read wherever the text was cut, comments are none', () => {
  for (let size = 1; size <= STREAM.length; size += 1) {
    const read = eventReader();
    const found = [];
    for (let at = 0; at < STREAM.length; at += size) found.push(...read(STREAM.slice(at, at + size)));
    expect(found, String(size)).toEqual(EVENTS);
  }
});
