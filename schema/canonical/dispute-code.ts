import { HubError } from './hub-error.ts';

/**
 * The unified code of a dispute (一案一码, docs/decisions/0002): `T-<county>-<yymmdd>-<5 characters><check>`. The five are Crockford base 32
 * (no I, L, O, U); the check character is ISO 7064 MOD 37-36 over the code's other letters and digits, `T` included.
 */
const SHAPE = /^T(\d{6})(\d{6})([0-9A-HJKMNP-TV-Z]{5})([0-9A-Z])$/;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const EXAMPLE = 'T-320612-261124-K7QF27';

/** Check character after ISO 7064 MOD 37-36 of a text of digits and capital letters. */
export function checkCharacterOf(text: string): string {
  const modulus = ALPHABET.length;
  let product = modulus;
  for (const character of text) {
    const sum = (product + ALPHABET.indexOf(character)) % modulus || modulus;
    product = (sum * 2) % (modulus + 1);
  }
  return ALPHABET.charAt((modulus + 1 - product) % modulus);
}

/** Puts a code together. `county` and `day` (yymmdd) are six digits each, `characters` five of Crockford's base 32. */
export function disputeCodeOf(county: string, day: string, characters: string): string {
  return `T-${county}-${day}-${characters}${checkCharacterOf(`T${county}${day}${characters}`)}`;
}

/** True when the check character is I, L, O or U: such codes are not given out, for they cannot be read aloud without doubt. */
export function endsAmbiguously(code: string): boolean {
  return /[ILOU]$/.test(code);
}

/**
 * Reads a code as people type it: any case, full-width, with spaces or none, O for 0, I or L for 1, U for V. Answers the code as it is stored.
 * @throws HubError HUB_BAD_REQUEST that says whether the shape or the check character is wrong.
 */
export function readDisputeCode(text: string): string {
  const typed = text
    .slice(0, 60)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, '');
  const body = unconfused(typed.slice(1, -1));
  const match = SHAPE.exec(`${typed.slice(0, 1)}${body}${typed.slice(-1)}`);
  if (match === null) {
    throw refused(
      text,
      `is no dispute code: a code is written like ${EXAMPLE}, T, six digits, six digits, six characters`,
    );
  }
  const [, county = '', day = '', characters = '', check = ''] = match;
  const code = disputeCodeOf(county, day, characters);
  // O typed for 0 is forgiven here too; the other way round it would let some wrong digits pass, and no code ends so.
  if (check !== code.slice(-1) && unconfused(check) !== code.slice(-1)) {
    throw refused(
      text,
      `has a typing error: its last character does not fit the others; compare it with the paper, character by character`,
    );
  }
  return code;
}

function unconfused(text: string): string {
  return text.replaceAll('O', '0').replace(/[IL]/g, '1').replaceAll('U', 'V');
}

function refused(text: string, reason: string): HubError {
  return new HubError('HUB_BAD_REQUEST', `code: "${text.slice(0, 40)}" ${reason}`, { field: 'code' });
}
