import { describe, expect, it } from 'vitest';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { CsvMapper } from './csv-mapper.ts';
import { parseCsvProfile } from './csv-profile.ts';

const BASE = {
  profile: 'town',
  description: 'a town',
  time: { zone: 'Asia/Shanghai', format: ['YYYY/MM/DD HH:mm', 'ISO'] },
};
const LEAST = { sourceId: 'no', reportedAt: 'made', category: ['kind'] };

/** Maps one row of a layout whose columns are the row's. */
function draft(row: Readonly<Record<string, string>>, map: object = {}, more: object = {}): RecordDraft {
  const cells = { no: '7', made: '2026-11-24 09:00:00', kind: 'Noise', ...row };
  const columns = Object.keys(cells);
  const profile = parseCsvProfile({ ...BASE, ...more, columns, map: { ...LEAST, ...map } }, 'town.yaml');
  return new CsvMapper(profile).draft(columns, Object.values(cells));
}

it('needs only a number, a time and a category', () => {
  expect(draft({})).toMatchObject({
    sourceId: '7',
    sourceTime: '2026-11-24T09:00:00+08:00',
    title: 'Noise',
    status: { code: null, label: null },
    place: { regionCode: null, address: null, longitude: null, latitude: null },
    parties: [],
  });
});

it('reads times of every format of the profile in its zone', () => {
  expect(draft({ made: '2026/1/2 09:05' }).reportedAt).toBe('2026-01-02T09:05:00+08:00');
  expect(draft({ made: '2026-01-02T09:05:00Z' }).reportedAt).toBe('2026-01-02T09:05:00+00:00');
  expect(() => draft({ made: '2.1.2026' })).toThrow(
    /made: "2\.1\.2026" is not a time in the form YYYY\/MM\/DD HH:mm or ISO/,
  );
});

it('takes the closing for the version’s time when no column tells of changes', () => {
  expect(draft({ closed: '2026-11-25' }, { closedAt: 'closed' }).sourceTime).toBe(
    '2026-11-25T00:00:00+08:00',
  );
});

it('reads coordinates and sums with a decimal comma', () => {
  const row = { lat: '31,98', lon: '121,07', yuan: '1.234,56' };
  const map = { latitude: 'lat', longitude: 'lon', amountYuan: 'yuan' };
  expect(draft(row, map, { decimal: ',' })).toMatchObject({
    place: { latitude: 31.98, longitude: 121.07 },
    amountFen: 123_456,
    flags: [],
  });
  expect(draft(row, map).flags).toEqual(['COORDINATES_UNREADABLE', 'AMOUNT_UNREADABLE']);
});

it('reads sums with commas between thousands, and people', () => {
  const map = { amountYuan: 'yuan', peopleInvolved: 'people' };
  expect(draft({ yuan: '12,345,678.9', people: '35' }, map)).toMatchObject({
    amountFen: 1_234_567_890,
    peopleInvolved: 35,
  });
  expect(draft({ yuan: '-3', people: 'many' }, map).flags).toEqual([
    'AMOUNT_UNREADABLE',
    'PEOPLE_UNREADABLE',
  ]);
});

describe('numbers', () => {
  const map = { numbers: ['old'], quotedNumbers: ['parent'] };
  it('get the city’s prefix as ids and in quotations, and stay findable without it', () => {
    expect(draft({ old: 'X1', parent: '5; 6,8' }, map, { idPrefix: 'town:' })).toMatchObject({
      sourceId: 'town:7',
      numbers: ['town:7', '7', 'X1'],
      quotedNumbers: ['town:5', 'town:6', 'town:8'],
    });
  });
  it('stand as they are without a prefix', () => {
    expect(draft({ old: '', parent: '' }, map)).toMatchObject({ numbers: ['7'], quotedNumbers: [] });
  });
});

describe('divisions', () => {
  it('come from their column, else from the profile', () => {
    const map = { regionCode: 'area' };
    const more = { regionCode: '320612' };
    expect(draft({ area: '320613001002' }, map, more).place.regionCode).toBe('320613001');
    expect(draft({ area: '' }, map, more).place.regionCode).toBe('320612');
    expect(draft({ area: 'Tongzhou' }, map, more)).toMatchObject({
      place: { regionCode: '320612' },
      flags: ['REGION_CODE_UNREADABLE'],
    });
  });
});

it('reads parties with roles, and leaves those who are not named', () => {
  const parties = [
    { role: 'REPORTER', name: 'caller', phone: 'tel' },
    { role: 'COUNTERPARTY', name: 'against', idNumber: 'id', kind: 'PERSON' },
    { role: 'WITNESS', name: 'witness' },
  ];
  const row = {
    caller: '南通某某物业有限公司',
    tel: '',
    against: '王某',
    id: '32990019900101001X',
    witness: '',
  };
  expect(draft(row, { parties }).parties).toEqual([
    {
      role: 'REPORTER',
      kind: 'ORGANISATION',
      name: '南通某某物业有限公司',
      phone: null,
      idType: null,
      idNumber: null,
      address: null,
    },
    {
      role: 'COUNTERPARTY',
      kind: 'PERSON',
      name: '王某',
      phone: null,
      idType: '111',
      idNumber: '32990019900101001X',
      address: null,
    },
  ]);
});

it('maps status words to codes, takes back what is withdrawn, and makes no code of Chinese words', () => {
  const map = { status: 'state', withdrawn: ['撤单'] };
  const more = { statuses: { 已办结: 'CLOSED' } };
  expect(draft({ state: '已办结' }, map, more)).toMatchObject({
    state: 'ACTIVE',
    status: { code: 'CLOSED', label: '已办结' },
  });
  expect(draft({ state: 'In progress (2)' }, map, more).status.code).toBe('IN_PROGRESS_2');
  expect(draft({ state: '撤单' }, map, more)).toMatchObject({ state: 'WITHDRAWN', status: { code: null } });
});

it('writes constants into every record', () => {
  expect(draft({ z: '1' }, { details: { zipcode: 'z' }, constants: { city: 'Town' } }).details).toEqual({
    city: 'Town',
    zipcode: '1',
  });
});
