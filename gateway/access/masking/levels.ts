/** How much of a value is shown, from all to nothing. */
export const DISCLOSURE_LEVELS = ['CLEAR', 'MASKED', 'PSEUDONYM', 'GENERALISED', 'WITHHELD'] as const;
export type DisclosureLevel = (typeof DISCLOSURE_LEVELS)[number];

/** Neither all nor nothing. */
export type PartialLevel = Exclude<DisclosureLevel, 'CLEAR' | 'WITHHELD'>;

/** What a value is: `@sensitive(kind: …)` of the schema names one of these. */
export const SENSITIVE_KINDS = [
  'NAME',
  'PHONE',
  'ID_NUMBER',
  'ADDRESS',
  'COORDINATES',
  'BANK_CARD',
  'PLATE',
  'NARRATIVE',
  'ORGANISATION',
  'BIRTH_DATE',
  'AMOUNT',
  'DATE',
] as const;
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number];

/** WGS 84 degrees. */
export interface Coordinates {
  readonly longitude: number;
  readonly latitude: number;
}

/** A kind's value: degrees, integer fen, or text. */
export type ValueOf<Kind extends SensitiveKind> = Kind extends 'COORDINATES'
  ? Coordinates
  : Kind extends 'AMOUNT'
    ? number
    : string;

/** Kinds that are one text each: what a pseudonym can stand for, and what a narrative may contain. */
export type IdentifyingKind = Exclude<SensitiveKind, 'COORDINATES' | 'AMOUNT' | 'DATE' | 'NARRATIVE'>;

/** What stands for something that nobody can read: also what a reader of a mask sees of its hidden part. */
export const HIDDEN = '***';
