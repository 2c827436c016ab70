import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import {
  CanonicalRecordSchema,
  type CanonicalRecord,
  type RecordDraft,
} from '../../../schema/canonical/record.ts';
import { keepsTheSchema } from './check-record.ts';
import { normalise } from './normalise.ts';

const rules = {
  crosswalkVersion: 'test.v1',
  crosswalk: [{ pattern: /./u, category: null, nature: 'POSSIBLE' as const }],
  numberPatterns: [],
};
const envelope = { feed: 'police110' as const, receivedAt: '2026-11-24T02:10:00.000Z', contentHash: 'ab' };

const DRAFT: RecordDraft = {
  sourceId: 'J1',
  sourceTime: '2026-11-24T10:05:00+08:00',
  state: 'ACTIVE',
  sourceCategory: ['纠纷警情'],
  title: '纠纷警情',
  narrative: null,
  status: { code: '1001', label: '接警' },
  reportedAt: '2026-11-24T10:00:00+08:00',
  occurredAt: null,
  closedAt: null,
  place: { regionCode: null, address: null, longitude: null, latitude: null },
  parties: [],
  numbers: ['J1'],
  quotedNumbers: [],
  amountFen: null,
  peopleInvolved: null,
  events: [{ at: '2026-11-24T10:00:00+08:00', kind: 'CALL_TAKEN', label: '接警', note: null }],
  details: {},
  flags: [],
  columns: {},
};
const REPORTER = {
  role: 'REPORTER',
  kind: 'PERSON',
  name: '張偉',
  phone: '+86 138-1234-5678',
  idType: null,
  idNumber: null,
  address: null,
} as const;

const of = (changes: Partial<RecordDraft>): CanonicalRecord =>
  normalise({ ...DRAFT, ...changes }, envelope, rules);

test('a record keeps what the source wrote and has folded forms beside', () => {
  const record = of({
    parties: [{ ...REPORTER, idNumber: '11010519491231002x', address: '三号楼二单元501室' }],
  });
  expect(record.parties[0]).toMatchObject({
    name: '張偉',
    phone: '+86 138-1234-5678',
    matching: { name: '张伟', phone: '13812345678', idNumber: '11010519491231002X', address: '3-2-501' },
  });
  expect(CanonicalRecordSchema.parse(record)).toEqual(record);
});

test.each([
  ['110105194912310021', ['ID_CHECK_DIGIT_WRONG']],
  ['11010519491231002X', []],
])('the identity number %s is flagged %j', (idNumber, flags) => {
  expect(of({ parties: [{ ...REPORTER, idNumber }] }).flags).toEqual(flags);
});

test.each([['王先生'], ['李某'], ['匿名'], ['不详']])('%s names nobody', (name) => {
  expect(of({ parties: [{ ...REPORTER, name }] }).parties[0]?.matching.name).toBeNull();
});

describe('the place', () => {
  test.each([
    ['320612003007', '金沙街道人民路3号', '320612001', '人民路3号'],
    ['320612', null, '320612', null],
    [null, '南通市海门区解放路8号', '320614', '解放路8号'],
    ['320612', '崇川区工农路1号', '320612', '工农路1号'],
  ])('of code %s and address %s lies in %s', (regionCode, address, region, matchingAddress) => {
    const { place } = of({ place: { regionCode, address, longitude: null, latitude: null } });
    expect(place).toMatchObject({ regionCode: region, address, matchingAddress });
  });

  test('is looked for in the narrative when nothing else tells it', () => {
    expect(of({ narrative: '在南通市海门区发生争吵' }).place.regionCode).toBe('320614');
  });
});

describe('parties that only the narrative names', () => {
  test.each([
    ['与南通阳光物业服务有限公司发生争执', ['南通阳光物业服务有限公司']],
    ['被邻居王建国打伤', ['王建国']],
    ['与物业公司发生纠纷', []],
    ['被對方陳大明毆打', ['陳大明']],
    ['老板李建国拖欠工资', ['李建国']],
  ])('%s', (narrative, names) => {
    expect(of({ narrative }).parties.map(({ name }) => name)).toEqual(names);
  });

  test('are not added again under a short name', () => {
    const given = {
      ...REPORTER,
      role: 'COUNTERPARTY',
      kind: 'ORGANISATION',
      name: '南通阳光物业服务有限公司',
    } as const;
    expect(of({ parties: [given], narrative: '与阳光物业发生争执' }).parties).toHaveLength(1);
  });

  test('give identity numbers and telephones to whom they belong', () => {
    const narrative = '报警人身份证号11010519491231002X,与邻居王建国发生争吵,对方电话13912345678';
    const record = of({ parties: [{ ...REPORTER, phone: null }], narrative });
    expect(record.parties.find(({ role }) => role === 'REPORTER')?.idNumber).toBe('11010519491231002X');
    expect(record.parties.find(({ role }) => role === 'COUNTERPARTY')?.phone).toBe('13912345678');
  });
});

test('the same draft gives the same record, and everyday business names no other side and no money', () => {
  const draft = { narrative: '咨询南通阳光物业服务有限公司的电话,交费300元' };
  expect(of(draft)).toEqual(of(draft));
  expect(of(draft)).toMatchObject({ nature: 'OTHER', amountFen: null, parties: [] });
});

test.each<[Partial<RecordDraft>, string]>([
  [{ sourceId: '' }, 'sourceId'],
  [{ reportedAt: '2026-11-24 10:00' }, 'reportedAt'],
  [{ occurredAt: '2026-02-30T10:00:00+08:00' }, 'occurredAt'],
  [{ place: { regionCode: null, address: null, longitude: 200, latitude: null } }, 'place.longitude'],
  [{ parties: Array.from({ length: 501 }, () => REPORTER) }, 'parties'],
])('a draft that breaks the canonical schema is refused with its field: %j', (changes, field) => {
  expect(() => of(changes)).toThrow(expect.objectContaining({ code: 'HUB_RECORD_INVALID', field }));
});

test('the check by hand lets nothing through that the schema refuses', () => {
  const time = fc.oneof(
    fc.constantFrom(
      '2026-02-29T10:00:00Z',
      '2026-02-28T24:00:00Z',
      '2026-11-24T10:00:00+08:00',
      '2024-02-29T00:00:00.123-05:30',
      '',
    ),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.string(),
  );
  const number = fc.oneof(fc.constant(null), fc.double(), fc.integer());
  const base = of({});
  const changed = fc.record({
    sourceId: fc.string({ maxLength: 300 }),
    reportedAt: time,
    occurredAt: fc.option(time),
    amountFen: number,
    peopleInvolved: number,
    place: fc.record({ longitude: number, latitude: number }).map((at) => ({ ...base.place, ...at })),
    events: fc.array(
      time.map((at) => ({ at, kind: 'K', label: 'L', note: null })),
      { maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(changed, (fields) => {
      const record = { ...base, ...fields };
      if (keepsTheSchema(record)) expect(CanonicalRecordSchema.safeParse(record).success).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('a refusal is a HubError', () => {
  expect(() => of({ sourceId: '' })).toThrow(HubError);
});
