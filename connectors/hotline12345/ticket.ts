import { z } from 'zod';
import { invalidRecord, NARRATIVE_MAX_CHARACTERS, textColumn } from '../kit/columns.ts';

const LEVELS_MOST = 6;
const NUMBERS_MOST = 50;

/** One 12345 ticket by the names of its interface; members that are not listed pass by. */
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

/** What a channel calls a ticket's members (`createdAt`, `caller.phone`), for those who must mend one. */
export interface TicketNames {
  fieldOf(member: string): string;
  labelOf(member: string): string;
}

/** @throws HubError HUB_RECORD_INVALID naming the member as its channel does. */
export function readTicket(value: unknown, names: TicketNames): Ticket {
  const parsed = TicketSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRecord(
    parsed.error,
    (member) => names.labelOf(member),
    (member) => names.fieldOf(member),
  );
}
