import { PROVINCE_COURT_CHARACTER } from '../../city/regions.ts';
import { encode, type FileEncoding } from '../../writing/encode.ts';
import { localTime } from '../../writing/time.ts';
import type { CourtCase } from './shape.ts';

/** A file as the court's platform exports it: `<案件列表>` with one `<案件>` a line; its `数量` says how many there must be. */
export function courtXml(cases: readonly CourtCase[], exportedMs: number, encoding: FileEncoding): Buffer {
  const declared = encoding === 'gb18030' ? 'GB18030' : 'UTF-8';
  const courts = new Set(cases.map(({ courtCode }) => courtCode));
  const [only = PROVINCE_COURT_CHARACTER] = courts;
  const court = courts.size === 1 ? only : PROVINCE_COURT_CHARACTER;
  const root = `<案件列表 法院="${escaped(court)}" 导出时间="${localTime(exportedMs)}" 数量="${cases.length}">`;
  const lines = [
    `<?xml version="1.0" encoding="${declared}"?>`,
    root,
    ...cases.map((one) => `  ${courtElement(one)}`),
    '</案件列表>',
  ];
  return encode(`${lines.join('\n')}\n`, encoding);
}

/** One case as its element, without any line break between its own elements. */
export function courtElement(one: CourtCase): string {
  const { caseStatus, cause, confirmation, result } = one;
  const parties = one.parties.map((party) =>
    element(
      '当事人',
      field('诉讼地位', party.role) +
        field('类型', party.type) +
        field('名称', party.name) +
        field('证件类型', certificateTypeOf(party)) +
        field('证件号码', party.idNumber) +
        field('联系电话', party.phone) +
        field('住址', party.address),
    ),
  );
  return element(
    '案件',
    field('案号', one.caseNumber) +
      field('法院代码', one.courtCode) +
      field('法院名称', one.courtName) +
      field('行政区划', one.regionCode) +
      field('立案时间', local(one.filedAt)) +
      field('更新时间', local(one.updatedAt)) +
      field('结案时间', local(one.closedAt)) +
      field('案件状态', caseStatus.name, { 代码: caseStatus.code }) +
      field('案由', cause.name, { 代码: cause.number, 版本: cause.rules }) +
      field('来源', one.source) +
      element('当事人列表', parties.join('')) +
      field('事实与理由', one.summary) +
      field('诉讼请求', one.claims) +
      field('标的额', one.amountYuan) +
      field('调解组织', one.mediationOrganisation) +
      field('调解组织类型', one.mediationOrganisationType) +
      field('调解员', one.mediator) +
      field('调解结果', result?.name ?? null, result === null ? {} : { 代码: result.code }) +
      (confirmation === null
        ? '<司法确认/>'
        : element(
            '司法确认',
            field('确认案号', confirmation.number) +
              field('确认结果', confirmation.result) +
              field('确认时间', local(confirmation.confirmedAt)),
          )),
  );
}

/** What the court's platform writes for a party's identity document. */
export function certificateTypeOf(party: CourtCase['parties'][number]): string | null {
  if (party.idNumber === null) return null;
  return party.type === '自然人' ? '居民身份证' : '统一社会信用代码';
}

/** `2026-11-24 09:05:07` of an RFC 3339 time. */
export function local(time: string | null): string | null {
  return time === null ? null : localTime(Date.parse(time));
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function field(name: string, text: string | null, attributes: Readonly<Record<string, string>> = {}): string {
  const start = Object.entries(attributes).reduce(
    (tag, [key, value]) => `${tag} ${key}="${escaped(value)}"`,
    name,
  );
  return text === null || text === '' ? `<${start}/>` : `<${start}>${escaped(text)}</${name}>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
