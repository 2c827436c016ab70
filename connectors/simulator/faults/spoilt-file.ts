import { csvLine } from '../writing/csv.ts';
import { encode, type FileEncoding } from '../writing/encode.ts';

/** A file that goes out beside the sound one, and is not as it should be. */
export interface SpoiltFile {
  readonly extension: string;
  readonly bytes: Buffer;
  /** Its writer died before it was whole: it stays under its `.part` name. */
  readonly halfWritten?: boolean;
}

/** Columns and one row of a table, to be spoilt. */
export interface SpoilableRow {
  readonly columns: readonly string[];
  readonly cells: readonly string[];
  readonly encoding: FileEncoding;
  /** A column that the layout does not have. */
  readonly strangeColumn: string;
}

/** Faults that any file may have. @returns null for another fault */
export function spoiltWhole(fault: string, whole: Buffer, extension: string): SpoiltFile | null {
  if (fault === 'twice') return { extension, bytes: whole };
  if (fault === 'half-written') {
    return { extension, bytes: whole.subarray(0, Math.ceil(whole.length / 2)), halfWritten: true };
  }
  return null;
}

/** Faults of a table with one row. @returns null for another fault */
export function spoiltTable(
  fault: string,
  { columns, cells, encoding, strangeColumn }: SpoilableRow,
): SpoiltFile | null {
  const file = (header: readonly string[], row: readonly string[]): SpoiltFile => ({
    extension: 'csv',
    bytes: encode(`${csvLine(header)}\r\n${csvLine(row)}\r\n`, encoding),
  });
  switch (fault) {
    case 'ragged-row':
      return file(columns, cells.slice(0, -3));
    case 'nul':
      return file(
        columns,
        cells.map((cell, index) => (index === cells.length - 1 ? `${cell}\0` : cell)),
      );
    case 'unknown-column':
      return file([...columns, strangeColumn], [...cells, '1']);
    case 'cut-off': {
      const { bytes } = file(columns, cells);
      const row = bytes.lastIndexOf('\r\n', bytes.length - 3);
      return { extension: 'csv', bytes: bytes.subarray(0, row + Math.floor((bytes.length - row) / 2)) };
    }
    case 'undecodable': {
      const { bytes } = file(columns, cells);
      return {
        extension: 'csv',
        bytes: Buffer.concat([bytes.subarray(0, -2), Buffer.from([0xff, 0xfe, 0xff]), bytes.subarray(-2)]),
      };
    }
    default:
      return null;
  }
}
