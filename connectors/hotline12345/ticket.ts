import { z } from 'zod';
import { NARRATIVE_MAX_CHARACTERS, textColumn } from '../kit/columns.ts';

const LEVELS_MOST = 6;
const NUMBERS_MOST = 50;

/** One 12345 ticket as its interface gives it; members that are not listed pass by. */
export const TicketSchema = z.object({
  ticketNo: textColumn(),
  requestType: z.object({ code: textColumn(), name: textColumn() }).nullish(),
  category: z
    .array(textColumn(), { error: 'must be a list of texts' })
    .max(LEVELS_MOST, `has more than ${LEVELS_MOST} levels`)
    .nullish(),
  title: textColumn(),
  content: textColumn(NARRATIVE_MAX_CHARACTERS),
  caller: z
    .object({ name: textColumn(), phone: textColumn(), idNumber: textColumn(), gender: textColumn() })
    .nullish(),
  counterparty: textColumn(),
  address: textColumn(),
  regionCode: textColumn(),
  regionName: textColumn(),
  createdAt: textColumn(),
  occurredAt: textColumn(),
  updatedAt: textColumn(),
  stage: textColumn(),
  deadlineAt: textColumn(),
  handlingUnit: textColumn(),
  reply: textColumn(NARRATIVE_MAX_CHARACTERS),
  repliedAt: textColumn(),
  closedAt: textColumn(),
  satisfaction: textColumn(),
  relatedNumbers: z
    .array(textColumn(), { error: 'must be a list of texts' })
    .max(NUMBERS_MOST, `holds more than ${NUMBERS_MOST} numbers`)
    .nullish(),
});
export type Ticket = z.infer<typeof TicketSchema>;

export const TICKET_MEMBERS: ReadonlySet<string> = new Set(Object.keys(TicketSchema.shape));

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
export function ticketLabel(path: string): string {
  const label = LABELS[path.split('.')[0] ?? ''];
  return label === undefined ? path : `${path} (${label})`;
}
