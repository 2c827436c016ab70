import type { SourceRecord } from '../../schema/topics/envelope.ts';
import type { DayFile } from './day-file.ts';
import type { KnownRecord } from './known-records.ts';

/** Flags of records that a file of their day withdrew for missing from it, and brought back. */
export const GONE_FROM_EXPORT = 'GONE_FROM_EXPORT';
export const BACK_IN_EXPORT = 'BACK_IN_EXPORT';

/** What a row of a file of a day is to the hub. */
export type RowNews =
  /** The record is not known. */
  | 'new'
  /** Its state is later than the one known. */
  | 'newer'
  /** The same state, or an earlier one, is known: nothing is to be said. */
  | 'confirmed'
  /** The record was withdrawn for missing from an earlier file, and is there again as it was. */
  | 'back'
  /** The row is in a file that is older than the one for missing from which the record was withdrawn. */
  | 'outdated';

const SECOND_MS = 1_000;

/**
 * Compares a row with what is known. Files often carry times to the second where another channel has milliseconds: then a row is
 * later only when its second is.
 * @param mayRestate false for a file that later ones have overtaken: it says nothing about what was withdrawn since
 */
export function newsOf(
  { sourceTime }: Pick<SourceRecord, 'sourceTime'>,
  known: KnownRecord | undefined,
  { asOf }: Pick<DayFile, 'asOf'>,
  mayRestate: boolean,
): RowNews {
  if (known === undefined) return 'new';
  const rowMs = Date.parse(sourceTime);
  const unitMs = rowMs % SECOND_MS === 0 ? SECOND_MS : 1;
  const isLaterThan = (dateTime: string): boolean =>
    rowMs > Math.floor(Date.parse(dateTime) / unitMs) * unitMs;
  if (isGone(known)) {
    if (!mayRestate || Date.parse(known.sourceTime) >= Date.parse(asOf)) return 'outdated';
    return isLaterThan(known.versionAt) ? 'newer' : 'back';
  }
  const isSame = !isLaterThan(known.sourceTime) && !isEarlier(rowMs, known.sourceTime, unitMs);
  return !isSame && isLaterThan(known.versionAt) ? 'newer' : 'confirmed';
}

/** Withdrawn for missing from a file, and for nothing else. */
export function isGone({ state, flags }: KnownRecord): boolean {
  return state === 'WITHDRAWN' && flags.includes(GONE_FROM_EXPORT);
}

function isEarlier(rowMs: number, dateTime: string, unitMs: number): boolean {
  return rowMs < Math.floor(Date.parse(dateTime) / unitMs) * unitMs;
}
