/**
 * What is compared of two records, and the levels at which it can agree, best first. `UNKNOWN` (one side says nothing) weighs nothing and
 * is never fitted. Levels stand here once: comparison, fitting, the weights file and the evidence all speak of them.
 */
export const LEVELS = {
  /** One record quotes the other's own number, or both quote the same one; most do neither. */
  quotedNumber: ['QUOTES', 'QUOTE_THE_SAME', 'NONE'],
  idNumber: ['EXACT', 'DIFFERENT', 'UNKNOWN'],
  phone: ['EXACT', 'DIFFERENT', 'UNKNOWN'],
  /** The reporters' names. `CROSSED`: the reporter of one is the other side of the other. */
  name: [
    'EXACT',
    'SIMPLIFIED',
    'PINYIN',
    'ONE_EDIT',
    'CROSSED',
    'MENTIONED',
    'SURNAME',
    'DIFFERENT',
    'UNKNOWN',
  ],
  /** The other side, person or organisation. `ABBREVIATED`: 安通美发 for 安通美容美发店; `SURNAME`: 周某 for 周倩. */
  counterparty: [
    'SAME_PERSON',
    'SAME_ORGANISATION',
    'ABBREVIATED',
    'MENTIONED',
    'ONE_EDIT',
    'SURNAME',
    'DIFFERENT',
    'UNKNOWN',
  ],
  /** From the door down to the division; where it happened, or where the reporter lives. */
  place: ['DOOR', 'BUILDING', 'ROAD_NUMBER', 'COMMUNITY', 'ROAD', 'STREET', 'COUNTY', 'DIFFERENT', 'UNKNOWN'],
  /** `RELATED`: classes under which the agencies are known to file the same quarrels (`related` in the weights file). */
  category: ['SAME', 'NARROWER', 'RELATED', 'SAME_CLASS', 'DIFFERENT', 'UNKNOWN'],
  amount: ['SAME', 'DIFFERENT', 'UNKNOWN'],
  daysApart: [
    'SAME_MOMENT',
    'WITHIN_1',
    'WITHIN_3',
    'WITHIN_8',
    'WITHIN_15',
    'WITHIN_30',
    'WITHIN_60',
    'LONGER',
  ],
  /** Cosine of the narratives' bigrams. */
  narrative: ['FROM_0.7', 'FROM_0.5', 'FROM_0.35', 'FROM_0.2', 'FROM_0.1', 'BELOW_0.1', 'UNKNOWN'],
} as const;

export type LinkField = keyof typeof LEVELS;
export const LINK_FIELDS = Object.keys(LEVELS) as readonly LinkField[];
export type LevelOf<Field extends LinkField> = (typeof LEVELS)[Field][number];

/** One level a field. */
export type Comparison = { readonly [Field in LinkField]: LevelOf<Field> };

export const UNKNOWN = 'UNKNOWN';
