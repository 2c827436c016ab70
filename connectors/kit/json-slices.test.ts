import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HubError } from '../../schema/canonical/hub-error.ts';
import { sliceArray, sliceObject } from './json-slices.ts';

const text = (slice: Uint8Array | undefined): string => new TextDecoder().decode(slice);

it('gives the elements of any JSON list with their original bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 8 }), fc.constantFrom(0, 1, 2), (values, indent) => {
      const slices = sliceArray(Buffer.from(JSON.stringify(values, null, indent)), 'list');
      expect(slices.map((slice) => JSON.parse(text(slice)) as unknown)).toEqual(
        JSON.parse(JSON.stringify(values)),
      );
    }),
  );
});

it('gives the members of any JSON object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 8 }), (object) => {
      const members = sliceObject(Buffer.from(JSON.stringify(object)), 'object');
      const parsed = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
      expect([...members.keys()].sort()).toEqual(Object.keys(parsed).sort());
      for (const [name, slice] of members) expect(JSON.parse(text(slice))).toEqual(parsed[name]);
    }),
  );
});

it('keeps numbers and spacing as the sender wrote them', () => {
  const members = sliceObject(Buffer.from('{ "data" : {"n": 1.0, "big": 12345678901234567890} }'), 'event');
  expect(text(members.get('data'))).toBe('{"n": 1.0, "big": 12345678901234567890}');
});

it('tells apart elements of which one is not UTF-8', () => {
  const bytes = Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff]), Buffer.from('"},{"a":"好"}]')]);
  const slices = sliceArray(bytes, 'list');
  expect(slices).toHaveLength(2);
  expect(text(slices[1])).toBe('{"a":"好"}');
});

it('steps over a byte order mark', () => {
  expect(sliceArray(Buffer.from('\uFEFF[1,2]'), 'list')).toHaveLength(2);
});

it.each(['', '[', '[1', '[1,', '[1 2]', '[1]x', '{"a":1}', '["a', '[,]', '[{"a":1]'])(
  'refuses %j',
  (broken) => {
    expect(() => {
      for (const slice of sliceArray(Buffer.from(broken), 'list')) JSON.parse(text(slice));
    }).toThrow();
  },
);

it('says at which byte an object breaks', () => {
  expect(() => sliceObject(Buffer.from('{"a":1 "b":2}'), 'event')).toThrow(
    expect.objectContaining({
      code: 'HUB_RECORD_UNPARSABLE',
      message: expect.stringContaining('byte 7') as string,
    }) as HubError,
  );
});
