import type { RecordDoc } from '../../../schema/store/documents.ts';

type Detail = RecordDoc['details'][string];

/** A record, or an entry of an agency's lists: whatever has columns of the feed's own. */
export type Detailed = Pick<RecordDoc, 'details'>;

/** `type CodedValue`. */
interface CodedView {
  readonly code: string | null;
  readonly label: string | null;
}

/** A column of the feed's own as text. */
export function textDetail(name: string): (record: Detailed) => string | null {
  return ({ details }) => textOf(details[name]);
}

/** A column of the feed's own that holds a number. */
export function numberDetail(name: string): (record: Detailed) => number | null {
  return ({ details }) => {
    const value = details[name];
    return typeof value === 'number' ? value : null;
  };
}

/** A code and its words from two columns; null when both are empty. `labels` gives words for a code that came without. */
export function codedDetail(
  codeName: string,
  labelName: string | null,
  labels: ReadonlyMap<string, string> = new Map(),
): (record: Detailed) => CodedView | null {
  return ({ details }) => {
    const code = textOf(details[codeName]);
    const label =
      (labelName === null ? null : textOf(details[labelName])) ??
      (code === null ? null : (labels.get(code) ?? null));
    return code === null && label === null ? null : { code, label };
  };
}

/** A column that holds several texts. */
export function listDetail(name: string): (record: Detailed) => readonly string[] {
  return ({ details }) => {
    const value = details[name];
    return Array.isArray(value) ? value : [];
  };
}

export function textOf(value: Detail | undefined): string | null {
  if (value === null || value === undefined || value === '') return null;
  return Array.isArray(value) ? value.join(', ') : String(value);
}
