import type { DisclosureLevel, SensitiveKind } from '../vocabulary/disclosure.ts';

/** Neither all nor nothing. */
export type PartialLevel = Exclude<DisclosureLevel, 'CLEAR' | 'WITHHELD'>;

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
