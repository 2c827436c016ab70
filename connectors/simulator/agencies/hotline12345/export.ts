import { csvText } from '../../writing/csv.ts';
import { encode, type FileEncoding } from '../../writing/encode.ts';
import { dayDigits, localTime } from '../../writing/time.ts';
import type { HotlineTicket } from './shape.ts';

const LEVELS = 3;

/** The columns of the hotline's daily export, in order. */
export const EXPORT_COLUMNS: readonly string[] = [
  '工单编号',
  '诉求类型代码',
  '诉求类型',
  '一级分类',
  '二级分类',
  '三级分类',
  '标题',
  '诉求内容',
  '来电人',
  '联系电话',
  '证件号码',
  '性别',
  '被反映对象',
  '地址',
  '区划代码',
  '区划名称',
  '受理时间',
  '发生时间',
  '更新时间',
  '环节',
  '办理期限',
  '承办单位',
  '答复内容',
  '答复时间',
  '办结时间',
  '满意度',
  '关联单号',
];

/** All tickets that were taken on one day, as they were at the time of the export. */
export function exportCsv(tickets: readonly HotlineTicket[], encoding: FileEncoding): Buffer {
  return encode(csvText(EXPORT_COLUMNS, tickets.map(exportCells)), encoding);
}

/** `tickets-20261124-asof-20261125T020000.csv`: the day and the time of the export, both China Standard Time. */
export function exportNameOf(dayMs: number, asOfMs: number): string {
  const clock = localTime(asOfMs).slice(11).replaceAll(':', '');
  return `tickets-${dayDigits(dayMs)}-asof-${dayDigits(asOfMs)}T${clock}.csv`;
}

/** One ticket, cell by cell in the order of {@link EXPORT_COLUMNS}. */
export function exportCells(ticket: HotlineTicket): readonly string[] {
  const { caller, requestType } = ticket;
  return [
    ticket.ticketNo,
    requestType.code,
    requestType.name,
    ...Array.from({ length: LEVELS }, (_, level) => ticket.category[level] ?? ''),
    ticket.title,
    ticket.content,
    caller.name,
    caller.phone,
    caller.idNumber,
    caller.gender,
    ticket.counterparty ?? '',
    ticket.address,
    ticket.regionCode,
    ticket.regionName,
    local(ticket.createdAt),
    local(ticket.occurredAt),
    local(ticket.updatedAt),
    ticket.stage,
    local(ticket.deadlineAt),
    ticket.handlingUnit ?? '',
    ticket.reply ?? '',
    local(ticket.repliedAt),
    local(ticket.closedAt),
    ticket.satisfaction ?? '',
    ticket.relatedNumbers.join(';'),
  ];
}

function local(time: string | null): string {
  return time === null ? '' : localTime(Date.parse(time));
}
