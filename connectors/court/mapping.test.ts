import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { COURT_COLUMNS, courtCells } from '../simulator/agencies/court/csv.ts';
import { courtElement } from '../simulator/agencies/court/xml.ts';
import { ofAgency, storyOf } from '../simulator/testing/story.ts';
import { csvText } from '../simulator/writing/csv.ts';
import { encodeText, type TextEncoding } from '../kit/text-encoding.ts';
import { courtDraft } from './mapping.ts';

const { versions } = storyOf({
  seed: 'court-mapping',
  records: 3_000,
  days: 21,
  start: '2026-11-02T00:00:00+08:00',
});
const cases = ofAgency(versions, 'court');

const xmlDraft = (element: string, encoding: TextEncoding = 'utf-8'): RecordDraft =>
  courtDraft(encodeText(element, encoding), {
    profile: null,
    contentType: encoding === 'utf-8' ? 'application/xml' : 'application/xml; charset=gb18030',
  });
const csvDraft = (
  columns: readonly string[],
  cells: readonly string[],
  encoding: TextEncoding,
): RecordDraft =>
  courtDraft(encodeText(csvText(columns, [cells]), encoding), {
    profile: null,
    contentType: `text/csv; header=present${encoding === 'utf-8' ? '' : '; charset=gb18030'}`,
  });
const withoutColumns = (draft: RecordDraft): object => ({ ...draft, columns: {} });

describe('a case of the city', () => {
  test('is the same record in whichever of the forms it comes', () => {
    expect(cases.length).toBeGreaterThan(300);
    for (const { body } of cases) {
      const draft = withoutColumns(xmlDraft(courtElement(body)));
      expect(withoutColumns(xmlDraft(courtElement(body), 'gb18030'))).toEqual(draft);
      expect(withoutColumns(csvDraft(COURT_COLUMNS, courtCells(body), 'gb18030'))).toEqual(draft);
      expect(withoutColumns(csvDraft(COURT_COLUMNS, courtCells(body), 'utf-8'))).toEqual(draft);
    }
  });

  test('has what the court knows of it, each in its place', () => {
    const seen = { confirmed: 0, closed: 0, withdrawn: 0, amount: 0, mediated: 0 };
    for (const { sourceId, sourceTime, body } of cases) {
      const draft = xmlDraft(courtElement(body));
      const { details, parties } = draft;
      expect(draft).toMatchObject({
        sourceId,
        sourceTime,
        reportedAt: body.filedAt,
        closedAt: body.closedAt,
        narrative: body.summary,
        status: { code: body.caseStatus.code, label: body.caseStatus.name },
        state: body.caseStatus.code === '13' ? 'WITHDRAWN' : 'ACTIVE',
        amountFen: body.amountYuan === null ? null : Number(body.amountYuan.replace('.', '')),
        place: { regionCode: body.regionCode },
        flags: [],
        details: {
          courtCode: body.courtCode,
          courtName: body.courtName,
          countyCode: body.regionCode,
          caseYear: 2026,
          caseType: sourceId.includes('民特') ? '民特' : '诉前调',
          caseTypeCode: sourceId.includes('民特') ? 'CIVIL_SPECIAL' : 'PRE_SUIT_MEDIATION',
          caseSerial: Number(/(\d+)号$/.exec(sourceId)?.[1]),
          causeName: body.cause.name,
          causeCode: body.cause.number === '' ? null : body.cause.number,
          causeRules: '2025',
          source: body.source,
          mediationOrganisation: body.mediationOrganisation,
          mediationOrganisationType: body.mediationOrganisationType,
          mediationOrganisationTypeCode: body.mediationOrganisationType === null ? null : 'PEOPLES',
          mediator: body.mediator,
          outcome: body.result?.name ?? null,
          outcomeCode: body.result?.code ?? null,
          claims: body.claims === '' ? null : body.claims,
          confirmationNumber: body.confirmation?.number ?? null,
          confirmationResult: body.confirmation?.result ?? null,
          confirmedAt: body.confirmation?.confirmedAt ?? null,
        },
      });
      expect(details['sourceCode']).toMatch(/^[A-Z_]+$/);
      const named = body.parties.filter(
        (party) => party.name ?? party.idNumber ?? party.phone ?? party.address,
      );
      expect(details['partyPositions']).toEqual(named.map(({ role }) => role));
      expect(parties.map(({ role, name, phone, idNumber }) => [role, name, phone, idNumber])).toEqual(
        named.map(({ role, name, phone, idNumber }) => [
          role === '申请人' ? 'REPORTER' : 'COUNTERPARTY',
          name,
          phone,
          idNumber,
        ]),
      );
      expect(draft.numbers).toEqual([
        sourceId,
        ...(body.confirmation === null ? [] : [body.confirmation.number]),
      ]);
      expect([...draft.events].sort((a, b) => a.at.localeCompare(b.at))).toEqual(draft.events);
      seen.confirmed += body.confirmation === null ? 0 : 1;
      seen.closed += draft.closedAt === null ? 0 : 1;
      seen.withdrawn += draft.state === 'WITHDRAWN' ? 1 : 0;
      seen.amount += draft.amountFen === null ? 0 : 1;
      seen.mediated += body.mediator === null ? 0 : 1;
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });
});

const LEAST =
  '<案号>（2026）苏0612诉前调1号</案号><立案时间>2026-11-24 09:05:07</立案时间><更新时间>2026-11-24T10:00:00Z</更新时间>';
const of = (elements: string, least = LEAST): RecordDraft => xmlDraft(`<案件>${least}${elements}</案件>`);

describe('a case', () => {
  test('needs no more than its number and two times', () => {
    expect(of('')).toMatchObject({
      sourceId: '（2026）苏0612诉前调1号',
      reportedAt: '2026-11-24T09:05:07+08:00',
      sourceTime: '2026-11-24T10:00:00+00:00',
      sourceCategory: ['诉前调'],
      title: '诉前调解案件',
      status: { code: null, label: null },
      place: { regionCode: '320612' },
      details: { countyCode: '320612', causeRules: null, partyPositions: [] },
      flags: [],
    });
  });

  test('is one case whichever brackets its number has', () => {
    for (const written of [
      '(2026)苏0612诉前调1号',
      '〔2026〕苏0612诉前调1号',
      '（２０２６）苏0612诉前调1号',
    ]) {
      expect(of('', LEAST.replace('（2026）苏0612诉前调1号', written)).sourceId).toBe(
        '（2026）苏0612诉前调1号',
      );
    }
  });

  test.each<[string, string, object]>([
    [
      'a status by its label alone',
      '<案件状态>调解中</案件状态>',
      { status: { code: '5', label: '调解中' } },
    ],
    ['a status by its code alone', '<案件状态 代码="5"/>', { status: { code: '5', label: '调解中' } }],
    ['a status of no table', '<案件状态 代码="77">新状态</案件状态>', { flags: ['STATUS_UNKNOWN'] }],
    ['one taken back', '<案件状态 代码="13"/>', { state: 'WITHDRAWN' }],
    [
      'an outcome by its label',
      '<调解结果>撤回请求</调解结果>',
      { details: { outcomeCode: '2' }, state: 'ACTIVE' },
    ],
    ['a source of no table', '<来源>信访</来源>', { details: { source: '信访', sourceCode: null } }],
    ['another court than its number', '<法院代码>苏0602</法院代码>', { flags: ['COURT_CODE_MISMATCH'] }],
    ['an amount in words', '<标的额>约五万</标的额>', { amountFen: null, flags: ['AMOUNT_UNREADABLE'] }],
    ['an amount with a unit', '<标的额>1.23万元</标的额>', { amountFen: 1_230_000 }],
    ['a strange division', '<行政区划>通州</行政区划>', { flags: ['REGION_CODE_UNREADABLE'] }],
    ['a street', '<行政区划>320612003</行政区划>', { place: { regionCode: '320612003' } }],
    ['a cause of the table by number', '<案由 代码="126"/>', { details: { causeName: '物业服务合同纠纷' } }],
    ['two causes at once', '<案由 代码="126">离婚纠纷</案由>', { flags: ['CAUSE_MISMATCH'] }],
    [
      'a cause of older rules, which number otherwise',
      '<案由 代码="126" 版本="民事案件案由规定（2020）">离婚纠纷</案由>',
      { details: { causeRules: '2020', causeName: '离婚纠纷' }, flags: [] },
    ],
    ['rules that nobody knows', '<案由 版本="新版">离婚纠纷</案由>', { flags: ['CAUSE_RULES_UNKNOWN'] }],
    [
      'elements that nobody knows',
      '<承办法官>x</承办法官><案由 级别="3">离婚纠纷</案由><司法确认><页/></司法确认>',
      { flags: ['UNKNOWN_COLUMNS:司法确认.页,承办法官,案由@级别'] },
    ],
  ])('with %s', (_what, elements, expected) => {
    expect(of(elements)).toMatchObject(expected);
  });

  test.each([
    ['2025-12-31 23:59:59', '2020'],
    ['2026-01-01 00:00:00', '2025'],
    ['2020-12-31 12:00:00', '2011'],
  ])('filed %s without a version has its cause by the rules of %s', (filed, rules) => {
    const least = LEAST.replace('2026-11-24 09:05:07', filed);
    expect(of('<案由>离婚纠纷</案由>', least).details['causeRules']).toBe(rules);
  });

  test('of a county that was renumbered lies in its own division, within the court’s city', () => {
    const haimen = LEAST.replace('苏0612', '苏0684');
    const countyIn = (region: string): unknown =>
      of(`<行政区划>${region}</行政区划>`, haimen).details['countyCode'];
    expect(countyIn('320614')).toBe('320614');
    expect(countyIn('320505')).toBeNull();
    expect(of('', LEAST.replace('苏0612', '苏06')).details['countyCode']).toBe('3206');
    expect(of('', LEAST.replace('苏0612', '苏')).details['countyCode']).toBeNull();
  });

  test('with a number of its own making is taken and flagged', () => {
    expect(
      of('<案由>离婚纠纷</案由>', LEAST.replace('（2026）苏0612诉前调1号', '预登记20261124001')),
    ).toMatchObject({
      sourceId: '预登记20261124001',
      sourceCategory: ['离婚纠纷'],
      flags: ['CASE_NUMBER_UNREADABLE'],
      details: { caseYear: null, courtCode: null },
    });
  });

  test('has its parties by position, kind and document, without those that have nothing', () => {
    const party = (position: string, type: string, name: string, id = ''): string =>
      `<当事人><诉讼地位>${position}</诉讼地位><类型>${type}</类型><名称>${name}</名称>${id}</当事人>`;
    const id = (type: string): string => `<证件类型>${type}</证件类型><证件号码>X1</证件号码>`;
    const draft = of(
      `<当事人列表>${[
        party('原告', '自然人', '甲某', id('居民身份证')),
        party('4', '0', '甲二', id('护照')),
        party('被申请人', '法人', ''),
        party('被告', '1', '通州某店', id('统一社会信用代码')),
        party('被上诉人', '非法人组织', '某合伙'),
        party('第三人', '', '某某物业公司'),
        party('原告委托诉讼代理人', '', '乙某'),
        party('', '', '丙某'),
      ].join('')}</当事人列表>`,
    );
    expect(draft.parties.map(({ role, kind, idType }) => [role, kind, idType])).toEqual([
      ['REPORTER', 'PERSON', '111'],
      ['REPORTER', 'PERSON', '414'],
      ['COUNTERPARTY', 'ORGANISATION', '990'],
      ['COUNTERPARTY', 'ORGANISATION', null],
      ['OTHER', 'ORGANISATION', null],
      ['AGENT', 'PERSON', null],
      ['OTHER', 'PERSON', null],
    ]);
    expect(draft.details['partyPositions']).toEqual([
      '原告',
      '申请人',
      '被告',
      '被上诉人',
      '第三人',
      '原告委托诉讼代理人',
      '',
    ]);
  });

  test('of a table may have more parties than two', () => {
    const columns = [
      '案号',
      '立案时间',
      '更新时间',
      '当事人12名称',
      '当事人3名称',
      '当事人3诉讼地位',
      '当事人3职业',
    ];
    const cells = ['（2026）苏0612诉前调1号', '2026-11-24', '2026-11-24', '丙', '乙', '被告', ''];
    const draft = csvDraft(columns, cells, 'gb18030');
    expect(draft.parties.map(({ name }) => name)).toEqual(['乙', '丙']);
    expect(draft.flags).toEqual(['UNKNOWN_COLUMNS:当事人3职业']);
  });
});

describe('a case is refused', () => {
  test.each([
    ['without a number', LEAST.replace('（2026）苏0612诉前调1号', ' '), '案号', /missing or empty/],
    ['without a time of filing', LEAST.replace('2026-11-24 09:05:07', ''), '立案时间', /missing or empty/],
    ['with a day that is none', LEAST.replace('11-24 09', '02-30 09'), '立案时间', /does not exist/],
    ['with an element twice', `${LEAST}<案号>x</案号>`, '案号', /twice/],
    ['with elements in a text', `${LEAST}<来源><b/></来源>`, '来源', /text is expected/],
    ['with a text too long', `${LEAST}<来源>${'长'.repeat(2_001)}</来源>`, '来源', /2001 characters/],
    [
      'with a long name of a party',
      `${LEAST}<当事人列表><当事人><名称>${'长'.repeat(2_001)}</名称></当事人></当事人列表>`,
      '当事人1名称',
      /2001 characters/,
    ],
    [
      'with too many parties',
      `${LEAST}<当事人列表>${'<当事人><名称>x</名称></当事人>'.repeat(401)}</当事人列表>`,
      '当事人',
      /more than 400/,
    ],
  ])('%s', (_what, least, field, reason) => {
    expect(() => of('', least)).toThrow(
      expect.objectContaining({
        code: 'HUB_RECORD_INVALID',
        field,
        message: expect.stringMatching(reason) as string,
      }) as Error,
    );
  });

  test('that is another element', () => {
    expect(() => xmlDraft('<工单/>')).toThrow(/<案件> is expected/);
  });
});

test('the fixtures say the same in all forms', () => {
  const read = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
  const elements = read('good.xml').match(/<案件>.*<\/案件>/g) ?? [];
  const [header = '', ...rows] = read('good.csv')
    .split('\r\n')
    .filter((line) => line !== '');
  expect(elements.length).toBe(3);
  for (const [index, element] of elements.entries()) {
    const row = courtDraft(Buffer.from(`${header}\r\n${rows[index] ?? ''}\r\n`), {
      profile: null,
      contentType: 'text/csv; header=present',
    });
    expect(withoutColumns(row)).toEqual(withoutColumns(xmlDraft(element)));
  }
});
