import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { CSV_CONTENT_TYPE, csvMessage } from '../kit/csv-message.ts';
import { ServiceRequestMapper } from './draft.ts';
import { OPEN311_CROSSWALK } from './crosswalk.ts';
import { Profiles, SHIPPED_PROFILES } from './profiles.ts';

const mapper = new ServiceRequestMapper(new Profiles(SHIPPED_PROFILES));

const text = readFileSync(new URL('fixtures/nyc.csv', import.meta.url), 'utf8');
const end = text.indexOf('\n');
const header = text.slice(0, end);
const rows = text.slice(end + 1);

const draft = (row: string, head = header): RecordDraft =>
  mapper.draft(csvMessage(Buffer.from(head), Buffer.from(row)), {
    profile: 'nyc',
    contentType: CSV_CONTENT_TYPE,
  });
const firstRow = rows.slice(0, rows.indexOf('\n'));

it('maps a row with New York times, position, address and details', () => {
  expect(draft(firstRow)).toMatchObject({
    sourceId: '90000001',
    sourceTime: '2026-07-05T01:10:00-04:00',
    reportedAt: '2026-07-04T23:30:00-04:00',
    closedAt: '2026-07-05T01:10:00-04:00',
    sourceCategory: ['Noise - Residential', 'Loud Music/Party'],
    title: 'Noise - Residential – Loud Music/Party',
    status: { code: 'CLOSED', label: 'Closed' },
    place: { address: '12 EXAMPLE AVENUE, SAMPLETOWN, 00000', latitude: 40.70000000000001 },
    events: [{ kind: 'REPORTED' }, { kind: 'ACTION_UPDATED' }, { kind: 'CLOSED' }],
    details: {
      serviceName: 'Noise - Residential',
      agencyCode: 'NYPD',
      channel: 'PHONE',
      parkFacilityName: null,
    },
    flags: [],
  });
});

it('flags columns it does not know and coordinates it cannot read, and keeps the record', () => {
  const bad = firstRow.replace('40.70000000000001', '140.7');
  const { flags, place } = draft(`${bad},x,y`, `${header},Zeta,Alpha`);
  expect(flags).toEqual(['UNKNOWN_COLUMNS:Alpha,Zeta', 'COORDINATES_UNREADABLE']);
  expect(place).toMatchObject({ latitude: null, longitude: null });
});

it('takes a cancelled request for withdrawn', () => {
  expect(draft(firstRow.replace(',Closed,', ',Cancelled,')).state).toBe('WITHDRAWN');
});

it('refuses a row with too few columns and says how many', () => {
  expect(() => draft('90000001,07/04/2026 11:30:00 PM')).toThrow(/2 columns, the header 41/);
});

it('refuses a header with a column twice', () => {
  expect(() => draft(firstRow, header.replace('Agency Name', 'Agency'))).toThrow(/"Agency" is there twice/);
});

describe('the crosswalk', () => {
  const natureOf = (words: string): string | undefined =>
    OPEN311_CROSSWALK.find(({ pattern }) => pattern.test(words))?.nature;
  it('leaves possible what has another side and drops what asks the city only', () => {
    expect(natureOf('Noise - Residential/Loud Music/Party')).toBe('POSSIBLE');
    expect(natureOf('Consumer Complaint/False Advertising')).toBe('POSSIBLE');
    expect(natureOf('Noise - Helicopter/Other')).toBe('OTHER');
    expect(natureOf('Street Condition/Pothole')).toBe('OTHER');
    expect(natureOf('')).toBe('OTHER');
  });
});
