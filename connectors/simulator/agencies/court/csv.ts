import { csvText } from '../../writing/csv.ts';
import { encode, type FileEncoding } from '../../writing/encode.ts';
import type { CourtCase } from './shape.ts';
import { certificateTypeOf, local } from './xml.ts';

const PARTIES = 2;
const PARTY_COLUMNS = ['诉讼地位', '类型', '名称', '证件类型', '证件号码', '联系电话', '住址'] as const;

/** The columns of the court platform's table export, in order. */
export const COURT_COLUMNS: readonly string[] = [
  '案号',
  '法院代码',
  '法院名称',
  '行政区划',
  '立案时间',
  '更新时间',
  '结案时间',
  '案件状态代码',
  '案件状态',
  '案由代码',
  '案由',
  '案由版本',
  '来源',
  ...Array.from({ length: PARTIES }, (_, index) =>
    PARTY_COLUMNS.map((column) => `当事人${index + 1}${column}`),
  ).flat(),
  '事实与理由',
  '诉讼请求',
  '标的额',
  '调解组织',
  '调解组织类型',
  '调解员',
  '调解结果代码',
  '调解结果',
  '确认案号',
  '确认结果',
  '确认时间',
];

/** A file as the court's platform exports a table. */
export function courtCsv(cases: readonly CourtCase[], encoding: FileEncoding): Buffer {
  return encode(csvText(COURT_COLUMNS, cases.map(courtCells)), encoding);
}

/** One case, cell by cell in the order of {@link COURT_COLUMNS}. */
export function courtCells(one: CourtCase): readonly string[] {
  const cells: (string | null)[] = [
    one.caseNumber,
    one.courtCode,
    one.courtName,
    one.regionCode,
    local(one.filedAt),
    local(one.updatedAt),
    local(one.closedAt),
    one.caseStatus.code,
    one.caseStatus.name,
    one.cause.number,
    one.cause.name,
    one.cause.rules,
    one.source,
  ];
  for (let index = 0; index < PARTIES; index += 1) {
    const party = one.parties[index];
    if (party === undefined) cells.push(...PARTY_COLUMNS.map(() => null));
    else {
      cells.push(party.role, party.type, party.name, certificateTypeOf(party));
      cells.push(party.idNumber, party.phone, party.address);
    }
  }
  cells.push(
    one.summary,
    one.claims,
    one.amountYuan,
    one.mediationOrganisation,
    one.mediationOrganisationType,
    one.mediator,
    one.result?.code ?? null,
    one.result?.name ?? null,
    one.confirmation?.number ?? null,
    one.confirmation?.result ?? null,
    local(one.confirmation?.confirmedAt ?? null),
  );
  return cells.map((cell) => cell ?? '');
}
