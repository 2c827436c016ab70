import { csvText } from '../../writing/csv.ts';
import { writeWhole } from '../../writing/whole-file.ts';
import { NYC_COLUMNS, type ServiceRow } from './shape.ts';

/** One export: header and rows. */
export function serviceCsv(rows: readonly ServiceRow[]): string {
  return csvText(
    NYC_COLUMNS,
    rows.map((row) => NYC_COLUMNS.map((column) => row[column] ?? '')),
  );
}

/** Puts an export into the drop folder, whole. */
export async function dropExport(folder: string, name: string, rows: readonly ServiceRow[]): Promise<void> {
  await writeWhole(folder, name, serviceCsv(rows));
}
