import { parse } from 'yaml';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { NATURES } from '../../schema/canonical/record.ts';
import { regionOfCode } from '../../schema/vocabulary/regions.ts';
import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';

export const ProfileName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'may hold small letters, digits and hyphens');

export const TimeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}, 'is no IANA time zone; write it like America/New_York');

export const RegionCode = z
  .string('must be text: put the code in quotes')
  .refine(
    (code) => regionOfCode(code)?.code === code,
    'is no GB/T 2260 county (6 digits) or street (9 digits)',
  );

/** One line of the crosswalk from a city's own category words: becomes a `CrosswalkEntry`. */
const CategorySchema = z
  .strictObject({
    /** Regular expression, small and capital letters alike; matched against the category words joined by `/`. */
    pattern: z.string().min(1).refine(isPattern, 'is no regular expression'),
    /** GB/T 31000 table 91; left out when the words say nothing about the category. */
    category: z
      .string('must be text: put the code in quotes')
      .refine((code) => DISPUTE_CATEGORIES.has(code), 'is no category of GB/T 31000 table 91, e.g. "0203"')
      .optional(),
    nature: z.enum(NATURES),
  })
  .transform(({ pattern, category = null, nature }) => ({
    pattern: new RegExp(pattern, 'iu'),
    category,
    nature,
  }));

/** Stand in every second text and mean nothing. */
const EVERYDAY_NUMBERS = ['1', '12', '110', '311', '2026', '12345', '20261124'];

const NumberPattern = z
  .string()
  .min(1)
  .refine(isPattern, 'is no regular expression')
  .refine(
    (pattern) => !isPattern(pattern) || !EVERYDAY_NUMBERS.some((number) => wholeNumber(pattern).test(number)),
    'fits everyday numbers such as 2026 too; let it begin with letters or have more digits',
  )
  .transform((pattern) => new RegExp(wholeNumber(pattern).source, 'giu'));

function wholeNumber(pattern: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])(?:${pattern})(?![A-Za-z0-9])`, 'iu');
}

/** What every kind of mapping profile may say, beside how its fields are found. */
export const PROFILE_BASE = {
  /** Name as written into each record's envelope; the file's name. */
  profile: ProfileName,
  description: z.string(),
  /** Stands in front of the city's own numbers, so that those of two cities cannot collide: `chicago:`. */
  idPrefix: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.:_-]{0,39}$/, 'may hold up to 40 letters, digits and . : _ -')
    .optional(),
  /**
   * Regular expression of the city's own numbers (without the prefix), to find them where other agencies' texts quote them: `SR\d{2}-\d{8}`.
   * Left out: texts are not searched for them.
   */
  numberPattern: NumberPattern.optional(),
  /** Division where everything happened that has no code of its own. */
  regionCode: RegionCode.optional(),
  /** Values that say nothing, beside the empty one. */
  empty: z.array(z.string()).default([]),
  /** Status word → code in capital letters; a word that is not here gets its own letters as its code. */
  statuses: z
    .record(z.string(), z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'may hold capital letters, digits and _'))
    .default({}),
  /** Looked at before the feed's own crosswalk; the first match counts. */
  categories: z.array(CategorySchema).default([]),
} as const;

/** @throws HubError HUB_CONFIG_INVALID naming the file and, where YAML breaks, the line. */
export function parseProfileYaml(text: string, file: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (cause) {
    throw badProfile(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

export function badProfile(file: string, what: string, cause?: unknown): HubError {
  return new HubError('HUB_CONFIG_INVALID', `profile ${file}: ${what}`, { cause, field: file });
}

/** Code of a status word: the profile's, else the word itself in capital letters; null when it has no letters of ASCII. */
export function statusCodeOf(word: string | null, statuses: Readonly<Record<string, string>>): string | null {
  if (word === null) return null;
  const given = Object.hasOwn(statuses, word) ? statuses[word] : undefined;
  if (given !== undefined) return given;
  const code = word
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /[A-Z]/.test(code) ? code : null;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'iu').source !== '';
  } catch {
    return false;
  }
}
