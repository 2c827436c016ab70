/**
 * What is compared of two persons and the levels at which it can agree, best first. A field that one side leaves out is not compared and
 * weighs nothing.
 */

const AGREEMENTS = ['EXACT', 'NEAR', 'DIFFERENT', 'UNKNOWN'] as const;
/** Postcode and locality name the same place, so they are compared together: counted apart, one neighbourhood would count twice. */
export const AREA_LEVELS: readonly string[] = AGREEMENTS.flatMap((postcode) =>
  AGREEMENTS.map((locality) => `POSTCODE_${postcode}_LOCALITY_${locality}`),
).slice(0, -1);

/** Shares of all words that agree, times how much they tell: bits are log2 of how many records there are to one with that word. */
export const WORD_BITS = [16, 11, 7, 3] as const;
export const WORD_SHARES = [
  ['ALL', 0.95],
  ['MOST', 0.6],
  ['SOME', 0],
] as const;
const WORD_LEVELS: readonly string[] = [
  ...WORD_BITS.flatMap((bits) => WORD_SHARES.map(([share]) => `${share}_FROM_${bits}_BITS`)),
  'LITTLE',
  'NONE',
];

const NAME_LEVELS = ['EXACT', 'ALIKE', 'PART', 'SIMILAR', 'DIFFERENT'] as const;

export const PERSON_LEVELS = {
  /** `ALIKE`: one edit, Jaro–Winkler from 0.92, or the same pinyin. `PART`: initial, or one of several names. `SIMILAR`: from 0.8. */
  familyName: NAME_LEVELS,
  givenName: NAME_LEVELS,
  /**
   * Whether the names agree clearly better with family and given name exchanged: both exact, both nearly, or one. They are then compared
   * here and not in the two fields above: names that were chosen because they agree would count twice.
   */
  swappedNames: ['STRAIGHT', 'BOTH_EXACT', 'BOTH_NEARLY', 'ONE'],
  /** `ALIKE`: one edit, or day and month exchanged. `TWO_PARTS`: two of year, month and day. */
  birthDate: ['EXACT', 'ALIKE', 'TWO_PARTS', 'YEAR', 'DIFFERENT'],
  idNumber: ['EXACT', 'ALIKE', 'DIFFERENT'],
  phone: ['EXACT', 'ALIKE', 'DIFFERENT'],
  /** Numbers of the address. */
  numbers: ['ALL', 'SOME', 'ALIKE', 'DIFFERENT'],
  street: WORD_LEVELS,
  area: AREA_LEVELS,
  /** Not looked at where postcode or locality agree: it says the same again. */
  region: ['EXACT', 'ALIKE', 'DIFFERENT'],
  category: ['EXACT', 'ALIKE', 'DIFFERENT'],
  narrative: WORD_LEVELS,
} as const satisfies Record<string, readonly string[]>;

export type PersonField = keyof typeof PERSON_LEVELS;
export const PERSON_FIELDS = Object.keys(PERSON_LEVELS) as readonly PersonField[];

/** The place of a field in a row of levels. */
export const FIELD = Object.fromEntries(PERSON_FIELDS.map((field, index) => [field, index])) as Readonly<
  Record<PersonField, number>
>;

/** Level numbers within the lists above. */
export const NAME = { exact: 0, alike: 1, part: 2, similar: 3, different: 4 } as const;
export const SWAPPED = { straight: 0, bothExact: 1, bothNearly: 2, one: 3 } as const;
export const AREA_UNKNOWN = 3;
