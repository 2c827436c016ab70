import { spoiltTable, spoiltWhole, type SpoiltFile } from '../../faults/spoilt-file.ts';
import { encode, type FileEncoding } from '../../writing/encode.ts';
import { EXPORT_COLUMNS, exportCells, exportCsv } from './export.ts';
import type { HotlineTicket } from './shape.ts';

/** The ticket with the fault, as the interface shows it. @returns null for another fault */
export function spoiltTicket(fault: string, ticket: HotlineTicket): HotlineTicket | null {
  switch (fault) {
    case 'unreadable-item':
      return { ...ticket, createdAt: '昨天下午' };
    case 'unknown-member':
      return { ...ticket, ...{ channel: '微信' } };
    default:
      return null;
  }
}

/** A whole day's export with the fault at one of its tickets. */
export function spoiltExport(
  fault: string,
  tickets: readonly HotlineTicket[],
  at: number,
  encoding: FileEncoding,
): SpoiltFile | null {
  const ticket = tickets[at];
  if (ticket === undefined) return null;
  const whole = exportCsv(tickets, encoding);
  if (fault === 'utf-16') {
    const text = exportCsv(tickets, 'utf-8').toString();
    return { extension: 'csv', bytes: Buffer.from(`\ufeff${text}`, 'utf16le') };
  }
  const alone = spoiltTable(fault, {
    columns: EXPORT_COLUMNS,
    cells: exportCells(ticket),
    encoding,
    strangeColumn: '渠道',
  });
  if (alone === null) return spoiltWhole(fault, whole, 'csv');
  // The day's other rows stand in front of the spoilt one.
  const others = exportCsv(tickets.toSpliced(at, 1), encoding);
  const header = encode(`${EXPORT_COLUMNS.join(',')}\r\n`, encoding).length;
  return { extension: 'csv', bytes: Buffer.concat([others, alone.bytes.subarray(header)]) };
}
