import { spoiltTable, spoiltWhole, type SpoiltFile } from '../../faults/spoilt-file.ts';
import { NYC_COLUMNS, type ServiceRow } from './shape.ts';

/** An export with the fault, made from a row that a sound export has too. */
export function spoiltServiceFile(fault: string, row: ServiceRow, whole: Buffer): SpoiltFile | null {
  return (
    spoiltWhole(fault, whole, 'csv') ??
    spoiltTable(fault, {
      columns: NYC_COLUMNS,
      cells: NYC_COLUMNS.map((column) => row[column] ?? ''),
      encoding: 'utf-8',
      strangeColumn: 'Council District',
    })
  );
}
