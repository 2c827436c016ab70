import { expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { ReferenceDraft, ReferenceKind } from '../../schema/canonical/reference.ts';
import { gridReference as cityReference } from '../simulator/agencies/grid/reference.ts';
import { gridReference } from './reference.ts';

const read = (kind: ReferenceKind, row: object): ReferenceDraft =>
  gridReference(Buffer.from(JSON.stringify(row)), { kind });

const common = { id: 1, active: true, updated_at: '2026-11-01T08:00:00.000001' };

it('reads a grid with its community and its committee', () => {
  const row = {
    code: '320612001003',
    name: '金沙街道第3网格',
    region_code: '320612001',
    community_code: '320612001002',
    community_name: '银河社区',
    committee_code: 'TJ320612001',
    worker_name: '王五',
    worker_phone: '14212340002',
    households: 310,
    ...common,
  };
  expect(read('GRID', row)).toEqual({
    kind: 'GRID',
    code: '320612001003',
    name: '金沙街道第3网格',
    regionCode: '320612001',
    state: 'ACTIVE',
    sourceTime: '2026-11-01T08:00:00.000001+08:00',
    communityCode: '320612001002',
    committeeCode: 'TJ320612001',
    details: { communityName: '银河社区', workerName: '王五', workerPhone: '14212340002', households: 310 },
  });
  expect(read('GRID', { ...row, active: false }).state).toBe('WITHDRAWN');
  expect(read('GRID', { ...row, active: null }).state).toBe('ACTIVE');
});

it('reads a community, a committee and a mediator', () => {
  expect(
    read('COMMUNITY', {
      code: '1',
      name: '银河社区',
      region_code: '320612001',
      population: '3200',
      ...common,
    }),
  ).toMatchObject({
    kind: 'COMMUNITY',
    regionCode: '320612001',
    committeeCode: null,
    details: { population: 3_200 },
  });
  const committee = {
    code: 'TJ320612001',
    name: '金沙街道人民调解委员会',
    kind: '人民调解',
    level: '街道级',
    region_code: '320612001',
    address: '综治中心2楼',
    phone: '0513-81234567',
    established_on: '1996-04-15',
    ...common,
  };
  expect(read('MEDIATION_COMMITTEE', committee)).toMatchObject({
    kind: 'MEDIATION_COMMITTEE',
    details: {
      committeeKind: '人民调解',
      level: '街道级',
      address: '综治中心2楼',
      phone: '0513-81234567',
      establishedOn: '1996-04-15',
    },
  });
  const mediator = {
    code: 'TJ320612001-01',
    name: '赵六',
    gender: '女',
    committee_code: 'TJ320612001',
    specialities: '邻里纠纷; 物业纠纷、',
    phone: 14_212_340_003,
    full_time: false,
    certificate_no: 'RT32061200101',
    ...common,
  };
  expect(read('MEDIATOR', mediator)).toMatchObject({
    committeeCode: 'TJ320612001',
    regionCode: null,
    details: {
      gender: '女',
      specialities: ['邻里纠纷', '物业纠纷'],
      phone: '14212340003',
      fullTime: false,
      certificateNumber: 'RT32061200101',
    },
  });
});

it.each([
  ['code', { name: 'x', ...common }],
  ['name', { code: '1', name: ' ', ...common }],
  ['updated_at', { code: '1', name: 'x' }],
  ['active', { code: '1', name: 'x', ...common, active: 'yes' }],
  ['households', { code: '1', name: 'x', ...common, households: -1 }],
])('refuses a row whose %s is wrong, naming it', (column, row) => {
  let fault: unknown;
  try {
    read('GRID', row);
  } catch (error) {
    fault = error;
  }
  expect(fault).toBeInstanceOf(HubError);
  expect(fault).toMatchObject({ code: 'HUB_RECORD_INVALID', field: column });
});

it('reads every row of the city’s lists, and each grid’s committee has mediators', () => {
  const lists = cityReference('any', Date.parse('2026-10-01T00:00:00+08:00'));
  const grids = lists.grids.map((row) => read('GRID', row));
  const committees = new Set(lists.mediation_committees.map((row) => read('MEDIATION_COMMITTEE', row).code));
  const served = new Set(lists.mediators.map((row) => read('MEDIATOR', row).committeeCode));
  const communities = new Set(lists.communities.map((row) => read('COMMUNITY', row).code));
  expect(grids).toHaveLength(lists.grids.length);
  for (const { committeeCode, communityCode } of grids) {
    expect(committees.has(committeeCode ?? '') && served.has(committeeCode)).toBe(true);
    expect(communities.has(communityCode ?? '')).toBe(true);
  }
});
