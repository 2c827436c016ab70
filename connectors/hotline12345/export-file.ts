import { CHINA_OFFSET, readDateTime } from '../../schema/canonical/date-time.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { csvFormat } from '../kit/csv-file.ts';
import { fieldsOf, scanRow } from '../kit/csv-rows.ts';
import type { DayFile } from '../kit/day-file.ts';
import type { FileFormat } from '../kit/file-format.ts';
import { encodeText } from '../kit/text-encoding.ts';
import { EXPORT_COLUMNS, EXPORT_REQUIRED, NUMBER_COLUMN } from './export-row.ts';
import { ticketDraft } from './mapping.ts';

/** Rows of the daily export, UTF-8 or GB18030, as they are: nothing is compared with what is known. */
export const exportFormat: FileFormat = csvFormat({
  feed: 'hotline12345',
  eventType: 'cn.gov.hotline12345.export-row.v1',
  layoutsNamed(profile) {
    if (profile !== null) {
      throw new HubError('HUB_CONFIG_INVALID', 'hotline12345 has no profiles; leave the profile out', {
        field: 'profile',
      });
    }
    return [
      {
        profile: null,
        family: 'export',
        delimiter: ',',
        encoding: 'auto',
        columns: EXPORT_COLUMNS,
        required: EXPORT_REQUIRED,
      },
    ];
  },
  toDraft: ticketDraft,
});

/** `tickets-20261124-asof-20261125T020000.csv`, or `….confirmed.csv`: day and time in China Standard Time. */
const NAME =
  /^tickets-(\d{4})(\d{2})(\d{2})-asof-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\.confirmed)?\.csv$/i;
const DAY_MS = 86_400_000;

/** Day and time of an export by its name. @throws HubError HUB_RECORD_INVALID. */
export function exportDayOf(name: string): DayFile {
  const parts = NAME.exec(name);
  if (parts === null) {
    throw badName(
      'says no day and time; name it tickets-20261124-asof-20261125T020000.csv, or take it in with tributary ingest',
    );
  }
  const [, year = '', month = '', day = '', ...rest] = parts;
  const [asOfYear = '', asOfMonth = '', asOfDay = '', hour = '', minute = '', second = '', confirmed] = rest;
  const date = `${year}-${month}-${day}`;
  const fromMs = Date.parse(readDateTime(date, CHINA_OFFSET, 'file'));
  const asOf = readDateTime(
    `${asOfYear}-${asOfMonth}-${asOfDay}T${hour}:${minute}:${second}`,
    CHINA_OFFSET,
    'file',
  );
  if (Date.parse(asOf) <= fromMs) {
    throw badName('has an as-of time before its day; the day comes first, then the time of the export');
  }
  return { day: date, fromMs, toMs: fromMs + DAY_MS, asOf, confirmed: confirmed !== undefined };
}

function badName(why: string): HubError {
  return new HubError('HUB_RECORD_INVALID', `the file’s name ${why}`, { field: 'file' });
}

const TICKET_NUMBER = /^[A-Z]{2}20\d{12}$/i;
const LINE_BREAK = /[\r\n]/;

/**
 * Ticket number in a refused row, with its header in front. Null when it is not certain that the row is this ticket's and no other's: when
 * it holds a line break or more cells than the header, it may have swallowed a row.
 */
export function numberInRefused(message: Uint8Array): string | null {
  const head = scanRow(message, 0, true);
  if (head === null || head.problem !== null) return null;
  // Delimiters, quotes and ticket numbers are ASCII in both encodings, and no part of another character.
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
  const row = text(message.subarray(head.next)).replace(/\r\n$/, '');
  if (LINE_BREAK.test(row)) return null;
  const columns = fieldsOf(text(message.subarray(0, head.end)));
  const cells = fieldsOf(row);
  if (cells.length > columns.length) return null;
  const number = cells[columns.findIndex(isNumberColumn)]?.trim() ?? '';
  return TICKET_NUMBER.test(number) ? number : null;
}

const NUMBER_COLUMNS: ReadonlySet<string> = new Set(
  [encodeText(NUMBER_COLUMN, 'utf-8'), encodeText(NUMBER_COLUMN, 'gb18030')].map((bytes) =>
    bytes.toString('latin1'),
  ),
);

function isNumberColumn(name: string): boolean {
  return NUMBER_COLUMNS.has(name.trim());
}
