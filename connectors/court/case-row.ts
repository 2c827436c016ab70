import { z } from 'zod';
import { invalidRecord, NARRATIVE_MAX_CHARACTERS, textColumn } from '../kit/columns.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';

/** Columns of one party; tables have them as 当事人1名称, 当事人2名称 … */
export const PARTY_COLUMNS = [
  '诉讼地位',
  '类型',
  '名称',
  '证件类型',
  '证件号码',
  '联系电话',
  '住址',
] as const;
const PARTIES_MOST = 400;

const PartySchema = z.object(
  Object.fromEntries(PARTY_COLUMNS.map((column) => [column, textColumn()])) as Record<
    (typeof PARTY_COLUMNS)[number],
    z.ZodType<string | null>
  >,
);
export type CourtParty = z.infer<typeof PartySchema>;

/** Columns of a case by the names of the court platform's table; its XML has codes as attributes and parties as elements. */
const CaseSchema = z.object({
  案号: textColumn(),
  法院代码: textColumn(),
  法院名称: textColumn(),
  行政区划: textColumn(),
  立案时间: textColumn(),
  更新时间: textColumn(),
  结案时间: textColumn(),
  案件状态代码: textColumn(),
  案件状态: textColumn(),
  案由代码: textColumn(),
  案由: textColumn(),
  案由版本: textColumn(),
  来源: textColumn(),
  事实与理由: textColumn(NARRATIVE_MAX_CHARACTERS),
  诉讼请求: textColumn(NARRATIVE_MAX_CHARACTERS),
  标的额: textColumn(),
  调解组织: textColumn(),
  调解组织类型: textColumn(),
  调解员: textColumn(),
  调解结果代码: textColumn(),
  调解结果: textColumn(),
  确认案号: textColumn(),
  确认结果: textColumn(),
  确认时间: textColumn(),
});
export type CaseColumns = z.infer<typeof CaseSchema>;

/** Columns that stand once in a case. */
export const CASE_COLUMNS: readonly string[] = Object.keys(CaseSchema.shape);
/** Without them no case can be mapped. */
export const CASE_REQUIRED: readonly string[] = ['案号', '立案时间', '更新时间'];

/** One case as its form of file gave it. */
export interface CaseReading {
  readonly columns: CaseColumns;
  /** In order; none without any value. */
  readonly parties: readonly CourtParty[];
  /** The case's own columns as parsed, for watching its form. */
  readonly shown: RecordDraft['columns'];
  /** What reading it showed, e.g. columns that nobody knows. */
  readonly flags: readonly string[];
}

/** What a form of file found: texts by column, whatever it is. */
export interface FoundCase {
  readonly columns: Readonly<Record<string, string>>;
  readonly parties: readonly Readonly<Record<string, string>>[];
}

/** @throws HubError HUB_RECORD_INVALID naming the column. */
export function checkCase({ columns, parties }: FoundCase): Pick<CaseReading, 'columns' | 'parties'> {
  const checked = CaseSchema.safeParse(columns);
  if (!checked.success) throw invalidRecord(checked.error, (column) => column);
  return { columns: checked.data, parties: parties.flatMap(checkParty) };
}

function checkParty(found: Readonly<Record<string, string>>, index: number): readonly CourtParty[] {
  const label = (column: string): string => `当事人${index + 1}${column}`;
  if (index >= PARTIES_MOST) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `当事人: there are more than ${PARTIES_MOST}; name the representatives alone`,
      { field: '当事人' },
    );
  }
  const checked = PartySchema.safeParse(found);
  if (!checked.success) throw invalidRecord(checked.error, label, label);
  const { 名称, 证件号码, 联系电话, 住址 } = checked.data;
  return [名称, 证件号码, 联系电话, 住址].some((value) => value !== null) ? [checked.data] : [];
}
