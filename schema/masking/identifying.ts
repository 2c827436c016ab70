import { birthDateOfId } from '../vocabulary/resident-id.ts';
import { districtOf, maskAddress } from './addresses.ts';
import { maskCard, maskPlate, plateOrigin } from './cards-and-plates.ts';
import { birthDateIn, maskBirthDate } from './dates-and-amounts.ts';
import { ageBand, maskDocument } from './identity-documents.ts';
import type { IdentifyingKind, PartialLevel } from './levels.ts';
import { maskName } from './names.ts';
import { maskOrganisation, organisationClass } from './organisations.ts';
import { maskPhone, phoneClass } from './phones.ts';
import type { Pseudonyms } from './pseudonyms.ts';

export interface IdentifyingContext {
  /** Of the partner that asks; without it a pseudonym is withheld. */
  readonly pseudonyms: Pseudonyms | null;
  /** The day of the answer, `YYYY-MM-DD`: age bands are as of it. */
  readonly asOf: string;
  /** Division of the record, for the district of an address; null when unknown. */
  readonly regionCode: string | null;
}

/** A value that is one text, as a level shows it; null when nothing is shown. */
export function identifying(
  kind: IdentifyingKind,
  value: string,
  level: PartialLevel,
  context: IdentifyingContext,
): string | null {
  if (level === 'PSEUDONYM') return context.pseudonyms?.of(kind, value) ?? null;
  return level === 'MASKED' ? MASKS[kind](value) : GENERALISED[kind](value, context);
}

const MASKS: Readonly<Record<IdentifyingKind, (value: string) => string>> = {
  NAME: maskName,
  PHONE: maskPhone,
  ID_NUMBER: maskDocument,
  ADDRESS: maskAddress,
  BANK_CARD: maskCard,
  PLATE: maskPlate,
  ORGANISATION: maskOrganisation,
  BIRTH_DATE: maskBirthDate,
};

const GENERALISED: Readonly<
  Record<IdentifyingKind, (value: string, context: IdentifyingContext) => string | null>
> = {
  NAME: () => null,
  PHONE: phoneClass,
  ID_NUMBER: (value, { asOf }) => bandOf(birthDateOfId(value), asOf),
  ADDRESS: (value, { regionCode }) => districtOf(value, regionCode),
  BANK_CARD: () => null,
  PLATE: plateOrigin,
  ORGANISATION: organisationClass,
  BIRTH_DATE: (value, { asOf }) => bandOf(birthDateIn(value), asOf),
};

function bandOf(birthDate: string | null, asOf: string): string | null {
  return birthDate === null ? null : ageBand(birthDate, asOf);
}
