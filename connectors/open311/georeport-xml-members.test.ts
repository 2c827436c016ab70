import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { geoElement } from '../simulator/agencies/open311/georeport-xml.ts';
import { readList } from './georeport-answer.ts';
import { membersOf } from './georeport-members.ts';
import { Profiles, SHIPPED_PROFILES } from './profiles.ts';

const mapper = new Profiles(SHIPPED_PROFILES).geoMapper('georeport');
const members = (xml: string, type = 'application/xml'): Readonly<Record<string, unknown>> =>
  membersOf(Buffer.from(xml), type);
const CORE =
  '<service_request_id>7</service_request_id><requested_datetime>2026-11-24T03:41:09Z</requested_datetime>';
const draft = (inner: string): RecordDraft =>
  mapper.draft(members(`<request>${CORE}${inner}</request>`), null);

/** All but the members as the form writes them. */
function mapped(bytes: Uint8Array, contentType: string): unknown {
  try {
    const { columns, ...rest } = mapper.draft(membersOf(bytes, contentType), null);
    return { ...rest, names: Object.keys(columns) };
  } catch (error) {
    if (error instanceof HubError) return [error.code, error.field, error.message];
    throw error;
  }
}

it('makes the same draft of a request in either format', () => {
  const name = fc.constantFrom('status', 'status_notes', 'service_name', 'address', 'zipcode', 'ward');
  const text = fc.string({
    unit: fc.constantFrom('a', '楼', ' ', '\n', '<', '>', '&', '"', "'", ']]>', '𠀀', '\u00a0', '1'),
  });
  const time = fc.constantFrom('2026-11-24T03:41:09Z', '2026-07-01T00:00:00', 'yesterday', null);
  const request = fc.record(
    {
      service_request_id: fc.oneof(fc.integer(), text),
      requested_datetime: time,
      updated_datetime: time,
      lat: fc.oneof(fc.double({ min: -100, max: 100, noNaN: true }), fc.constant(null)),
      long: fc.double({ min: -200, max: 200, noNaN: true }),
      more: fc.dictionary(name, fc.oneof(text, fc.constant(null), fc.integer(), fc.boolean())),
    },
    { requiredKeys: ['service_request_id', 'requested_datetime', 'more'] },
  );
  fc.assert(
    fc.property(request, ({ more, ...rest }) => {
      const object = { ...rest, ...more };
      const json = mapped(Buffer.from(JSON.stringify(object)), 'application/json');
      const xml = mapped(Buffer.from(geoElement('request', object)), 'application/xml');
      expect(xml).toEqual(json);
    }),
    { numRuns: 500 },
  );
});

it('makes the same drafts of the fixtures in either format', () => {
  const drafts = (format: 'json' | 'xml'): unknown[] =>
    readList(readFileSync(new URL(`fixtures/georeport.${format}`, import.meta.url)), format, 'requests').map(
      ({ bytes, contentType }) => mapped(bytes, contentType),
    );
  expect(drafts('xml')).toEqual(drafts('json'));
  expect(drafts('xml')).toHaveLength(2);
});

describe('what cities write', () => {
  it('takes nil and empty elements for nothing, whatever stands in them', () => {
    const { narrative, place, details } = draft(
      '<description xsi:nil="true">-</description><address i:nil="1"></address><zipcode nil="true"/><media_url> \n </media_url>' +
        '<status_notes nil="false">kept</status_notes>',
    );
    expect([narrative, place.address, details['zipcode'], details['mediaUrl']]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(details['resolution']).toBe('kept');
  });

  it('reads CDATA, references, comments and prefixes of namespaces', () => {
    const element = members(
      '<g:request xmlns:g="urn:open311"><g:description><![CDATA[<b>Noise</b> & ]]>music<!-- x --> &#x697C;</g:description></g:request>',
    );
    expect(element).toEqual({ description: '<b>Noise</b> & music 楼' });
  });

  it('reads the encoding that the content type names', () => {
    const gb = Buffer.from([
      ...Buffer.from('<request><description>'),
      0xc2,
      0xa5,
      ...Buffer.from('</description></request>'),
    ]);
    expect(membersOf(gb, 'application/xml; charset=gb18030; service-name=x')).toEqual({ description: '楼' });
  });

  it('joins lists of texts, and takes several pictures', () => {
    const { details } = draft(
      '<agency_responsible><recipient>Roads</recipient><recipient/><recipient>Oslo</recipient></agency_responsible>' +
        '<media_url>http://city.gov/1.jpg</media_url><media_url/><media_url>http://city.gov/2.jpg</media_url>',
    );
    expect(details).toMatchObject({
      agency: 'Roads Oslo',
      mediaUrl: 'http://city.gov/1.jpg http://city.gov/2.jpg',
    });
  });

  it('keeps what the specification does not have, and flags it', () => {
    const element = members(
      '<request id="9" type="x">text<extended_attributes><photo size="2"><url>u</url><w>1</w></photo><votes>3</votes></extended_attributes>' +
        '<lat unit="deg" type="float">1</lat><note>a</note><note>b</note><__proto__>p</__proto__></request>',
    );
    expect(Object.entries(element)).toEqual([
      ['@id', '9'],
      ['extended_attributes', { photo: { '@size': '2', url: 'u', w: '1' }, votes: '3' }],
      ['lat', '1'],
      ['lat@unit', 'deg'],
      ['note', ['a', 'b']],
      ['__proto__', 'p'],
      ['#text', 'text'],
    ]);
    expect(draft('<note>a</note><zipcode unit="deg">1</zipcode>').flags).toEqual([
      'UNKNOWN_COLUMNS:note,zipcode@unit',
    ]);
  });
});

it.each([
  [
    '<request><status>open</status><status>closed</status></request>',
    'HUB_RECORD_INVALID',
    'status',
    /there twice/,
  ],
  ['<request><address>12 <b>A</b></address></request>', 'HUB_RECORD_INVALID', 'address', /elements in it/],
  [
    '<service><status>open</status></service>',
    'HUB_RECORD_UNPARSABLE',
    'XML',
    /<service> stands where <request>/,
  ],
  [
    '<request><a></request>',
    'HUB_RECORD_UNPARSABLE',
    'XML',
    /GeoReport request: the XML has <\/request> where/,
  ],
  ['<!DOCTYPE r [<!ENTITY x "y">]><request/>', 'HUB_RECORD_UNPARSABLE', 'XML', /never read/],
  ['<request><description>&x;</description></request>', 'HUB_RECORD_UNPARSABLE', 'XML', /references/],
  ['', 'HUB_RECORD_UNPARSABLE', 'XML', /has no element/],
])('refuses %s in words', (xml, code, field, reason) => {
  expect(() => members(xml)).toThrow(expect.objectContaining({ code, field }) as Error);
  expect(() => members(xml)).toThrow(reason);
});

it('refuses what is neither JSON nor XML', () => {
  expect(() => members('<request/>', 'text/plain')).toThrow(/cannot be text\/plain; send JSON or XML/);
});
