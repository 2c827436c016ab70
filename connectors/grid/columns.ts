import { z } from 'zod';
import { NARRATIVE_MAX_CHARACTERS, textColumn } from '../kit/columns.ts';

/** A code or a telephone number: text, or the whole number that a column of numbers holds. */
export function codeColumn(): z.ZodType<string | null> {
  return z.preprocess((value) => (Number.isSafeInteger(value) ? String(value) : value), textColumn());
}

/** A number of people, households; also written as text. */
export function countColumn(): z.ZodType<number | null> {
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value),
    z
      .int({ error: 'must be a whole number' })
      .min(0, 'must not be below 0')
      .nullish()
      .transform((count) => count ?? null),
  );
}

/** One row of the view of grid events; columns that are not listed pass by. */
export const EventRowSchema = z.object({
  event_no: codeColumn(),
  event_class: textColumn(),
  event_subclass: textColumn(),
  description: textColumn(NARRATIVE_MAX_CHARACTERS),
  grid_code: codeColumn(),
  grid_name: textColumn(),
  region_code: codeColumn(),
  community_code: codeColumn(),
  address: textColumn(),
  reporter_name: textColumn(),
  reporter_phone: codeColumn(),
  counterparty: textColumn(),
  people_involved: countColumn(),
  stage: textColumn(),
  reported_at: textColumn(),
  occurred_at: textColumn(),
  updated_at: textColumn(),
  closed_at: textColumn(),
  result: textColumn(NARRATIVE_MAX_CHARACTERS),
});
export type EventRow = z.infer<typeof EventRowSchema>;

/** `id` is the database's own number of the row, which orders rows of the same time. */
export const EVENT_COLUMNS: ReadonlySet<string> = new Set(['id', ...Object.keys(EventRowSchema.shape)]);

const LABELS: Readonly<Record<string, string>> = {
  event_no: '事件编号',
  event_class: '事件大类',
  event_subclass: '事件小类',
  description: '事件描述',
  grid_code: '网格编码',
  grid_name: '网格名称',
  region_code: '区划代码',
  community_code: '社区编码',
  address: '事发地址',
  reporter_name: '上报人',
  reporter_phone: '联系电话',
  counterparty: '对方当事人',
  people_involved: '涉及人数',
  stage: '办理环节',
  reported_at: '上报时间',
  occurred_at: '事发时间',
  updated_at: '更新时间',
  closed_at: '结案时间',
  result: '处置结果',
  code: '编码',
  name: '名称',
  active: '是否启用',
  committee_code: '调解组织编码',
  households: '户数',
  population: '人口数',
};

/** `event_no (事件编号)`, as refusals name a column. */
export function gridLabel(path: string): string {
  const column = path.split('.')[0] ?? '';
  const label = LABELS[column];
  return label === undefined ? path : `${column} (${label})`;
}

/** The division of a code that begins with one: a street's 9 digits, else a county's 6; null when it begins with none. */
export function regionOf(code: string | null): string | null {
  return code === null ? null : (/^\d{6}(\d{3})?/.exec(code)?.[0] ?? null);
}
