import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { feedCodes } from '../../../../schema/vocabulary/tables.ts';
import { committeeOf } from '../../city/committees.ts';
import { readCities } from '../../city/regions.ts';
import { ofAgency, storyOf } from '../../testing/story.ts';
import { COURT_COLUMNS, courtCells, courtCsv } from './csv.ts';
import { courtElement, courtXml } from './xml.ts';

const { versions } = storyOf({
  seed: 'court-files',
  records: 3_000,
  days: 21,
  start: '2026-11-02T00:00:00+08:00',
});
const cases = ofAgency(versions, 'court').map(({ body }) => body);
const [first] = cases;
if (first === undefined) throw new Error('the story has no cases');

interface ReadText {
  readonly '#text'?: string;
}
interface ReadCase {
  readonly 案号: string;
  readonly 事实与理由: string;
  readonly 案件状态: ReadText & { readonly '@代码': string };
  readonly 当事人列表: { readonly 当事人: readonly { readonly 名称: string }[] };
}
interface ReadFile {
  readonly 案件列表: {
    readonly '@数量': string;
    readonly '@法院': string;
    readonly 案件: readonly ReadCase[];
  };
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => name === '案件' || name === '当事人',
});
const read = (text: string): ReadFile => parser.parse(text) as ReadFile;

test('an XML file reads back case by case in the encoding that it declares', () => {
  const odd = { ...first, summary: '甲称"乙<丙>&丁"欠款\n至今未还' };
  const all = [odd, ...cases];
  for (const encoding of ['gb18030', 'utf-8'] as const) {
    const bytes = courtXml(all, Date.parse('2026-11-24T18:00:00+08:00'), encoding);
    const text = iconv.decode(bytes, encoding);
    expect(text).toContain(`encoding="${encoding.toUpperCase()}"`);
    expect(text).toContain('导出时间="2026-11-24 18:00:00"');
    expect(iconv.encode(text, encoding).equals(bytes)).toBe(true);
    expect(text).toContain('<事实与理由>甲称&quot;乙&lt;丙&gt;&amp;丁&quot;欠款\n');
    const list = read(text).案件列表;
    expect(list['@数量']).toBe(String(all.length));
    expect(list.案件.map((one) => one.案号)).toEqual(all.map(({ caseNumber }) => caseNumber));
    expect(list.案件.map((one) => one.事实与理由)).toEqual(all.map(({ summary }) => summary));
    expect(list.案件.map((one) => one.案件状态['@代码'])).toEqual(
      all.map(({ caseStatus }) => caseStatus.code),
    );
    expect(list.案件.map((one) => one.当事人列表.当事人.length)).toEqual(
      all.map(({ parties }) => parties.length),
    );
  }
});

test('a file of one court names it, a file of several names the province', () => {
  const own = cases.filter(({ courtCode }) => courtCode === first.courtCode);
  expect(read(courtXml(own, 0, 'utf-8').toString()).案件列表['@法院']).toBe(first.courtCode);
  expect(read(courtXml(cases, 0, 'utf-8').toString()).案件列表['@法院']).toBe('苏');
});

test('what is not known is an empty element, and a case is one line', () => {
  const open = cases.find(({ closedAt }) => closedAt === null);
  if (open === undefined) throw new Error('every case is closed');
  const text = courtElement({ ...open, summary: '一行' });
  expect(text).toContain('<结案时间/>');
  expect(text).toContain('<司法确认/>');
  expect(text).not.toContain('\n');
});

test('a table reads back cell by cell', () => {
  const bytes = courtCsv(cases, 'gb18030');
  const [header = [], ...rows] = parse(iconv.decode(bytes, 'gb18030'));
  expect(header).toEqual(COURT_COLUMNS);
  expect(rows).toEqual(cases.map(courtCells));
  expect(rows[0]?.[4]).toBe(first.filedAt.slice(0, 19).replace('T', ' '));
});

test('a case in mediation names the committee of its street and one of its mediators', () => {
  const committees = new Map(
    Object.values(readCities())
      .flatMap(({ counties }) => counties.flatMap(({ streets }) => streets))
      .map((street) => [`${street.county.code}${committeeOf(street).name}`, committeeOf(street)]),
  );
  const mediated = cases.filter(({ mediationOrganisation }) => mediationOrganisation !== null);
  expect(mediated.length).toBeGreaterThan(50);
  for (const { mediationOrganisation, mediationOrganisationType, mediator, regionCode } of mediated) {
    const committee = committees.get(`${regionCode}${mediationOrganisation ?? ''}`);
    expect(committee?.mediators.map(({ name }) => name)).toContain(mediator);
    expect(feedCodes('court.mediation_org_type').map(({ label }) => label)).toContain(
      mediationOrganisationType,
    );
  }
});

test('closed cases have a result of the code table, and only agreements are confirmed, between mediation and closing', () => {
  const labels = new Map(feedCodes('court.close_outcome').map(({ code, label }) => [code, label]));
  for (const { closedAt, result, confirmation, outcome } of cases) {
    expect(result === null).toBe(closedAt === null);
    if (result !== null) expect(labels.get(result.code)).toBe(result.name);
    if (outcome?.includes('达成调解协议') === true) expect(result?.code).toBe('1');
    if (confirmation === null) continue;
    expect(result?.code).toBe('1');
    expect(confirmation.number).toMatch(/^（\d{4}）苏\d{4}诉前调确\d+号$/);
    expect(Date.parse(confirmation.confirmedAt)).toBeLessThanOrEqual(Date.parse(closedAt ?? ''));
  }
  const confirmed = cases.filter(({ confirmation }) => confirmation !== null);
  expect(confirmed.length).toBeGreaterThan(0);
  const numbers = new Map(confirmed.map((one) => [one.confirmation?.number, one.caseNumber]));
  expect(numbers.size).toBe(new Set(confirmed.map(({ caseNumber }) => caseNumber)).size);
});
