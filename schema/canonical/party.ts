import { z } from 'zod';

export const PARTY_ROLES = ['REPORTER', 'COUNTERPARTY', 'VICTIM', 'WITNESS', 'AGENT', 'OTHER'] as const;
export const PARTY_KINDS = ['PERSON', 'ORGANISATION', 'UNKNOWN'] as const;

/** One party as one record names it (当事人). Values are as the source wrote them; `matching` holds the folded forms, never shown. */
export const RecordPartySchema = z.strictObject({
  role: z.enum(PARTY_ROLES),
  kind: z.enum(PARTY_KINDS),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  /** GA/T 517 type of the document; `111` is the resident identity card. */
  idType: z.string().nullable(),
  idNumber: z.string().nullable(),
  address: z.string().nullable(),
  /** Folded for matching and search only: simplified script, half-width, phone to its last 11 digits, ID upper-case with a valid check digit or null. */
  matching: z.strictObject({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    idNumber: z.string().nullable(),
    address: z.string().nullable(),
  }),
});
export type RecordParty = z.infer<typeof RecordPartySchema>;

/** A party as a feed's mapping gives it: normalise adds the folded forms. */
export type PartyDraft = Omit<RecordParty, 'matching'>;
