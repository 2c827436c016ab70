import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { MappingContext } from '../kit/mapping-context.ts';
import { readElementCase } from './case-element.ts';
import { readTableCase } from './case-table.ts';
import { draftOfCase } from './draft.ts';

/**
 * Maps a case in either form: a row of a table with its header in front, or an `<案件>`.
 * @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID naming the column or element.
 */
export function courtDraft(bytes: Uint8Array, { contentType }: MappingContext): RecordDraft {
  const read = contentType.startsWith('text/csv') ? readTableCase : readElementCase;
  return draftOfCase(read(bytes, contentType));
}
