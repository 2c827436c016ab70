import { cutDate, magnitude, roundDown } from './dates-and-amounts.ts';
import { identifying, type IdentifyingContext } from './identifying.ts';
import type { DisclosureLevel, SensitiveKind } from '../vocabulary/disclosure.ts';
import type { Coordinates, PartialLevel, ValueOf } from './levels.ts';
import type { ScrubParty } from './party-forms.ts';
import { scrub } from './scrub.ts';

/** What disclosing needs beside the value. */
export interface DiscloseContext extends IdentifyingContext {
  /** Middle of the record's district, when the hub knows it. */
  readonly districtCentre: Coordinates | null;
  /** Everybody whom the narrative's record and dispute name. */
  readonly parties: readonly ScrubParty[];
}

/**
 * A value as a level shows it, in its own shape; null when nothing is shown. Pure. What a masking rule cannot read is hidden whole, never
 * passed through. A value that was masked before stays as it is.
 */
export function disclose<Kind extends SensitiveKind>(
  kind: Kind,
  value: ValueOf<Kind>,
  level: DisclosureLevel,
  context: DiscloseContext,
): ValueOf<Kind> | null {
  if (level === 'CLEAR') return value;
  if (level === 'WITHHELD') return null;
  return shown(kind, value, level, context) as ValueOf<Kind> | null;
}

function shown(
  kind: SensitiveKind,
  value: Coordinates | number | string,
  level: PartialLevel,
  context: DiscloseContext,
): Coordinates | number | string | null {
  if (typeof value === 'number') return amount(value, level);
  if (typeof value !== 'string') return place(value, level, context);
  if (kind === 'NARRATIVE') return scrub(value, context.parties, level, context);
  if (kind === 'DATE')
    return level === 'PSEUDONYM' ? null : cutDate(value, level === 'MASKED' ? 'DAY' : 'MONTH');
  // A text where a number or a point was announced is not shown.
  if (kind === 'AMOUNT' || kind === 'COORDINATES') return null;
  return identifying(kind, value, level, context);
}

function amount(fen: number, level: PartialLevel): number | null {
  if (level === 'PSEUDONYM') return null;
  return level === 'MASKED' ? roundDown(fen, 1) : magnitude(fen);
}

/** Two decimals are about a kilometre. */
function place(
  { longitude, latitude }: Coordinates,
  level: PartialLevel,
  context: DiscloseContext,
): Coordinates | null {
  if (level === 'GENERALISED') return context.districtCentre;
  if (level === 'PSEUDONYM') return null;
  const cut = (degrees: number): number => Math.round(degrees * 100) / 100;
  return { longitude: cut(longitude), latitude: cut(latitude) };
}
