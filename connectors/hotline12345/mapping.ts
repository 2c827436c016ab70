import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { MappingContext } from '../kit/mapping-context.ts';
import { withRestatements } from '../kit/restatement.ts';
import { draftOfTicket } from './draft.ts';
import { readExportRow } from './export-row.ts';
import { readRestTicket } from './rest-ticket.ts';

/** Maps a ticket as the hotline's interface gives it. @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID. */
export function restTicketDraft(bytes: Uint8Array): RecordDraft {
  return draftOfTicket(readRestTicket(bytes));
}

/** Maps a ticket of either channel: as `restTicketDraft`, or a row of the daily export with its header in front. */
export function ticketDraft(bytes: Uint8Array, { contentType }: MappingContext): RecordDraft {
  return contentType.startsWith('text/csv')
    ? draftOfTicket(readExportRow(bytes, contentType))
    : restTicketDraft(bytes);
}

/** As `ticketDraft`, and what the hub itself said about a ticket. */
export const hotlineDraft = withRestatements(ticketDraft);
