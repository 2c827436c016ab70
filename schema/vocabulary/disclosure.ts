/** How much of a value is shown, from all to nothing. */
export const DISCLOSURE_LEVELS = ['CLEAR', 'MASKED', 'PSEUDONYM', 'GENERALISED', 'WITHHELD'] as const;
export type DisclosureLevel = (typeof DISCLOSURE_LEVELS)[number];

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
