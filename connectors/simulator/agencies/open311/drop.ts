import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { NYC_COLUMNS, type ServiceRow } from './shape.ts';

/** One export: header and rows, CRLF, quoted where needed (RFC 4180). */
export function serviceCsv(rows: readonly ServiceRow[]): string {
  const lines = rows.map((row) => NYC_COLUMNS.map((column) => cell(row[column] ?? '')).join(','));
  return `${[NYC_COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Puts an export into the drop folder: under a `.part` name until it is whole and on disk. */
export async function dropExport(folder: string, name: string, rows: readonly ServiceRow[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  const file = await open(`${path}.part`, 'w');
  try {
    await file.writeFile(serviceCsv(rows));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
