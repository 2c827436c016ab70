import { CHINA_OFFSET, readDateTime } from '../../schema/canonical/date-time.ts';
import type { PartyDraft } from '../../schema/canonical/party.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { feedCodes } from '../../schema/vocabulary/tables.ts';
import { readSourceId, required } from '../kit/columns.ts';
import { partyKindOf } from '../kit/party-kind.ts';
import type { Ticket, TicketNames } from './ticket.ts';

const WITHDRAWN = '撤回';
/** GA/T 517: resident identity card. */
const RESIDENT_ID_CARD = '111';

const STAGE_KINDS: ReadonlyMap<string, string> = new Map([
  ...feedCodes('hotline.stage').map((row): [string, string] => [row.label, row.enumName]),
  [WITHDRAWN, 'WITHDRAWN'],
]);

/** One ticket as its channel gave it. */
export interface TicketReading {
  readonly ticket: Ticket;
  /** What the channel calls the ticket's members, for refusals. */
  readonly names: TicketNames;
  readonly columns: RecordDraft['columns'];
  /** What reading it showed, e.g. columns that nobody knows. */
  readonly flags: readonly string[];
}

/**
 * Maps one 12345 ticket, the same whichever way it came. Times without an offset are China Standard Time.
 * @throws HubError HUB_RECORD_INVALID naming the member as its channel does.
 */
export function draftOfTicket({ ticket, names, columns, flags }: TicketReading): RecordDraft {
  const time = (value: string | null, member: string): string | null =>
    value === null ? null : readDateTime(value, CHINA_OFFSET, names.labelOf(member));
  const must = (value: string | null, member: string): string =>
    required(time(value, member), names.fieldOf(member), names.labelOf(member));

  const sourceId = readSourceId(ticket.ticketNo, names.fieldOf('ticketNo'), names.labelOf('ticketNo'));
  const updatedAt = must(ticket.updatedAt, 'updatedAt');
  const createdAt = must(ticket.createdAt, 'createdAt');
  const repliedAt = time(ticket.repliedAt, 'repliedAt');
  const closedAt = time(ticket.closedAt, 'closedAt');
  const category = present([ticket.requestType?.name ?? null, ...(ticket.category ?? [])]);
  const regionCode =
    ticket.regionCode === null ? null : (/^\d{6}(\d{3})?/.exec(ticket.regionCode)?.[0] ?? null);

  return {
    sourceId,
    sourceTime: updatedAt,
    state: ticket.stage === WITHDRAWN ? 'WITHDRAWN' : 'ACTIVE',
    sourceCategory: category,
    title: ticket.title ?? category.at(-1) ?? '12345工单',
    narrative: ticket.content,
    status: {
      code: ticket.stage === null ? null : (STAGE_KINDS.get(ticket.stage) ?? null),
      label: ticket.stage,
    },
    reportedAt: createdAt,
    occurredAt: time(ticket.occurredAt, 'occurredAt'),
    closedAt,
    place: {
      regionCode,
      address: ticket.address ?? ticket.regionName,
      longitude: null,
      latitude: null,
    },
    parties: partiesOf(ticket),
    numbers: [sourceId],
    quotedNumbers: present(ticket.relatedNumbers ?? []),
    amountFen: null,
    peopleInvolved: null,
    events: eventsOf(ticket, { createdAt, updatedAt, repliedAt, closedAt }),
    details: {
      requestTypeCode: ticket.requestType?.code ?? null,
      requestType: ticket.requestType?.name ?? null,
      category: present(ticket.category ?? []),
      counterparty: ticket.counterparty,
      regionName: ticket.regionName,
      callerGender: ticket.caller?.gender ?? null,
      stage: ticket.stage,
      deadlineAt: time(ticket.deadlineAt, 'deadlineAt'),
      handlingUnit: ticket.handlingUnit,
      reply: ticket.reply,
      repliedAt,
      satisfaction: ticket.satisfaction,
      relatedNumbers: present(ticket.relatedNumbers ?? []),
    },
    columns,
    flags: [
      ...flags,
      ...(ticket.regionCode !== null && regionCode === null ? ['REGION_CODE_UNREADABLE'] : []),
      ...(ticket.stage !== null && !STAGE_KINDS.has(ticket.stage) ? ['STATUS_UNKNOWN'] : []),
    ],
  };
}

function partiesOf(ticket: Ticket): readonly PartyDraft[] {
  const parties: PartyDraft[] = [];
  const { name = null, phone = null, idNumber = null } = ticket.caller ?? {};
  if (name !== null || phone !== null || idNumber !== null) {
    const kind = name === null && idNumber === null ? 'UNKNOWN' : 'PERSON';
    const idType = idNumber === null ? null : RESIDENT_ID_CARD;
    parties.push({ role: 'REPORTER', kind, name, phone, idType, idNumber, address: null });
  }
  if (ticket.counterparty !== null) {
    parties.push({
      role: 'COUNTERPARTY',
      kind: partyKindOf(ticket.counterparty),
      name: ticket.counterparty,
      phone: null,
      idType: null,
      idNumber: null,
      address: null,
    });
  }
  return parties;
}

interface TicketTimes {
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly repliedAt: string | null;
  readonly closedAt: string | null;
}

function eventsOf(ticket: Ticket, times: TicketTimes): RecordDraft['events'] {
  const event = (
    at: string | null,
    kind: string,
    label: string,
    note: string | null,
  ): RecordDraft['events'] => (at === null ? [] : [{ at, kind, label, note }]);
  const { stage } = ticket;
  const current = stage === null ? undefined : STAGE_KINDS.get(stage);
  // The last change is worth an event of its own unless it is the closing that stands there already.
  const moved = current !== undefined && current !== 'CLOSED' && times.updatedAt !== times.createdAt;
  return [
    ...event(times.createdAt, 'TICKET_CREATED', '受理', null),
    ...event(times.repliedAt, 'REPLIED', '答复', ticket.reply),
    ...event(moved ? times.updatedAt : null, current ?? '', stage ?? '', ticket.handlingUnit),
    ...event(times.closedAt, 'CLOSED', '办结', ticket.satisfaction),
  ];
}

function present(values: readonly (string | null)[]): string[] {
  return values.filter((value) => value !== null);
}
