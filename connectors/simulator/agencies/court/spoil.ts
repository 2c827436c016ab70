import { spoiltTable, spoiltWhole, type SpoiltFile } from '../../faults/spoilt-file.ts';
import { COURT_COLUMNS, courtCells } from './csv.ts';
import type { CourtCase } from './shape.ts';
import { courtXml } from './xml.ts';

/** A file of the court with the fault, made from a case that a sound file has too. */
export function spoiltCourtFile(
  fault: string,
  one: CourtCase,
  exportedMs: number,
  whole: { readonly bytes: Buffer; readonly extension: string },
): SpoiltFile | null {
  const xml = (bytes: Buffer): SpoiltFile => ({ extension: 'xml', bytes });
  const sound = (): string => courtXml([one], exportedMs, 'utf-8').toString();
  switch (fault) {
    case 'unreadable-element':
      return xml(courtXml([{ ...one, caseNumber: '' }], exportedMs, 'gb18030'));
    case 'unknown-element':
      return xml(Buffer.from(sound().replace('</案件>', '<承办法官>未定</承办法官></案件>')));
    case 'wrong-declared-encoding':
      return xml(Buffer.from(sound().replace('encoding="UTF-8"', 'encoding="GB18030"')));
    case 'cut-off': {
      const bytes = courtXml([one, one], exportedMs, 'utf-8');
      return xml(bytes.subarray(0, Math.floor(bytes.length * 0.8)));
    }
    case 'external-entity':
      return xml(
        Buffer.from(
          sound()
            .replace('?>\n', '?>\n<!DOCTYPE 案件列表 [<!ENTITY 文件 SYSTEM "file:///etc/hostname">]>\n')
            .replace('<事实与理由>', '<事实与理由>&文件;'),
        ),
      );
    default:
      return (
        spoiltWhole(fault, whole.bytes, whole.extension) ??
        spoiltTable(fault, {
          columns: COURT_COLUMNS,
          cells: courtCells(one),
          encoding: 'gb18030',
          strangeColumn: '承办法官',
        })
      );
  }
}
