import { unknownColumns } from '../kit/columns.ts';
import { checkFieldCount, readFields, readHeader, splitCsvMessage } from '../kit/csv-message.ts';
import { encodingOf } from '../kit/text-encoding.ts';
import type { TicketReading } from './draft.ts';
import { readTicket, type TicketNames } from './ticket.ts';

/** Column of the daily export → member of the ticket. */
const MEMBERS: Readonly<Record<string, string>> = {
  工单编号: 'ticketNo',
  诉求类型代码: 'requestType.code',
  诉求类型: 'requestType.name',
  一级分类: 'category.0',
  二级分类: 'category.1',
  三级分类: 'category.2',
  标题: 'title',
  诉求内容: 'content',
  来电人: 'caller.name',
  联系电话: 'caller.phone',
  证件号码: 'caller.idNumber',
  性别: 'caller.gender',
  被反映对象: 'counterparty',
  地址: 'address',
  区划代码: 'regionCode',
  区划名称: 'regionName',
  受理时间: 'createdAt',
  发生时间: 'occurredAt',
  更新时间: 'updatedAt',
  环节: 'stage',
  办理期限: 'deadlineAt',
  承办单位: 'handlingUnit',
  答复内容: 'reply',
  答复时间: 'repliedAt',
  办结时间: 'closedAt',
  满意度: 'satisfaction',
  关联单号: 'relatedNumbers',
};

/** The columns of the hotline's daily export, in order. */
export const EXPORT_COLUMNS: readonly string[] = Object.keys(MEMBERS);
export const NUMBER_COLUMN = '工单编号';
/** Without them no row can be mapped. */
export const EXPORT_REQUIRED: readonly string[] = [NUMBER_COLUMN, '受理时间', '更新时间'];

const KNOWN: ReadonlySet<string> = new Set(EXPORT_COLUMNS);
const COLUMN_OF = new Map(Object.entries(MEMBERS).map(([column, member]) => [member, column]));
const NUMBERS_APART = /[;；,，、\s]+/u;

const columnOf = (member: string): string =>
  COLUMN_OF.get(member) ?? COLUMN_OF.get(member.split('.')[0] ?? '') ?? member;
const NAMES: TicketNames = { fieldOf: columnOf, labelOf: columnOf };

/**
 * Reads a row of the daily export with its header in front, in the encoding that the content type names.
 * @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID naming the column.
 */
export function readExportRow(message: Uint8Array, contentType: string): TicketReading {
  const encoding = encodingOf(contentType);
  const { header, row } = splitCsvMessage(message);
  const columns = readHeader(header, encoding);
  const fields = readFields(row, encoding);
  checkFieldCount(columns, fields);
  const cells = Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']));
  return {
    ticket: readTicket(membersOf(cells), NAMES),
    names: NAMES,
    columns: cells,
    flags: unknownColumns(columns, KNOWN),
  };
}

/** The row as the hotline's interface would have it; members of members stand in columns of their own. */
function membersOf(cells: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const flat: Record<string, string> = {};
  const nested: Record<string, Record<string, string>> = {};
  for (const [column, path] of Object.entries(MEMBERS)) {
    const [member = '', part] = path.split('.');
    const cell = cells[column] ?? '';
    if (part === undefined) flat[member] = cell;
    else (nested[member] ??= {})[part] = cell;
  }
  return {
    ...flat,
    ...nested,
    category: Object.values(nested['category'] ?? {}),
    relatedNumbers: (flat['relatedNumbers'] ?? '').split(NUMBERS_APART),
  };
}
