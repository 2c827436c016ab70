import { unknownColumns } from '../kit/columns.ts';
import { parseJsonObject } from '../kit/json.ts';
import type { TicketReading } from './draft.ts';
import { readTicket, TicketSchema, type TicketNames } from './ticket.ts';

const MEMBERS: ReadonlySet<string> = new Set(Object.keys(TicketSchema.shape));

const LABELS: Readonly<Record<string, string>> = {
  ticketNo: '工单编号',
  requestType: '诉求类型',
  category: '诉求分类',
  title: '标题',
  content: '诉求内容',
  caller: '诉求人',
  counterparty: '被诉方',
  address: '地址',
  regionCode: '区划代码',
  createdAt: '受理时间',
  occurredAt: '事发时间',
  updatedAt: '更新时间',
  stage: '办理环节',
  deadlineAt: '办理期限',
  reply: '办理答复',
  repliedAt: '答复时间',
  closedAt: '办结时间',
  relatedNumbers: '关联编号',
};

/** `updatedAt (更新时间)`, as refusals name a member. */
const NAMES: TicketNames = {
  fieldOf: (member) => member,
  labelOf(member) {
    const label = LABELS[member.split('.')[0] ?? ''];
    return label === undefined ? member : `${member} (${label})`;
  },
};

/**
 * Reads a ticket as the hotline's interface gives it: a JSON object, times in RFC 3339.
 * @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID.
 */
export function readRestTicket(bytes: Uint8Array): TicketReading {
  const object = parseJsonObject(bytes, 'hotline12345 ticket');
  return {
    ticket: readTicket(object, NAMES),
    names: NAMES,
    columns: object,
    flags: unknownColumns(Object.keys(object), MEMBERS),
  };
}
