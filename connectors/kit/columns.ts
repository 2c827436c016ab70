import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** Longest texts that a record may carry; GB/T 31000 table 30 has 4,000 characters for its longest field. */
export const NARRATIVE_MAX_CHARACTERS = 20_000;
export const TEXT_MAX_CHARACTERS = 2_000;
export const SOURCE_ID_MAX_CHARACTERS = 200;

/** One column of text: trimmed, null when empty or missing. Numbers are refused: a phone written as a number has lost its zeros. */
export function textColumn(maxCharacters: number = TEXT_MAX_CHARACTERS): z.ZodType<string | null> {
  return z
    .string({ error: 'must be text in quotes' })
    .max(maxCharacters, { error: (issue) => tooLong(issue.input, maxCharacters) })
    .refine((text) => !text.includes('\0'), 'contains a NUL character; remove it')
    .nullish()
    .transform((text) => {
      const trimmed = text?.trim() ?? '';
      return trimmed === '' ? null : trimmed;
    });
}

function tooLong(input: unknown, maxCharacters: number): string {
  const characters = typeof input === 'string' ? input.length : 0;
  return `has ${characters} characters, at most ${maxCharacters} are allowed; shorten it`;
}

/** Turns zod's first finding into words for the clerk, with the column's own name and label. */
export function invalidRecord(
  error: z.ZodError,
  labelOf: (column: string) => string,
  fieldOf: (column: string) => string = (column) => column,
): HubError {
  const issue = error.issues[0];
  const column = issue?.path.join('.') ?? '';
  return new HubError('HUB_RECORD_INVALID', `${labelOf(column)}: ${issue?.message ?? 'is not valid'}`, {
    cause: error,
    field: fieldOf(column),
  });
}

/** @throws HubError HUB_RECORD_INVALID when the value is missing. */
export function required(value: string | null, field: string, label: string = field): string {
  if (value === null) {
    throw new HubError('HUB_RECORD_INVALID', `${label}: is missing or empty; every record needs it`, {
      field,
    });
  }
  return value;
}

/** The id under which the source knows the record. @throws HubError HUB_RECORD_INVALID when missing, too long or unprintable. */
export function readSourceId(value: string | null, field: string, label: string = field): string {
  const id = required(value, field, label);
  if (id.length > SOURCE_ID_MAX_CHARACTERS) {
    throw new HubError('HUB_RECORD_INVALID', `${label}: ${tooLong(id, SOURCE_ID_MAX_CHARACTERS)}`, { field });
  }
  if (/\p{Cc}/u.test(id)) {
    throw new HubError('HUB_RECORD_INVALID', `${label}: contains a control character; remove it`, { field });
  }
  return id;
}

const FLAG_NAMES_MOST = 20;
const FLAG_NAME_MOST_CHARACTERS = 60;

/** Flag for columns that the feed does not know (`UNKNOWN_COLUMNS:a,b`), or none: they are kept in the raw record and told to the operator. */
export function unknownColumns(present: Iterable<string>, known: ReadonlySet<string>): readonly string[] {
  const strangers = [...present].filter((name) => !known.has(name)).sort();
  if (strangers.length === 0) return [];
  const shown = strangers
    .slice(0, FLAG_NAMES_MOST)
    .map((name) => name.replace(/[,\p{Cc}]/gu, ' ').slice(0, FLAG_NAME_MOST_CHARACTERS));
  const more = strangers.length > shown.length ? [`+${strangers.length - shown.length}`] : [];
  return [`UNKNOWN_COLUMNS:${[...shown, ...more].join(',')}`];
}
