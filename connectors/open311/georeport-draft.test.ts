import { describe, expect, it } from 'vitest';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { GeoMapper } from './georeport-draft.ts';
import { parseGeoProfile } from './georeport-profile.ts';

const profile = (more: object = {}): ConstructorParameters<typeof GeoMapper>[0] =>
  parseGeoProfile(
    { kind: 'georeport', profile: 'p', description: 'd', time: { zone: 'America/Chicago' }, ...more },
    'p.yaml',
  );

const REQUEST = {
  service_request_id: '638344',
  status: 'closed',
  status_notes: 'Duplicate request.',
  service_name: 'Sidewalk and Curb Issues',
  service_code: '006',
  description: 'The curb is broken.',
  agency_responsible: 'Public Works',
  service_notice: null,
  requested_datetime: '2010-04-14T06:37:38-08:00',
  updated_datetime: '2010-04-14T16:37:38Z',
  expected_datetime: '2010-04-15T06:37:38-08:00',
  address: '8TH AVE and JUDAH ST',
  address_id: '545483',
  zipcode: '94122',
  lat: 37.762221815,
  long: -122.4651145,
  media_url: 'http://city.gov/1.jpg',
};

const draft = (members: object, more?: object): RecordDraft =>
  new GeoMapper(profile(more)).draft({ ...REQUEST, ...members }, null);

it('maps every member of the specification', () => {
  expect(draft({})).toMatchObject({
    sourceId: '638344',
    sourceTime: '2010-04-14T16:37:38+00:00',
    state: 'ACTIVE',
    sourceCategory: ['Sidewalk and Curb Issues'],
    title: 'Sidewalk and Curb Issues',
    narrative: 'The curb is broken.',
    status: { code: 'CLOSED', label: 'closed' },
    reportedAt: '2010-04-14T06:37:38-08:00',
    closedAt: '2010-04-14T16:37:38+00:00',
    place: { address: '8TH AVE and JUDAH ST', latitude: 37.762221815, longitude: -122.4651145 },
    events: [
      { kind: 'REPORTED', at: '2010-04-14T06:37:38-08:00' },
      { kind: 'CLOSED', at: '2010-04-14T16:37:38+00:00', note: 'Duplicate request.' },
    ],
    details: {
      serviceName: 'Sidewalk and Curb Issues',
      serviceCode: '006',
      agency: 'Public Works',
      zipcode: '94122',
      expectedAt: '2010-04-15T06:37:38-08:00',
      resolution: 'Duplicate request.',
      addressId: '545483',
      mediaUrl: 'http://city.gov/1.jpg',
    },
    flags: [],
  });
});

describe('what servers do beside the specification', () => {
  it('takes numbers for texts and empty objects for nothing', () => {
    const { sourceId, place, narrative, details } = draft({
      service_request_id: 7,
      lat: '37.7',
      long: '-122.4',
      description: {},
      zipcode: 94122,
      media_url: [],
      status_notes: '  ',
    });
    expect(sourceId).toBe('7');
    expect(place).toMatchObject({ latitude: 37.7, longitude: -122.4 });
    expect(narrative).toBeNull();
    expect(details).toMatchObject({ zipcode: '94122', mediaUrl: null, resolution: null });
  });

  it('takes a time without an offset for the profile’s zone', () => {
    expect(draft({ requested_datetime: '2010-07-14T06:37:38' }).reportedAt).toBe('2010-07-14T06:37:38-05:00');
  });

  it('never lets an update lie before the request', () => {
    expect(draft({ updated_datetime: '2009-01-01T00:00:00Z' }).sourceTime).toBe('2010-04-14T06:37:38-08:00');
    expect(draft({ updated_datetime: null }).sourceTime).toBe('2010-04-14T06:37:38-08:00');
  });

  it('takes zero and zero for no place and flags what is none', () => {
    expect(draft({ lat: 0, long: 0 })).toMatchObject({ place: { latitude: null }, flags: [] });
    expect(draft({ lat: 137 })).toMatchObject({
      place: { latitude: null },
      flags: ['COORDINATES_UNREADABLE'],
    });
  });

  it('flags members that it does not know', () => {
    expect(draft({ ward: '7', notes: [] }).flags).toEqual(['UNKNOWN_COLUMNS:notes,ward']);
  });
});

it.each([
  ['service_request_id', null, /service_request_id: is missing/],
  ['requested_datetime', '', /requested_datetime: is missing/],
  ['requested_datetime', '2010-02-30', /does not exist/],
  ['address', { street: '8TH AVE' }, /address: must be text/],
  ['description', 'a\0b', /description: contains a NUL/],
  ['description', 'x'.repeat(20_001), /has 20001 characters/],
])('refuses %s %j in words', (member, value, reason) => {
  expect(() => draft({ [member]: value })).toThrow(reason);
});

it('follows a profile: prefix, statuses, withdrawn, division, empty words', () => {
  const more = {
    idPrefix: 'sf:',
    statuses: { closed: 'DONE' },
    withdrawn: ['cancelled'],
    regionCode: '320612',
    empty: ['n/a'],
  };
  expect(draft({ status_notes: 'n/a' }, more)).toMatchObject({
    sourceId: 'sf:638344',
    numbers: ['sf:638344', '638344'],
    status: { code: 'DONE', label: 'closed' },
    place: { regionCode: '320612' },
    details: { resolution: null },
  });
  expect(draft({ status: 'cancelled' }, more).state).toBe('WITHDRAWN');
});

it('names a service from the list where the request has a code alone', () => {
  const service = { name: 'Sidewalks', group: 'Streets' };
  const { title, details } = new GeoMapper(profile()).draft({ ...REQUEST, service_name: '' }, service);
  expect(title).toBe('Sidewalks');
  expect(details).toMatchObject({ serviceName: 'Sidewalks', serviceGroup: 'Streets', serviceCode: '006' });
});
