import { checkFieldCount, readFields, readHeader, splitCsvMessage } from '../kit/csv-message.ts';
import { unknownColumns } from '../kit/columns.ts';
import { encodingOf } from '../kit/text-encoding.ts';
import { CASE_COLUMNS, checkCase, PARTY_COLUMNS, type CaseReading } from './case-row.ts';

const PARTY_COLUMN = new RegExp(`^当事人([1-9]\\d{0,2})(${PARTY_COLUMNS.join('|')})$`, 'u');
const KNOWN: ReadonlySet<string> = new Set(CASE_COLUMNS);

/**
 * Reads a row of the court platform's table export with its header in front, in the encoding that the content type names.
 * @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID naming the column.
 */
export function readTableCase(message: Uint8Array, contentType: string): CaseReading {
  const encoding = encodingOf(contentType);
  const { header, row } = splitCsvMessage(message);
  const names = readHeader(header, encoding);
  const fields = readFields(row, encoding);
  checkFieldCount(names, fields);
  const cells: Record<string, string> = {};
  const parties = new Map<number, Record<string, string>>();
  for (const [index, name] of names.entries()) {
    const cell = fields[index] ?? '';
    cells[name] = cell;
    const [, number = '', column = ''] = PARTY_COLUMN.exec(name) ?? [];
    if (number === '') continue;
    const party = parties.get(Number(number)) ?? {};
    party[column] = cell;
    parties.set(Number(number), party);
  }
  const inOrder = [...parties].sort(([a], [b]) => a - b).map(([, party]) => party);
  return {
    ...checkCase({ columns: cells, parties: inOrder }),
    shown: cells,
    flags: unknownColumns(
      names.filter((name) => !PARTY_COLUMN.test(name)),
      KNOWN,
    ),
  };
}
