import { describe, expect, it } from 'vitest';
import { readCloudEvents, type EventReading } from './cloud-events.ts';

const attributes = { specversion: '1.0', id: 'e1', source: 'urn:test', type: 'test.v1', subject: 's1' };

function read(
  contentType: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): readonly EventReading[] {
  return readCloudEvents({ headers: { 'content-type': contentType, ...headers }, body: Buffer.from(body) });
}
const structured = (event: unknown): EventReading | undefined =>
  read('application/cloudevents+json; charset=utf-8', JSON.stringify(event))[0];

it('keeps the original bytes of structured data', () => {
  const [reading] = read(
    'application/cloudevents+json',
    `{"specversion":"1.0","id":"e1","source":"urn:test","type":"test.v1","data": {"n" : 1.0}}`,
  );
  expect(reading).toMatchObject({ ok: true, event: { id: 'e1', subject: null } });
  if (reading?.ok === true) expect(Buffer.from(reading.event.data).toString()).toBe('{"n" : 1.0}');
});

it('decodes data_base64', () => {
  const reading = structured({ ...attributes, data_base64: Buffer.from('{"n":1}').toString('base64') });
  expect(reading?.ok === true && Buffer.from(reading.event.data).toString()).toBe('{"n":1}');
});

it('reads binary mode with percent-encoded headers', () => {
  const [reading] = read('application/json', '{"n":1}', {
    'ce-specversion': '1.0',
    'ce-id': 'e1',
    'ce-source': 'urn:test',
    'ce-type': 'test.v1',
    'ce-subject': '%E5%8F%B7',
  });
  expect(reading).toMatchObject({ ok: true, event: { subject: '号' } });
});

it('reads a batch event by event and keeps the good ones', () => {
  const readings = read(
    'application/cloudevents-batch+json',
    JSON.stringify([
      { ...attributes, data: {} },
      { ...attributes, id: 'e2' },
      7,
      { ...attributes, id: 'e3', data: 1 },
    ]),
  );
  expect(readings.map(({ ok }) => ok)).toEqual([true, false, false, true]);
  expect(readings[1]).toMatchObject({
    ok: false,
    id: 'e2',
    error: { code: 'HUB_EVENT_INVALID', field: 'data' },
  });
});

describe('refuses in words that name the attribute:', () => {
  it.each([
    ['specversion', { ...attributes, specversion: '0.3', data: {} }],
    ['id', { ...attributes, id: undefined, data: {} }],
    ['id', { ...attributes, id: 7, data: {} }],
    ['source', { ...attributes, source: '', data: {} }],
    ['time', { ...attributes, time: '2026-02-30', data: {} }],
    ['datacontenttype', { ...attributes, datacontenttype: 'text/xml', data: {} }],
    ['type', { ...attributes, type: 'x'.repeat(501), data: {} }],
  ])('%s', (field, event) => {
    const reading = structured(event);
    expect(reading).toMatchObject({ ok: false, error: { code: 'HUB_EVENT_INVALID', field } });
  });
});

it('refuses other media types, and a batch that is no list as a whole', () => {
  expect(() => read('text/plain', 'x')).toThrow(/content-type/);
  expect(() => read('application/json', '{}')).toThrow(/content-type/);
  expect(() => read('application/cloudevents-batch+json', '{}')).toThrow(/list/);
});

it('refuses a batch of too many events, and JSON that is nested without end', () => {
  expect(() => read('application/cloudevents-batch+json', `[${'1,'.repeat(1_000)}1]`)).toThrow(/1001 events/);
  const deep = `{"specversion":"1.0","id":"e","source":"s","type":"t","data":${'['.repeat(400_000)}${']'.repeat(400_000)}}`;
  expect(read('application/cloudevents+json', deep)[0]?.ok).toBeDefined();
});

it('refuses invalid UTF-8 with the place of the byte', () => {
  const [reading] = read(
    'application/cloudevents+json',
    Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  );
  expect(reading).toMatchObject({ ok: false, error: { code: 'HUB_RECORD_UNPARSABLE' } });
  expect(reading?.ok === false && reading.error.message).toContain('byte 2');
});
