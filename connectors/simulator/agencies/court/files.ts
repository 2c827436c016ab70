import type { CourtCase } from './shape.ts';
import { courtCsv } from './csv.ts';
import { courtXml } from './xml.ts';

/** The file with these cases. @param from number of the first one in the court's whole export: the forms come in turn */
export function courtFile(
  cases: readonly CourtCase[],
  from: number,
  exportedMs: number,
): { readonly bytes: Buffer; readonly extension: string } {
  switch (from % 3) {
    case 1:
      return { bytes: courtXml(cases, exportedMs, 'utf-8'), extension: 'xml' };
    case 2:
      return { bytes: courtCsv(cases, 'gb18030'), extension: 'csv' };
    default:
      return { bytes: courtXml(cases, exportedMs, 'gb18030'), extension: 'xml' };
  }
}
